import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Clock } from '../clock.ts';
import { type KeyRing, openKeyRing } from '../crypto/key-ring.ts';
import { type Log, openLog } from '../log/log.ts';

export const quietLog = (): Log => openLog('silent', 'test');

/** A key ring of new keys in a folder of its own. */
export const testRing = (): KeyRing => openKeyRing(fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-keys-')));

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #now: Date;

  constructor(start = '2026-11-25T09:00:00+08:00') {
    this.#now = new Date(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  advance(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds);
  }
}
