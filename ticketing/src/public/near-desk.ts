import type { NearView } from '@hotline/contracts';
import { cityDateOf, type Clock, type Db } from '@hotline/platform';
import { and, desc, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { ticket } from '../tables/ticket.ts';

/** Kinds of matter that lie in the street for all to see. What happens behind somebody's door is nobody else's business. */
const sharedCategories: ReadonlySet<string> = new Set([
  'water',
  'gas',
  'heat',
  'power',
  'facilities',
  'appearance',
  'pollution',
  'highway',
]);
const FRESH_MS = 14 * 86_400_000;
/** Read at most so often, however many look: the site is open to everybody. */
const READ_AGAIN_MS = 10_000;
const MOST_READ = 5_000;
const MOST_SHOWN = 5;
/** Township or street: never nearer to somebody's door. */
const NEAREST_LEVEL = 3;

/** An open ticket of the last two weeks, as much of it as is needed here. */
export interface Recent {
  readonly id: string;
  readonly category: string;
  readonly region: string | null;
  readonly filedAt: Date;
}
type Places = Pick<Catalogue, 'lineOf' | 'regionLine' | 'levelOf' | 'regionName' | 'categoryName'>;

const placeOf = (places: Places, code: string): string | undefined =>
  places.regionLine(code).find((one) => (places.levelOf(one) ?? NEAREST_LEVEL + 1) <= NEAREST_LEVEL);

/** What others have reported around a place, newest first: kind, street, day and how often, and nothing of anybody's words. */
export function nearTo(places: Places, recent: readonly Recent[], code: string): NearView[] {
  const around = placeOf(places, code);
  if (around === undefined) return [];
  const shared = recent.flatMap(({ region, category, ...one }) => {
    const subject = places.lineOf(category).find((above) => sharedCategories.has(above));
    if (region === null || subject === undefined || !places.regionLine(region).includes(around)) return [];
    return [{ ...one, category, place: placeOf(places, region) ?? around }];
  });
  const groups = [...Map.groupBy(shared, ({ category, place }) => `${category} ${place}`).values()];
  return groups.slice(0, MOST_SHOWN).flatMap((alike) => {
    const first = alike.at(-1);
    return first
      ? [
          {
            ref: first.id,
            category: places.categoryName(first.category),
            place: places.regionName(first.place) ?? '',
            since: cityDateOf(first.filedAt),
            reports: alike.length,
          },
        ]
      : [];
  });
}

/** "Already reported near you": from memory, which is read anew when it is ten seconds old. */
export class NearDesk {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #catalogue: Catalogue;
  #recent: readonly Recent[] = [];
  #readAt = -Infinity;

  constructor(db: Db, clock: Clock, catalogue: Catalogue) {
    this.#db = db;
    this.#clock = clock;
    this.#catalogue = catalogue;
  }

  async near(code: string): Promise<NearView[]> {
    const now = this.#clock.now().getTime();
    if (now - this.#readAt >= READ_AGAIN_MS) {
      this.#readAt = now;
      this.#recent = await this.#read(new Date(now - FRESH_MS));
    }
    return nearTo(this.#catalogue, this.#recent, code);
  }

  #read(since: Date): Promise<Recent[]> {
    return this.#db
      .select({ id: ticket.id, category: ticket.category, region: ticket.region, filedAt: ticket.filedAt })
      .from(ticket)
      .where(
        and(
          gt(ticket.filedAt, since),
          isNull(ticket.closedAt),
          eq(ticket.confidential, false),
          isNotNull(ticket.region),
          inArray(ticket.type, ['help', 'complain', 'report']),
        ),
      )
      .orderBy(desc(ticket.filedAt), desc(ticket.id))
      .limit(MOST_READ);
  }
}
