import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endDescendants, processesWhere, processFacts } from '../src/machine/processes.ts';
import { readSecret, secret } from '../src/machine/secret.ts';
import { LogFile } from '../src/supervisor/keeping/log-file.ts';
import { until } from './supervisor/test-house.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'machine-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a secret is made once, for its owner only', () => {
  const keys = path.join(folder, 'keys');
  expect(readSecret(keys, 'ari-password')).toBeUndefined();
  const made = secret(keys, 'ari-password');
  expect(made).toMatch(/^[\w-]{32}$/);
  expect(secret(keys, 'ari-password')).toBe(made);
  expect(statSync(keys).mode & 0o777).toBe(0o700);
  expect(statSync(path.join(keys, 'ari-password')).mode & 0o777).toBe(0o600);
  expect(readdirSync(keys)).toEqual(['ari-password']);
});

test('a log turns over by size and keeps three files, the newest lines in the first', () => {
  const log = new LogFile(path.join(folder, 'app.log'), { maxBytes: 100, keep: 3 });
  for (let line = 1; line <= 50; line += 1) log.write(`line ${line} of fifty\n`);
  log.close();
  expect(readdirSync(folder).sort()).toEqual(['app.log', 'app.log.1', 'app.log.2']);
  expect(readFileSync(path.join(folder, 'app.log'), 'utf8')).toContain('line 50');
  expect(statSync(path.join(folder, 'app.log.1')).size).toBeLessThanOrEqual(100);
  expect(log.tail(1)).toEqual(['line 50 of fifty']);
});

test('what a program has started ends with it, grandchildren too', async () => {
  const mark = `3600.${process.pid}`;
  const shell = spawn('sh', ['-c', `sh -c 'sleep ${mark}; true' & sleep ${mark}; true`], { stdio: 'ignore' });
  const sleepers = () => processesWhere((command) => command[0] === 'sleep' && command[1] === mark);
  await until(() => sleepers().length === 2, 'both to sleep');
  endDescendants(shell.pid);
  await until(() => sleepers().length === 0, 'both to end');
  expect(processFacts(shell.pid ?? 0)?.zombie ?? true).toBe(true);
});
