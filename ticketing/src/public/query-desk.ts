import { Problem, ticketStates } from '@hotline/contracts';
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

/** Where a citizen looks up her matter. */
export class QueryDesk {
  readonly #db: Db;
  readonly #ring: KeyRing;
  readonly #time: Clock;
  readonly #conversations: Conversations;

  constructor(db: Db, ring: KeyRing, time: Clock, conversations: Conversations) {
    this.#db = db;
    this.#ring = ring;
    this.#time = time;
    this.#conversations = conversations;
  }

  async read(number: string, code: string) {
    const [[filed], receipt] = await Promise.all([
      this.#db.select().from(ticket).where(eq(ticket.number, number)),
      this.#conversations.receipt(number),
    ]);
    if (!(filed || receipt) || !(await this.opens(number, code))) throw new Problem('ticket.unknown');
    // what somebody added to a ticket that there was is looked up by the number that she holds
    const row = filed ?? (receipt?.ticketId ? await this.#ticket(receipt.ticketId) : undefined);
    const said = (receipt?.said ?? []).map(({ at, text }) => ({ at: at.toISOString(), text }));
    const added = { number, said, canAdd: receipt?.canAdd ?? false };
    if (row) return { ...(await this.#stands(row)), ...added };
    return { ...standing(receipt), ...added };
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
      state: row.state,
      stage: ticketStates[row.state].stage,
      filedAt: row.filedAt.toISOString(),
      due: handle ? { at: handle.dueAt.toISOString() } : null,
      outcome: row.outcome,
      ...(row.publicAnswer === null ? {} : { publicAnswer: row.publicAnswer }),
    };
  }

  /** The ticket of this number, and whether it is hers who writes: this code opens it, or it was filed with the number that she texts from. */
  async prove(number: string, code: string | undefined, phone?: string): Promise<{ ticketId: string; isProven: boolean } | undefined> {
    const [row] = await this.#db.select({ id: ticket.id, phoneIndex: ticket.phoneIndex }).from(ticket).where(eq(ticket.number, number));
    if (!row) return undefined;
    const isHerPhone = phone !== undefined && row.phoneIndex === blindIndex(this.#ring, phone);
    return { ticketId: row.id, isProven: isHerPhone || (code !== undefined && (await this.opens(number, code))) };
  }

  /** What a template for answers may name of it. */
  async facts(ticketId: string): Promise<{ number: string; title: string; state: string; unit: string | null } | undefined> {
    const [row] = await this.#db.select().from(ticket).where(eq(ticket.id, ticketId));
    return row && { number: row.number, title: row.title, state: ticketStates[row.state].zh, unit: row.unit };
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

  /** How a ticket stands, as a citizen who asks by message is told. */
  async standing(ticketId: string): Promise<string | undefined> {
    const [row] = await this.#db.select().from(ticket).where(eq(ticket.id, ticketId));
    if (!row) return undefined;
    const { due, publicAnswer } = await this.#stands(row);
    const until = due === null ? '' : `,办理期限至 ${`${cityDateOf(new Date(due.at))} ${timeOfDay(new Date(due.at))}`}`;
    const answer = publicAnswer === undefined ? '' : `\n答复:${publicAnswer}`;
    return `您反映的“${row.title}”(工单号 ${row.number})目前状态:${ticketStates[row.state].zh}${until}。${answer}`;
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
