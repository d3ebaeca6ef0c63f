import { type Db, type Log } from '@hotline/platform';
import type { unit } from '../tables.ts';
import { unit as unitTable } from '../tables.ts';

export type UnitRow = typeof unit.$inferSelect;

/** More than a screen of finds helps nobody. */
const MOST_FOUND = 50;

/** The units in memory, with who stands above and below whom (row 1). A city has some thousands; each request asks for several. */
export class UnitTree {
  readonly #db: Db;
  readonly #log: Log;
  #units = new Map<string, UnitRow>();
  #below = new Map<string, string[]>();

  constructor(db: Db, log: Log) {
    this.#db = db;
    this.#log = log;
  }

  async load(): Promise<void> {
    const rows = await this.#db.select().from(unitTable);
    this.#units = new Map(rows.sort((a, b) => a.level - b.level || (a.code < b.code ? -1 : 1)).map((row) => [row.code, row]));
    this.#below = new Map();
    for (const { code } of rows) for (const above of this.above(code)) this.#below.set(above, [...(this.#below.get(above) ?? []), code]);
  }

  /** Another process (a seed) may have added units. */
  reload(): Promise<void> {
    return this.load().catch((error: unknown) => this.#log.debug({ error: String(error) }, 'the units could not be read again'));
  }

  all(): UnitRow[] {
    return [...this.#units.values()];
  }

  get(code: string): UnitRow | undefined {
    return this.#units.get(code);
  }

  takesTickets(code: string): boolean {
    return this.#units.get(code)?.takesTickets === true;
  }

  nameOf(code: string): string | undefined {
    return this.#units.get(code)?.name;
  }

  /** The unit and those above it, itself first. */
  above(code: string): string[] {
    const line: string[] = [];
    for (let at = this.#units.get(code); at && !line.includes(at.code); at = at.parent === null ? undefined : this.#units.get(at.parent))
      line.push(at.code);
    return line;
  }

  /** The unit and everything below it. */
  below(code: string): readonly string[] {
    return this.#below.get(code) ?? [code];
  }

  /** By name, pinyin initials, code or duty; those whose name begins so first, then higher levels. */
  find(q: string): UnitRow[] {
    const word = q.normalize('NFKC').trim().toLowerCase();
    const rank = ({ name, initials, code, duties }: UnitRow): number => {
      if (name === word || code === word) return 0;
      if (name.startsWith(word) || name.startsWith(`市${word}`)) return 1;
      if (initials.startsWith(word) || initials.startsWith(`s${word}`)) return 2;
      if (name.includes(word)) return 3;
      if (duties.some((duty) => duty.includes(word))) return 4;
      return initials.includes(word) ? 5 : 9;
    };
    return this.all()
      .map((row) => ({ row, at: rank(row) }))
      .filter(({ at }) => at < 9)
      .sort((a, b) => a.at - b.at || a.row.level - b.row.level)
      .slice(0, MOST_FOUND)
      .map(({ row }) => row);
  }
}
