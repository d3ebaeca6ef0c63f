import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { peersFolder } from './remote.ts';

/** wechaty and a puppet, locked: some 350 packages that the hotline itself does not bring. */
const source = path.resolve(import.meta.dirname, '../../tests/peers/wechaty');
const files = ['package.json', 'package-lock.json', 'puppet-trial/package.json', 'puppet-trial/index.cjs'] as const;

/** Where they are installed, anew when one of these files changes; a hotline takes it as its folder of programs. */
export function puppetsFolder(): string {
  const made = createHash('sha256');
  for (const file of files) made.update(fs.readFileSync(path.join(source, file)));
  return path.join(peersFolder(), `wechaty-${made.digest('hex').slice(0, 12)}`);
}
export const isWechatyHere = (): boolean => fs.existsSync(puppetsFolder());

/** No script of theirs runs at the installation. */
export function installPuppets(): void {
  const into = puppetsFolder();
  if (fs.existsSync(into)) return;
  const beside = `${into}.${process.pid}`;
  fs.cpSync(source, beside, { recursive: true });
  const done = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: beside, encoding: 'utf8', timeout: 300_000 });
  if (done.status !== 0) {
    fs.rmSync(beside, { recursive: true, force: true });
    return console.log(`set-up: no wechaty: ${(done.error?.message ?? done.stderr).trim().split('\n').at(-1) ?? ''}`);
  }
  fs.renameSync(beside, into);
  console.log(`set-up: wechaty is in ${into}`);
}
