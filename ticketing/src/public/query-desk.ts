import { type FormOf, Problem, type ProblemCode, standingLabel, ticketStates } from '@hotline/contracts';
import { blindIndex, cityDateOf, type Clock, type Db, type KeyRing, timeOfDay } from '@hotline/platform';
import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Conversations, Receipt } from '../ports.ts';
import { openContact } from '../contact/contact-seal.ts';
import { queryTry } from '../tables/desk.ts';
import { clock as clockTable, ticket, type TicketRow } from '../tables/ticket.ts';
import { codeFits } from './query-code.ts';

/** DESIGN section 11: after five wrong codes for a number even the right one gets the answer of an unknown number until the hour ends. */
const MOST_WRONG = 5;
const HOUR_MS = 3_600_000;

/** Of a matter that is no ticket (yet). */
const standing = (receipt: Receipt | undefined) => {
  if (!receipt) throw new Problem('ticket.unknown');
  return {
    state: receipt.isWaiting ? 'waiting' : 'settled',
    stage: receipt.isWaiting ? 'accept' : 'archive',
    filedAt: receipt.at.toISOString(),
    due: null,
    outcome: null,
  } as const;
};

const standingOf = ({ state, outcome }: TicketRow) => ({ state, stage: ticketStates[state].stage, outcome });

/** What looking up asks of whoever moves tickets. */
interface Ratings {
  mayRate(row: TicketRow): boolean;
  rate(id: string, form: FormOf<'RateForm'>): Promise<ProblemCode | null>;
}

/** Where a citizen looks up her matter, and says how satisfied she is. */
export class QueryDesk {
  readonly #db: Db;
  readonly #ring: KeyRing;
  readonly #time: Clock;
  readonly #conversations: Conversations;
  readonly #ratings: Ratings;

  constructor(db: Db, ring: KeyRing, time: Clock, conversations: Conversations, ratings: Ratings) {
    this.#db = db;
    this.#ring = ring;
    this.#time = time;
    this.#conversations = conversations;
    this.#ratings = ratings;
  }

  async read(number: string, code: string) {
    const [filed, receipt] = await this.#held(number);
    if (!(filed || receipt) || !(await this.opens(number, code))) throw new Problem('ticket.unknown');
    return this.#matter(number, filed, receipt);
  }

