import { createHash, randomUUID } from 'node:crypto';
import type { Brought } from './deliver.ts';

/** A line that broke may have taken our answer with it: what was answered so shortly before comes again. */
const DOUBTFUL_MS = 60_000;
/** So long after a line is back a carrier brings again what it had no answer to. */
const AGAIN_MS = 600_000;
/** Names kept; beyond them the oldest are forgotten. */
const MOST_NAMES = 5_000;

interface Named {
  readonly id: string;
  /** What it says, whatever number it came under. */
  readonly says: string;
  answeredAt: number;
}

/**
 * Names messages that have no name: SMPP numbers a deliver_sm only within its connection. The same number with the same words is the same
 * message; on a new connection the same words are the same message while it is in doubt whether the carrier had our answer.
 */
export class Naming {
  readonly #clock: () => number;
  #connection = randomUUID();
  #lostAt = 0;
  readonly #current = new Map<string, Named>();
  readonly #doubtful = new Map<string, string>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  connectionLost(): void {
    const now = this.#clock();
    const inDoubt = [...this.#current.values()].filter(({ answeredAt }) => now - answeredAt < DOUBTFUL_MS);
    for (const { says, id } of inDoubt) this.#doubtful.set(says, id);
    shorten(this.#doubtful);
    this.#current.clear();
    this.#connection = randomUUID();
    this.#lostAt = now;
  }

  /** The name of a message, and what to call when it is answered. */
  name(sequence: number, { from, to, format, content }: Brought): { readonly id: string; readonly answered: () => void } {
    const says = hashOf([from, to, String(format), content]);
    const key = `${sequence}:${says}`;
    const known = this.#current.get(key) ?? { id: this.#again(says) ?? hashOf([this.#connection, key]), says, answeredAt: Infinity };
    this.#current.set(key, known);
    shorten(this.#current);
    return { id: known.id, answered: () => (known.answeredAt = this.#clock()) };
  }

  #again(says: string): string | undefined {
    if (this.#clock() - this.#lostAt > AGAIN_MS) this.#doubtful.clear();
    const id = this.#doubtful.get(says);
    this.#doubtful.delete(says);
    return id;
  }
}

function shorten(names: Map<string, unknown>): void {
  for (const name of names.keys()) {
    if (names.size <= MOST_NAMES) return;
    names.delete(name);
  }
}

function hashOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 32);
}
