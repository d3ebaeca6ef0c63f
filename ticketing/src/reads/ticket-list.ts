import {
  COUNTED_TO,
  e164Of,
  idNumberOf,
  type Signal,
  type TicketCounts,
  type TicketQuery,
  type TicketRow as RowView,
  type TicketState,
  ticketStateNames,
} from '@hotline/contracts';
import {
  addDays,
  behindCursor,
  blindIndex,
  cityDateOf,
  type Clock,
  cursorAt,
  type Db,
  type KeyRing,
  momentAt,
  type Person,
} from '@hotline/platform';
import { and, eq, gte, inArray, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { idKey, nameKey } from '../contact/contact-seal.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { TicketingPorts } from '../ports.ts';
import { signal as signalTable, clock as clockTable, ticket } from '../tables/ticket.ts';
import { listed, mask, presentRow, strongest } from './present.ts';
import { searchWords } from './search-words.ts';
import { visibleTo } from './visible.ts';

/** A search of one sign looks through this many of the newest tickets only. */
const ONE_SIGN_LOOKS_AT = 20_000;

/** Lists and counts of tickets: ids by one indexed query, rows, stars, views. */
export class TicketList {
  readonly #db: Db;
  readonly #time: Clock;
  readonly #ring: KeyRing;
  readonly #ports: TicketingPorts;
  readonly #catalogue: Catalogue;

  constructor(db: Db, time: Clock, ring: KeyRing, ports: TicketingPorts, catalogue: Catalogue) {
    this.#db = db;
    this.#time = time;
    this.#ring = ring;
    this.#ports = ports;
    this.#catalogue = catalogue;
  }

  async page(me: Person, query: TicketQuery): Promise<{ items: RowView[]; next: string | null }> {
    const search = query.q === undefined ? [] : this.#found(query.q, me.permissions.has('citizen.reveal'));
    if (search === undefined) return { items: [], next: null };
    const byDue = query.sort === 'due';
    const rows = await this.#db
      .select(listed)
      .from(ticket)
      .where(
        and(
          visibleTo(me, this.#ports.units),
          ...this.#narrowed(me, query),
          ...search,
          ...(byDue ? [isNotNull(ticket.dueAt)] : []),
          behindCursor(query.after, byDue ? ticket.dueAt : ticket.filedAt, ticket.id, byDue ? 'oldest' : 'newest'),
        ),
      )
      .orderBy(...(byDue ? [sql`${ticket.dueAt}`, sql`${ticket.id}`] : [sql`${ticket.filedAt} desc`, sql`${ticket.id} desc`]))
      .limit(query.limit + 1);
    const page = rows.slice(0, query.limit);
    const signals = await this.#signals(page.flatMap(({ id, dueKind }) => (dueKind ? [id] : [])));
    const last = page.at(-1);
    return {
      items: page.map((row) => presentRow(this.#ports, mask(row, me), signals.get(`${row.id}:${row.dueKind}`) ?? null)),
      next: rows.length > query.limit && last ? cursorAt(byDue ? last.dueAt : last.filedAt, last.id) : null,
    };
  }

  /** What waits in each pile, counted to `COUNTED_TO`: a city's worst day must not make every desk slow. */
  async counts(me: Person): Promise<TicketCounts> {
    const now = this.#time.now();
    const tonight = new Date(endOfToday(now).getTime() + 1);
    const piles = {
      ...Object.fromEntries(openStates.map((state) => [state, eq(ticket.state, state)])),
      dueToday: and(gte(ticket.dueAt, now), lt(ticket.dueAt, tonight)),
      over: lt(ticket.dueAt, now),
      mine: and(isMine(me), isNull(ticket.closedAt)),
    };
    const seen = visibleTo(me, this.#ports.units);
    const counted = Object.entries(piles).map(
      ([pile, is]) =>
        sql`(select count(*)::int from (select from ${ticket} where ${and(seen, is)} limit ${COUNTED_TO}) few) as ${sql.identifier(pile)}`,
    );
    const { rows } = await this.#db.execute<Record<TicketState | 'dueToday' | 'over' | 'mine', number>>(
      sql`select ${sql.join(counted, sql`, `)}`,
    );
    if (!rows[0]) throw new Error('counts without a row');
    const { dueToday, over, mine, ...open } = rows[0];
    return { byState: { ...open, archived: 0 }, dueToday, over, mine };
  }

  #narrowed(me: Person, { state, unit, type, category, mine, due, open }: TicketQuery): SQL[] {
    const now = this.#time.now();
    const filters = {
      state: state && eq(ticket.state, state),
      unit: unit && eq(ticket.unit, unit),
      type: type && eq(ticket.type, type),
      category: category && inArray(ticket.category, this.#catalogue.below(category)),
      mine: mine && isMine(me),
      open: open === undefined ? undefined : open ? isNull(ticket.closedAt) : isNotNull(ticket.closedAt),
      due:
        due === 'over'
          ? lt(ticket.dueAt, now)
          : due === 'today'
            ? and(gte(ticket.dueAt, now), lt(ticket.dueAt, new Date(endOfToday(now).getTime() + 1)))
            : undefined,
    };
    return Object.values(filters).flatMap((filter) => (filter ? [filter] : []));
  }

  /** What a search means: a ticket number, a phone number or an id as they are, a name by its index, anything else by its words. Undefined: nothing can be found by it. */
  #found(q: string, mayKnowWho: boolean): SQL[] | undefined {
    const text = q.normalize('NFKC').trim();
    if (text === '') return [];
    if (/^\d{12}$/.test(text)) return [eq(ticket.number, text)];
    // Who may not learn a number must not be able to try one either.
    const phone = mayKnowWho && text.length >= 7 ? e164Of(text) : undefined;
    const id = mayKnowWho ? idNumberOf(text) : undefined;
    const words = searchWords(text);
    const ways = [
      ...(phone?.startsWith('+') ? [eq(ticket.phoneIndex, blindIndex(this.#ring, phone))] : []),
      ...(id ? [eq(ticket.idIndex, blindIndex(this.#ring, idKey(id)))] : []),
      ...(mayKnowWho && /^[\p{Script=Han}·]{2,20}$/u.test(text) ? [eq(ticket.nameIndex, blindIndex(this.#ring, nameKey(text)))] : []),
      ...(words.length > 0 ? [sql`${ticket.words} @> ${sql.param(words)}::text[]`] : []),
    ];
    if (ways.length > 0) return [or(...ways) as SQL];
    const [sign = ''] = text.match(/\p{Script=Han}/u) ?? [];
    return sign === ''
      ? undefined
      : [
          sql`${ticket.id} in (select id from (select id, title, body from ticketing.ticket order by filed_at desc limit ${ONE_SIGN_LOOKS_AT}) newest where title like ${`%${sign}%`} or body like ${`%${sign}%`})`,
        ];
  }

  async #signals(ids: readonly string[]): Promise<Map<string, Signal | null>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#db
      .select({ ticketId: signalTable.ticketId, clock: clockTable.kind, kind: signalTable.kind })
      .from(signalTable)
      .innerJoin(clockTable, eq(clockTable.id, signalTable.clockId))
      .where(and(inArray(signalTable.ticketId, [...ids]), isNull(clockTable.stoppedAt)));
    const given = Map.groupBy(rows, ({ ticketId, clock }) => `${ticketId}:${clock}`);
    return new Map([...given].map(([clock, signals]) => [clock, strongest(signals.map(({ kind }) => kind))]));
  }
}

const openStates = ticketStateNames.filter((state) => state !== 'archived');
const isMine = (me: Person): SQL => sql`coalesce(${ticket.owner}, ${ticket.filedBy}) = ${me.account}`;
/** What is due today is due by 24:00, which is tomorrow's first moment. */
const endOfToday = (now: Date): Date => momentAt(addDays(cityDateOf(now), 1));
