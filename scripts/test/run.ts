import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { compilePeers, fetchPeers } from './peers.ts';
import { installPuppets } from './puppets.ts';
import { fetchSwitch, installPrograms } from './setup.ts';
import { runSuite } from './suite.ts';
import type { Suite } from './suite.ts';

/**
 * npm test: set-up, `check`, then every suite in turn. The last line is the sum; the exit code says the same.
 * `npm test -- unit desk` runs these suites only and leaves set-up and check out.
 */
const root = path.resolve(import.meta.dirname, '../..');
const all = ['unit', 'desk', 'calls', 'journeys'];
const asked = process.argv.slice(2);
const isCi = process.env['CI'] === 'true';
const suites: Suite[] = [];

function check(): Suite {
  const started = performance.now();
  const run = spawnSync(process.execPath, ['scripts/checks/run.ts'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  process.stdout.write(run.stdout);
  const failures = run.stdout.split('\n').filter((line) => line.startsWith('FAILED'));
  const passed = run.stdout.split('\n').filter((line) => line.startsWith('ok ')).length;
  if (run.status !== 0 && failures.length === 0) failures.push('check did not finish');
  return {
    name: 'check',
    passed,
    failed: failures.length,
    skipped: 0,
    seconds: (performance.now() - started) / 1_000,
    failures,
    skips: [],
  };
}

function calendarElsewhere(): Suite | undefined {
  const files = fs
    .globSync('*/src/**/*.test.ts', { cwd: root, exclude: (name) => name === 'node_modules' })
    .filter((file) => /calendar|clock|time/.test(path.basename(file)));
  return files.length ? runSuite(root, 'unit', { title: 'unit, New York', files, env: { TZ: 'America/New_York' } }) : undefined;
}

if (asked.length === 0) {
  // before apt: Java brings its own certificates, and a machine with an authority of its own loses it by that
  await fetchPeers();
  installPuppets();
  installPrograms();
  compilePeers();
  await fetchSwitch(root);
  suites.push(check());
}
for (const name of asked.length ? asked : all) {
  suites.push(runSuite(root, name));
  const elsewhere = name === 'unit' ? calendarElsewhere() : undefined;
  if (elsewhere) suites.push(elsewhere);
}

const total = (of: (suite: Suite) => number): number => suites.reduce((sum, suite) => sum + of(suite), 0);
const [passed, failed, skipped] = [total((one) => one.passed), total((one) => one.failed), total((one) => one.skipped)];
console.log(`\n${'suite'.padEnd(16)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(9)}${'seconds'.padStart(9)}`);
for (const suite of suites)
  console.log(
    `${suite.name.padEnd(16)}${String(suite.passed).padStart(8)}${String(suite.failed).padStart(8)}${String(suite.skipped).padStart(9)}${suite.seconds.toFixed(1).padStart(9)}`,
  );
for (const suite of suites) for (const line of suite.failures) console.log(`failed   ${suite.name}: ${line}`);
for (const suite of suites) for (const line of suite.skips) console.log(`skipped  ${suite.name}: ${line}`);
if (isCi && skipped > 0) console.log('CI=true allows no skipped test.');
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed > 0 || (isCi && skipped > 0) ? 1 : 0;
