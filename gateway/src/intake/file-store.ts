import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';

const SHA256 = /^[0-9a-f]{64}$/;

/** Files of messages, by their hash: the same picture sent twice lies there once. A name that a citizen gave never becomes a path. */
export class FileStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where a file lies. Throws for anything that is no hash. */
  pathOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw new RangeError('a file is named by its hash');
    return path.join(this.#folder, sha256.slice(0, 2), sha256);
  }

  /** Writes beside and renames: a file is there whole or not at all. Bears being done twice. */
  async keep(sha256: string, bytes: Uint8Array): Promise<void> {
    const target = this.pathOf(sha256);
    if (await isThere(target, bytes.length)) return;
    await fs.mkdir(path.dirname(target), { recursive: true });
    const beside = `${target}.${randomUUID()}`;
    await fs.writeFile(beside, bytes, { mode: 0o600, flush: true });
    await fs.rename(beside, target);
  }

  /** Nobody needs it any more. */
  async drop(sha256: string): Promise<void> {
    await fs.rm(this.pathOf(sha256), { force: true });
  }

  read(sha256: string): Promise<Buffer> {
    return fs.readFile(this.pathOf(sha256));
  }
}

const isThere = (place: string, bytes: number): Promise<boolean> =>
  fs.stat(place).then(
    ({ size }) => size === bytes,
    () => false,
  );
