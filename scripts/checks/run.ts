import { spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';

interface Check {
  readonly command: readonly string[];
  readonly remedy: string;
}

const root = path.resolve(import.meta.dirname, '../..');
/** Our own refusals run under the Node that runs this file, tools from node_modules/.bin. Slow ones first: two run at a time. */
const ours = (name: string): string[] => [process.execPath, `scripts/checks/${name}.ts`];
// prettier-ignore
const checks = {
  lint:      { command: ['eslint', '.', '--max-warnings=0', '--cache', '--cache-strategy=content', '--cache-location=node_modules/.cache/eslint/'], remedy: 'npx eslint --fix FILE mends some of it; the message says the rest' },
  types:     { command: ours('types'), remedy: 'the compiler is right: mend the type, never cast it' },
  format:    { command: ['prettier', '--check', '.', '--cache', '--log-level=warn'], remedy: 'npm run format' },
  imports:   { command: ['depcruise', '.', '--output-type=err', '--progress=none'], remedy: 'DESIGN section 2: ports, events, or the other package\'s index.ts' },
  unused:    { command: ['knip', '--no-progress', '--no-config-hints'], remedy: 'delete it, or use it' },
  limits:    { command: ours('limits'), remedy: 'split by meaning; a table may be listed with its reason in scripts/checks/exemptions.json' },
  words:     { command: ours('words'), remedy: 'give the word its zh and en in the table where it stands' },
  generated: { command: ours('generated'), remedy: 'npm run generate, and commit what changed' },
  rows:      { command: ours('rows'), remedy: 'name a test that runs in docs/rows.json' },
} satisfies Record<string, Check>;
type Name = keyof typeof checks;

function run(name: Name): Promise<{ name: Name; ok: boolean; seconds: number; output: string }> {
  const [program = '', ...args] = checks[name].command;
  const bin = path.join(root, 'node_modules/.bin');
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}`, FORCE_COLOR: '0', NO_COLOR: '1' };
  const started = performance.now();
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const { promise, resolve } = Promise.withResolvers<{ name: Name; ok: boolean; seconds: number; output: string }>();
  const done = (ok: boolean): void => resolve({ name, ok, seconds: (performance.now() - started) / 1_000, output });
  child.on('error', (error) => {
    output += error.message;
    done(false);
  });
  child.on('close', (code) => done(code === 0));
  return promise;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in checks));
if (unknown.length) {
  console.error(`no such check: ${unknown.join(', ')}; there are ${Object.keys(checks).join(', ')}`);
  process.exit(2);
}
const queue = (asked.length ? asked : Object.keys(checks)) as Name[];
let failed = 0;
const worker = async (): Promise<void> => {
  for (let name = queue.shift(); name; name = queue.shift()) {
    const { ok, seconds, output } = await run(name);
    if (!ok || asked.length) process.stdout.write(output.trim() ? `${output.trim()}\n` : '');
    console.log(`${ok ? 'ok    ' : 'FAILED'}  check:${name.padEnd(10)} ${seconds.toFixed(1)} s${ok ? '' : `   → ${checks[name].remedy}`}`);
    if (!ok) failed += 1;
  }
};
await Promise.all(Array.from({ length: Math.min(2, os.availableParallelism()) }, worker));
process.exitCode = failed ? 1 : 0;
