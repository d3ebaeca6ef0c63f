import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** What `npm run generate` writes. Compared before and after, so that it works outside git and before a commit as well. */
const generated = [
  'docs/calls.md',
  'docs/lifecycle.md',
  'docs/events.md',
  'docs/openapi.json',
  'docs/openapi-public.json',
  'docs/sql/**',
  '*/src/**/generated/**',
  '*/src/**/*.gen.ts',
];

function fingerprints(root: string): Map<string, string> {
  const files = fs.globSync(generated, { cwd: root, exclude: (name) => name === 'node_modules' });
  const whole = files.filter((file) => fs.statSync(path.join(root, file)).isFile());
  return new Map(
    whole.map((file) => [
      file,
      createHash('sha256')
        .update(fs.readFileSync(path.join(root, file)))
        .digest('hex'),
    ]),
  );
}

const root = path.resolve(import.meta.dirname, '../..');
const scripts = (JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts;
if (!scripts['generate']) console.log('nothing is generated yet (no "generate" script)');
else {
  const before = fingerprints(root);
  const run = spawnSync('npm', ['run', '--silent', 'generate'], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) console.log(run.stdout + run.stderr);
  const after = fingerprints(root);
  const stale = [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file));
  for (const file of stale) console.log(`${file} was not what its source says`);
  process.exitCode = run.status !== 0 || stale.length ? 1 : 0;
}
