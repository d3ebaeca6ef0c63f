import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** A secret kept as a file that only its owner may read, made at the first use. */
export function secretFile(dir: string, name: string, make: () => string = () => randomBytes(24).toString('base64url')): string {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = path.join(dir, name);
  try {
    // `wx`: two processes that start together agree on the one that was first.
    fs.writeFileSync(file, make(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return fs.readFileSync(file, 'utf8').trim();
}

/** Keys by id. New data is sealed with `current`; older ids stay readable after a rotation. */
export interface KeyRing {
  readonly current: string;
  key(id: string, purpose: 'seal' | 'index' | 'audit' | 'ticket'): KeyObject;
}

/** The key ring in `.data/keys`: `current` names the id in use; each id has one 32-byte file per purpose. */
export function openKeyRing(dir: string): KeyRing {
  const current = secretFile(dir, 'current', () => 'k1');
  const cache = new Map<string, KeyObject>();
  return {
    current,
    key(id, purpose) {
      // An id comes out of data that may have been tampered with, and becomes a file name here.
      if (!/^[\w-]{1,32}$/.test(id)) throw new Error('not the id of a key');
      const name = `${purpose}-${id}`;
      // A key object is made once: from raw bytes each HMAC would make its own, which took 70 µs of 90.
      const known =
        cache.get(name) ??
        createSecretKey(
          secretFile(dir, name, () => randomBytes(32).toString('base64url')),
          'base64url',
        );
      cache.set(name, known);
      return known;
    },
  };
}
