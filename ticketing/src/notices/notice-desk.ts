import {
  type ClockKind,
  type MessageChannelName,
  messageChannels,
  type NoticeView,
  type Permission,
  type Signal,
  signals,
  ticketClocks,
  ticketLifecycle,
  type TicketEvent,
} from '@hotline/contracts';
import { behindCursor, type Clock, cursorAt, type Db, type Person } from '@hotline/platform';
import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { notice, noticeRead } from '../tables/desk.ts';
import { ticket } from '../tables/ticket.ts';
import type { Audience } from './effects.ts';

/** Notices that somebody has not read and that lie further back are old news. */
const MOST_UNREAD = 999;

/** Messages inside the house (row 61). */
export class NoticeDesk {
  readonly #db: Db;
  readonly #time: Clock;

  constructor(db: Db, time: Clock) {
    this.#db = db;
    this.#time = time;
  }

  async list(me: Person, { after, limit, unread }: { after?: string | undefined; limit: number; unread?: boolean | undefined }) {
    const [seen] = await this.#db.select().from(noticeRead).where(eq(noticeRead.account, me.account));
    const isNew = seen && sql`(${notice.at}, ${notice.id}) > (${seen.upToAt.toISOString()}::timestamptz, ${seen.upToId})`;
    const mine = inArray(notice.audience, audiencesOf(me));
    const rows = await this.#db
      .select({
        id: notice.id,
        at: notice.at,
        ticketId: notice.ticketId,
        conversationId: notice.conversationId,
        kind: notice.kind,
        number: ticket.number,
        title: ticket.title,
      })
      .from(notice)
      .leftJoin(ticket, eq(ticket.id, notice.ticketId))
      .where(and(mine, behindCursor(after, notice.at, notice.id, 'newest'), unread ? isNew : undefined))
      .orderBy(desc(notice.at), desc(notice.id))
      .limit(limit + 1);
    const fresh = this.#db.select({ id: notice.id }).from(notice).where(and(mine, isNew)).limit(MOST_UNREAD).as('fresh');
    const [count] = await this.#db.select({ n: sql<number>`count(*)::int` }).from(fresh);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const isRead = (row: { at: Date; id: string }): boolean =>
      seen !== undefined && (row.at < seen.upToAt || (row.at.getTime() === seen.upToAt.getTime() && row.id <= seen.upToId));
    return {
      items: page.map(({ title, at, ...row }): NoticeView => ({
        ...row,
        at: at.toISOString(),
        ...wordsOf(row.kind, title ?? ''),
        read: isRead({ at, id: row.id }),
      })),
      next: rows.length > limit && last ? cursorAt(last.at, last.id) : null,
      unread: count?.n ?? 0,
    };
  }

  async read(me: Person, upTo: string): Promise<void> {
    const [row] = await this.#db
      .select({ at: notice.at })
      .from(notice)
      .where(and(eq(notice.id, upTo), inArray(notice.audience, audiencesOf(me))));
    const mark = { upToAt: row?.at ?? this.#time.now(), upToId: upTo };
    if (!row) return;
    await this.#db
      .insert(noticeRead)
      .values({ account: me.account, ...mark })
      .onConflictDoUpdate({
        target: noticeRead.account,
        set: mark,
        setWhere: or(
          sql`${noticeRead.upToAt} < excluded.up_to_at`,
          sql`${noticeRead.upToAt} = excluded.up_to_at and ${noticeRead.upToId} < excluded.up_to_id`,
        ) as SQL,
      });
  }
}

const audiencesOf = (me: Person): Audience[] => [
  `person:${me.account}`,
  ...(me.permissions.has('ticket.handle') ? [`unit:${me.unit}` as const] : []),
  ...[...me.permissions].map((right: Permission) => `right:${right}` as const),
];

/** A notice's kind is a step, or a clock and its signal, or a channel and what there is to be told of a conversation. */
function wordsOf(kind: string, title: string): { words: string; wordsEn: string } {
  const [clock = '', signal = ''] = kind.split('.');
  if (clock in ticketClocks && signal in signals) {
    const { zh, en } = ticketClocks[clock as ClockKind];
    return { words: `${signals[signal as Signal].zh} · ${zh}:${title}`, wordsEn: `${signals[signal as Signal].en} · ${en}: ${title}` };
  }
  if (clock in messageChannels) {
    const { zh, en } = messageChannels[clock as MessageChannelName];
    if (!(signal in signals)) return { words: `同事转交给您:${zh}`, wordsEn: `A colleague passed to you: ${en}` };
    return { words: `${signals[signal as Signal].zh} · 答复时限:${zh}`, wordsEn: `${signals[signal as Signal].en} · Answer: ${en}` };
  }
  const step = ticketLifecycle[kind as TicketEvent];
  return { words: `${step.zh}:${title}`, wordsEn: `${step.en}: ${title}` };
}
