import type { Clock } from '@hotline/platform';
import type { Fetched } from './fetch-tile.ts';

/** A tile that is looked at often is asked for once a week. */
const KEPT_MS = 7 * 86_400_000;
/** What a row costs besides its picture. */
const ROW_BYTES = 200;

interface Kept {
  readonly tile: Fetched;
  readonly at: number;
}
const weightOf = (tile: Fetched): number => ROW_BYTES + (tile === 'none' ? 0 : tile.bytes.length);

/** Tiles in memory, the one that was longest not asked for goes first. On no disk: it would tell where citizens looked. */
export class TileShelf {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  constructor(clock: Clock, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(name: string): Fetched | undefined {
    const found = this.#kept.get(name);
    if (!found) return undefined;
    this.#drop(name, found);
    if (this.#clock.now().getTime() - found.at > KEPT_MS) return undefined;
    this.#put(name, found);
    return found.tile;
  }

  put(name: string, tile: Fetched): void {
    const before = this.#kept.get(name);
    if (before) this.#drop(name, before);
    this.#put(name, { tile, at: this.#clock.now().getTime() });
    for (const [oldest, kept] of this.#kept) {
      if (this.#bytes <= this.#most) break;
      this.#drop(oldest, kept);
    }
  }

  #put(name: string, kept: Kept): void {
    this.#kept.set(name, kept);
    this.#bytes += weightOf(kept.tile);
  }

  #drop(name: string, kept: Kept): void {
    this.#kept.delete(name);
    this.#bytes -= weightOf(kept.tile);
  }
}
