import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** docs/rows.json: which requirement row (DOMAIN section 1, 1–122) is shown by which test. */
export interface Row {
  readonly row: number;
  readonly title: string;
  readonly tests: readonly { readonly file: string; readonly name: string }[];
}

const LAST_ROW = 122;

export const readRows = (root: string): Row[] => JSON.parse(fs.readFileSync(path.join(root, 'docs/rows.json'), 'utf8')) as Row[];

/** Names of the tests that a file declares and does not switch off. */
export function testNames(file: string, text: string): Set<string> {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const names = new Set<string>();
  const visit = (node: ts.Node, off: boolean): void => {
    let isOff = off;
    if (ts.isCallExpression(node)) {
      const [first] = node.arguments;
      const called = node.expression.getText();
      isOff ||= /\.(skip|todo)\b/.test(called);
      if (first && ts.isStringLiteralLike(first) && /(^|\.)(it|test)\b/.test(called) && !isOff) names.add(first.text);
    }
    ts.forEachChild(node, (child) => visit(child, isOff));
  };
  visit(tree, false);
  return names;
}

export function untrueRows(rows: readonly Row[], read: (file: string) => string | undefined): string[] {
  const seen = new Set<number>();
  return rows.flatMap(({ row, title, tests }) => {
    const found: string[] = [];
    if (!Number.isInteger(row) || row < 1 || row > LAST_ROW) found.push(`row ${row} is not one of 1–${LAST_ROW}`);
    if (seen.has(row)) found.push(`row ${row} stands twice`);
    seen.add(row);
    if (!title) found.push(`row ${row} has no title`);
    for (const { file, name } of tests) {
      const text = read(file);
      if (text === undefined) found.push(`row ${row}: ${file} does not exist`);
      else if (!testNames(file, text).has(name)) found.push(`row ${row}: ${file} has no running test called "${name}"`);
    }
    return found;
  });
}

if (import.meta.main) {
  const root = path.resolve(import.meta.dirname, '../..');
  const read = (file: string): string | undefined =>
    fs.existsSync(path.join(root, file)) ? fs.readFileSync(path.join(root, file), 'utf8') : undefined;
  const found = untrueRows(readRows(root), read);
  for (const line of found) console.log(line);
  process.exitCode = found.length ? 1 : 0;
}