  /** What a number stands for: a ticket, a matter from the site, or both. */
  async #held(number: string): Promise<[TicketRow | undefined, Receipt | undefined]> {
    const [[filed], receipt] = await Promise.all([
      this.#db.select().from(ticket).where(eq(ticket.number, number)),
      this.#conversations.receipt(number),
    ]);
    return [filed, receipt];
  }

  async #matter(number: string, filed: TicketRow | undefined, receipt: Receipt | undefined) {
    // what somebody added to a ticket that there was is looked up by the number that she holds
    const row = filed ?? (receipt?.ticketId ? await this.#ticket(receipt.ticketId) : undefined);
    const said = (receipt?.said ?? []).map(({ at, text }) => ({ at: at.toISOString(), text }));
    // a ticket that hers was joined to is somebody else's to rate
    const rating = { satisfied: filed?.satisfied ?? null, canRate: filed !== undefined && this.#ratings.mayRate(filed) };
    const added = { number, said, canAdd: receipt?.canAdd ?? false, ...rating };
    if (row) return { ...(await this.#stands(row)), ...added };
    return { ...standing(receipt), ...added };
  }

  /** Her mark, once. Throws `ticket.unknown`, for a wrong code as well. */
  async rate(number: string, code: string, form: FormOf<'RateForm'>): Promise<void> {
    const [row] = await this.#db.select({ id: ticket.id }).from(ticket).where(eq(ticket.number, number));
    if (!row || !(await this.opens(number, code))) throw new Problem('ticket.unknown');
    const why = await this.#ratings.rate(row.id, form);
    if (why !== null) throw new Problem(why);
  }

  async #ticket(id: string): Promise<TicketRow | undefined> {
    return (await this.#db.select().from(ticket).where(eq(ticket.id, id)))[0];
  }

  async #stands(row: TicketRow) {
    const [handle] = await this.#db
      .select({ dueAt: clockTable.dueAt })
      .from(clockTable)
      .where(and(eq(clockTable.ticketId, row.id), eq(clockTable.kind, 'handle'), sql`${clockTable.stoppedAt} is null`));
    return {
      number: row.number,
      ...standingOf(row),
      filedAt: row.filedAt.toISOString(),
      due: handle ? { at: handle.dueAt.toISOString() } : null,
      ...(row.publicAnswer === null ? {} : { publicAnswer: row.publicAnswer }),
    };
  }

  /** The matter of this number, and whether it is hers who writes: this code opens it, or it was filed with the number that she texts from. */
  async prove(
    number: string,
    code: string | undefined,
    phone?: string,
  ): Promise<{ ticketId: string | null; isProven: boolean } | undefined> {
    const [row, receipt] = await this.#held(number);
    if (!row && !receipt) return undefined;
    const isHerPhone =
      phone !== undefined && (row ? row.phoneIndex === blindIndex(this.#ring, phone) : receipt?.phone === phone && receipt.isConfirmed);
    return { ticketId: row?.id ?? null, isProven: isHerPhone || (code !== undefined && (await this.opens(number, code))) };
  }

  /** What a template for answers may name of it. */
  async facts(ticketId: string): Promise<{ number: string; title: string; state: string; unit: string | null } | undefined> {
    const [row] = await this.#db.select().from(ticket).where(eq(ticket.id, ticketId));
    return row && { number: row.number, title: row.title, state: standingLabel(standingOf(row)).zh, unit: row.unit };
  }

  /** The number to text her at, in E.164, where she left one. */
  async phoneOf(ticketId: string): Promise<string | null> {
    const [row] = await this.#db.select().from(ticket).where(eq(ticket.id, ticketId));
    return row ? openContact(this.#ring, row).phone : null;
  }

  /** The conversation that it was filed from. */
  async filedFrom(ticketId: string): Promise<string | null> {
    const [row] = await this.#db.select({ from: ticket.conversationId }).from(ticket).where(eq(ticket.id, ticketId));
    return row?.from ?? null;
  }

  /** How the matter of this number stands, as she who has proven that it is hers is told by message: what its page says (row 49). */
  async standing(number: string): Promise<string | undefined> {
    const [filed, receipt] = await this.#held(number);
    if (!filed && !receipt) return undefined;
    const { due, said, ...matter } = await this.#matter(number, filed, receipt);
    // the title of a ticket that hers was joined to may be another's words
    const what = filed ? `您反映的“${filed.title}”(工单号 ${number})` : `您提交的诉求(编号 ${number})`;
    const until = due === null ? '' : `,办理期限至 ${`${cityDateOf(new Date(due.at))} ${timeOfDay(new Date(due.at))}`}`;
    const answers = [...('publicAnswer' in matter ? [matter.publicAnswer] : []), ...said.map(({ text }) => text).reverse()];
    return `${what}目前状态:${standingLabel(matter).zh}${until}。${answers.map((text) => `\n答复:${text}`).join('')}`;
  }

  async numbersOf(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#db
      .select({ id: ticket.id, number: ticket.number })
      .from(ticket)
      .where(inArray(ticket.id, [...ids]));
    return new Map(rows.map(({ id, number }) => [id, number]));
  }

  /** Whether the code is right, and not too many wrong ones were tried in this hour. */
  async opens(number: string, code: string): Promise<boolean> {
    const hour = new Date(Math.floor(this.#time.now().getTime() / HOUR_MS) * HOUR_MS);
    const [tried] = await this.#db
      .select()
      .from(queryTry)
      .where(and(eq(queryTry.number, number), eq(queryTry.hour, hour)));
    if ((tried?.wrong ?? 0) >= MOST_WRONG) return false;
    if (codeFits(this.#ring, number, code)) return true;
    await this.#db
      .insert(queryTry)
      .values({ number, hour, wrong: 1 })
      .onConflictDoUpdate({ target: [queryTry.number, queryTry.hour], set: { wrong: sql`${queryTry.wrong} + 1` } });
    return false;
  }

  async sweep(): Promise<void> {
    await this.#db.delete(queryTry).where(lt(queryTry.hour, new Date(this.#time.now().getTime() - 2 * HOUR_MS)));
  }
}
