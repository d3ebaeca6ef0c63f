import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** One compiler run per tsconfig.json: the root one for everything that runs in Node, one for each browser package (DOM, JSX). */
const root = path.resolve(import.meta.dirname, '../..');
const projects = ['.', 'browser-kit', 'agent-desktop', 'approval-portal/web', 'simulator/web'].filter((folder) =>
  fs.existsSync(path.join(root, folder, 'tsconfig.json')),
);
const cache = path.join(root, 'node_modules/.cache/tsc');
fs.mkdirSync(cache, { recursive: true });
for (const project of projects) {
  const info = path.join(cache, `${project === '.' ? 'root' : project.replaceAll('/', '-')}.tsbuildinfo`);
  const run = spawnSync('tsc', ['-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', info, '--pretty', 'false'], {
    cwd: root,
    encoding: 'utf8',
  });
  process.stdout.write(run.stdout + run.stderr);
  if (run.status !== 0) process.exitCode = 1;
}
