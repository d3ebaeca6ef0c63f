import path from 'node:path';
import { readRows } from './checks/rows.ts';

/** Prints which requirement rows are shown by which tests. */
const rows = readRows(path.resolve(import.meta.dirname, '..')).sort((a, b) => a.row - b.row);
for (const { row, title, tests } of rows) {
  console.log(`${String(row).padStart(3)}  ${title}`);
  for (const { file, name } of tests) console.log(`       ${file} › ${name}`);
}
console.log(`${rows.filter(({ tests }) => tests.length > 0).length} of 122 rows are shown by a test`);
