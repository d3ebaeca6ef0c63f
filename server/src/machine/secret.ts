import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The secret in `<keys>/<name>`, made on the first call: 24 random bytes, readable by this user only. Safe when two processes ask at once. */
export function secret(keys: string, name: string): string {
  mkdirSync(keys, { recursive: true, mode: 0o700 });
  const file = path.join(keys, name);
  const known = readSecret(keys, name);
  if (known) return known;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, randomBytes(24).toString('base64url'), { mode: 0o600 });
  try {
    linkSync(draft, file); // the first of two wins, and nobody reads a half-written file
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
}

/** Undefined when it does not exist yet; throws when this user may not read it. */
export function readSecret(keys: string, name: string): string | undefined {
  try {
    return readFileSync(path.join(keys, name), 'utf8').trim() || undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
