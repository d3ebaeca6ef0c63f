import os from 'node:os';
import path from 'node:path';

/** A file of Maven Central or PyPI: where it is, and what it must be. */
export interface Remote {
  readonly path: string;
  readonly sha256: string;
}

/** Where programs that others wrote lie, for all clones of this user. */
export const peersFolder = (): string =>
  path.join(process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache'), 'hotline-12345', 'peers');
