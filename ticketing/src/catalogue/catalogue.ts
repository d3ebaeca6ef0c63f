import { type CategoryView, type PlaceView, Problem, type RegionView } from '@hotline/contracts';
import { type AuditBook, type Db, initialsOf, isTaken, type Person } from '@hotline/platform';
import { and, eq } from 'drizzle-orm';
import { category, duty, region } from '../tables/desk.ts';

type Category = typeof category.$inferSelect;
type Duty = typeof duty.$inferSelect;
type Region = typeof region.$inferSelect;

/** More than a screen of finds helps nobody. */
const MOST_FOUND = 50;
const MOST_PLACES = 8;

/** Where in a name or its initials a search word stands; smaller is better, undefined is nowhere. */
function rank(name: string, initials: string, code: string, word: string): number | undefined {
  if (name === word || code === word) return 0;
  if (name.startsWith(word) || initials === word) return 1;
  if (initials.startsWith(word) || code.startsWith(word)) return 2;
  if (name.includes(word)) return 3;
  return initials.includes(word) ? 4 : undefined;
}

function find<T extends { name: string; initials: string; code: string }>(all: Iterable<T>, q: string, weight: (one: T) => number): T[] {
  const word = q.normalize('NFKC').trim().toLowerCase();
  return [...all]
    .flatMap((one) => {
      const at = rank(one.name.toLowerCase(), one.initials, one.code, word);
      return at === undefined ? [] : [{ one, at }];
    })
    .sort((a, b) => a.at - b.at || weight(b.one) - weight(a.one))
    .slice(0, MOST_FOUND)
    .map(({ one }) => one);
}

/** Categories, places and whose matter is what. A city has some hundreds and some thousands of them: kept in memory, written through. */
export class Catalogue {
  readonly #db: Db;
  readonly #audit: AuditBook;
  #categories = new Map<string, Category>();
  #regions = new Map<string, Region>();
  #regionsBelow = new Map<string | null, Region[]>();
  #duties = new Map<string, Duty[]>();

  constructor(db: Db, audit: AuditBook) {
    this.#db = db;
    this.#audit = audit;
  }

  async load(): Promise<void> {
    const [categories, regions, duties] = await Promise.all([
      this.#db.select().from(category),
      this.#db.select().from(region),
      this.#db.select().from(duty),
    ]);
    this.#categories = new Map(categories.sort((a, b) => b.weight - a.weight || (a.code < b.code ? -1 : 1)).map((one) => [one.code, one]));
    this.#regions = new Map(regions.sort((a, b) => (a.code < b.code ? -1 : 1)).map((one) => [one.code, one]));
    this.#regionsBelow = Map.groupBy(this.#regions.values(), ({ parent }) => parent);
    this.#duties = Map.groupBy(duties, (one) => one.category);
  }

