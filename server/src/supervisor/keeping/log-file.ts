import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

/** A log of at most `keep` files of `maxBytes` each: app.log, app.log.1, app.log.2. */
export class LogFile {
  readonly file: string;
  readonly #maxBytes: number;
  readonly #keep: number;
  #descriptor: number | undefined;
  #bytes = 0;

  constructor(file: string, { maxBytes = 10_000_000, keep = 3 } = {}) {
    this.file = file;
    this.#maxBytes = maxBytes;
    this.#keep = keep;
  }

  /** Never throws: a full disk must not end the supervisor, which keeps the phones. */
  write(text: string | Uint8Array): void {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    try {
      if (this.#bytes + bytes.length > this.#maxBytes) this.#turnOver();
      writeSync(this.#open(), bytes);
      this.#bytes += bytes.length;
    } catch {
      this.close();
    }
  }

  /** The last lines, for the person who reads that a program has ended. */
  tail(lines = 5): string[] {
    try {
      return readFileSync(this.file, 'utf8').trimEnd().split('\n').slice(-lines);
    } catch {
      return [];
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #open(): number {
    if (this.#descriptor === undefined) {
      mkdirSync(path.dirname(this.file), { recursive: true });
      this.#descriptor = openSync(this.file, 'a', 0o600);
      this.#bytes = fstatSync(this.#descriptor).size;
    }
    return this.#descriptor;
  }

  #turnOver(): void {
    this.close();
    for (let age = this.#keep - 1; age > 0; age -= 1) {
      const younger = age === 1 ? this.file : `${this.file}.${age - 1}`;
      try {
        renameSync(younger, `${this.file}.${age}`);
      } catch {
        // not that many yet
      }
    }
    this.#bytes = 0;
  }
}
