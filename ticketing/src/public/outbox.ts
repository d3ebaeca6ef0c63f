import { Problem, type TicketEvent } from '@hotline/contracts';
import { behindCursor, cursorAt, type Db, type KeyRing, unseal } from '@hotline/platform';
import { and, desc, eq } from 'drizzle-orm';
import { messageAbout } from '../notices/citizen-words.ts';
import { citizenMessage } from '../tables/desk.ts';
import { ticket } from '../tables/ticket.ts';

/** What citizens would have been texted. Only the demo shows it: the texts hold query codes. */
export class Outbox {
  readonly #db: Db;
  readonly #ring: KeyRing;
  readonly #demo: boolean;

  constructor(db: Db, ring: KeyRing, demo: boolean) {
    this.#db = db;
    this.#ring = ring;
    this.#demo = demo;
  }

  /** The words of one message with what they are about; undefined when it is gone. */
  async stepWords(
    id: string,
  ): Promise<{ number: string; title: string; event: TicketEvent; text: string; conversationId: string | null } | undefined> {
    const [row] = await this.#db
      .select({ said: citizenMessage, number: ticket.number, title: ticket.title, conversationId: ticket.conversationId })
      .from(citizenMessage)
      .innerJoin(ticket, eq(ticket.id, citizenMessage.ticketId))
      .where(eq(citizenMessage.id, id));
    if (!row) return undefined;
    const { said, number, title, conversationId } = row;
    return { number, conversationId, title, event: said.event, text: unseal(this.#ring, messageAbout(id), said.textSealed) };
  }

  async list({ after, limit, ticketId }: { after?: string | undefined; limit: number; ticketId?: string | undefined }) {
    if (!this.#demo) throw new Problem('demo.only');
    const older = behindCursor(after, citizenMessage.at, citizenMessage.id, 'newest');
    const rows = await this.#db
      .select()
      .from(citizenMessage)
      .where(and(older, ticketId === undefined ? undefined : eq(citizenMessage.ticketId, ticketId)))
      .orderBy(desc(citizenMessage.at), desc(citizenMessage.id))
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        ticketId: row.ticketId,
        to: row.toMasked ?? '',
        text: unseal(this.#ring, messageAbout(row.id), row.textSealed),
      })),
      next: rows.length > limit && last ? cursorAt(last.at, last.id) : null,
    };
  }
}