  categories({ q, withdrawn = false }: { q?: string | undefined; withdrawn?: boolean | undefined } = {}): { items: CategoryView[] } {
    const all = [...this.#categories.values()].filter(({ active }) => active || withdrawn);
    return { items: q ? find(all, q, ({ weight }) => weight) : all };
  }

  /** A category that may be used for a new ticket. */
  usable(code: string): boolean {
    return this.#categories.get(code)?.active === true;
  }

  categoryName(code: string): string {
    return this.#categories.get(code)?.name ?? code;
  }

  /** The category and those above it. */
  lineOf(code: string): string[] {
    const line: string[] = [];
    for (let at: string | null = code; at !== null && !line.includes(at); at = this.#categories.get(at)?.parent ?? null) line.push(at);
    return line;
  }

  /** The category and everything below it. */
  below(code: string): string[] {
    return [...this.#categories.keys()].filter((one) => this.lineOf(one).includes(code));
  }

  /** Throws when a matter cannot lie there: no such place, or one that another hotline serves. */
  needRegion(code: string): void {
    if (!this.#regions.has(code)) throw new Problem('region.unknown');
    const elsewhere = this.regionLine(code).some((one) => this.#regions.get(one)?.elsewhere);
    if (elsewhere) throw new Problem('region.elsewhere');
  }

  /** The region and those above it. */
  regionLine(code: string): string[] {
    const line: string[] = [];
    for (let at: string | null = code; at !== null && !line.includes(at); at = this.#regions.get(at)?.parent ?? null) line.push(at);
    return line;
  }

  regions({ parent, q }: { parent?: string | undefined; q?: string | undefined }): { items: RegionView[] } {
    if (q) return { items: find(this.#regions.values(), q, ({ level }) => -level) };
    return { items: this.#regionsBelow.get(parent ?? null) ?? [] };
  }

  /** A place with those that it lies in, smallest first; the city itself goes without saying. */
  placeName(code: string): string | undefined {
    return this.#regions.has(code) ? [this.#regions.get(code)?.name, this.#within(code)].filter(Boolean).join(' · ') : undefined;
  }

  regionName(code: string): string | undefined {
    return this.#regions.get(code)?.name;
  }

  /** 1 the city, 2 a county, 3 a township or street, 4 a community. */
  levelOf(code: string): number | undefined {
    return this.#regions.get(code)?.level;
  }

  #within(code: string): string {
    const above = this.regionLine(code).slice(1);
    return above.flatMap((one) => ((this.#regions.get(one)?.level ?? 1) > 1 ? [this.#regions.get(one)?.name] : [])).join(' · ');
  }

  /** Places that a citizen may mean, the best first; few, since she reads them on a phone. */
  places(q: string): PlaceView[] {
    return find(this.#regions.values(), q, ({ level }) => level)
      .slice(0, MOST_PLACES)
      .map(({ code, name, elsewhere }) => ({ code, name, within: this.#within(code), elsewhere }));
  }

  /** 派单目录 (row 15): the nearest category and region that name a unit come first. */
  unitsFor(code: string, place?: string): { unit: string; basis: string }[] {
    if (!this.#categories.has(code)) throw new Problem('category.unknown');
    const regions = [...(place ? this.regionLine(place) : []), ''];
    const found = this.lineOf(code).flatMap((one) => {
      const duties = this.#duties.get(one) ?? [];
      return regions.flatMap((where) => duties.filter((row) => row.region === where));
    });
    return [...new Map(found.map(({ unit, basis }) => [unit, { unit, basis }])).values()];
  }

  async add(me: Person, body: { code: string; name: string; parent: string | null }): Promise<CategoryView> {
    if (body.parent !== null && !this.#categories.has(body.parent)) throw new Problem('category.unknown');
    try {
      return await this.#write(me, 'category.add', body, async (tx) =>
        tx
          .insert(category)
          .values({ ...body, initials: initialsOf(body.name) })
          .returning(),
      );
    } catch (error) {
      if (isTaken(error)) throw new Problem('category.code-taken');
      throw error;
    }
  }

  async change(me: Person, code: string, version: number, body: { name: string; active: boolean }): Promise<CategoryView> {
    if (!this.#categories.has(code)) throw new Problem('category.unknown');
    return this.#write(me, 'category.change', { code, ...body }, async (tx) =>
      tx
        .update(category)
        .set({ ...body, initials: initialsOf(body.name), version: version + 1 })
        .where(and(eq(category.code, code), eq(category.version, version)))
        .returning(),
    );
  }

  async #write(
    me: Person,
    action: string,
    details: { code: string },
    write: (tx: Pick<Db, 'insert' | 'update'>) => Promise<Category[]>,
  ): Promise<CategoryView> {
    const row = await this.#db.transaction(async (tx) => {
      const [written] = await write(tx);
      if (!written) throw new Problem('version.stale', { version: this.#categories.get(details.code)?.version });
      await this.#audit.write(tx, me, { action, object: `category:${details.code}`, details });
      return written;
    });
    await this.load();
    return row;
  }
}
