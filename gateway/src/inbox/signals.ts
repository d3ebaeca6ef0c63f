import type { MessageChannelName, Signal } from '@hotline/contracts';
import type { ClockShelf, DueClock } from '@hotline/platform';
import { asc, eq, lte } from 'drizzle-orm';
import type { Audience, Notices } from '../ports.ts';
import { account } from '../tables/account.ts';
import { conversation, type ConversationRow, signal as signalTable } from '../tables/message.ts';

/** A conversation that waits, read as a clock. */
interface WaitingClock extends DueClock {
  readonly row: ConversationRow;
  readonly kind: MessageChannelName;
}

/** Whoever has it in hand, else all who may answer; a red card of somebody's is also for who leads the shift (班长 answers too, so she is among all). */
const audiencesOf = (heldBy: string | null, signal: Signal): Audience[] =>
  heldBy === null ? ['right:message.answer'] : [`person:${heldBy}`, ...(signal === 'red' ? (['right:ticket.supervise'] as const) : [])];

/** The clocks of conversations that wait, for the sweep. Taking, answering and ending lock the same row: a signal is told to whoever has it then. */
export const waitingShelf = (notices: Notices): ClockShelf<WaitingClock> => ({
  due: async (tx, now, most) => {
    const rows = await tx
      .select()
      .from(conversation)
      .where(lte(conversation.nextDueAt, now))
      .orderBy(asc(conversation.nextDueAt))
      .limit(most)
      .for('update', { skipLocked: true });
    if (rows.length === 0) return [];
    const accounts = await tx.select({ id: account.id, kind: account.kind }).from(account);
    const kinds = new Map(accounts.map(({ id, kind }) => [id, kind]));
    return rows.flatMap((row) => {
      const kind = kinds.get(row.accountId);
      const { warnAt, dueAt, redAt, nextSignal, nextDueAt } = row;
      return kind && warnAt && dueAt && redAt
        ? [{ row, kind, warnAt, yellowAt: dueAt, redAt, stoppedAt: null, nextSignal, nextDueAt }]
        : [];
    });
  },
  // no new version: whoever is typing an answer has seen what it says
  moveOn: async (tx, { row }, next) => void (await tx.update(conversation).set(next).where(eq(conversation.id, row.id))),
  keep: async (tx, { row, warnAt }, { signal, at, now }) => {
    const startedAt = row.waitsSince ?? warnAt;
    const kept = { conversationId: row.id, startedAt, kind: signal, at, writtenAt: now, heldBy: row.heldBy };
    return (await tx.insert(signalTable).values(kept).onConflictDoNothing()).rowCount !== 0;
  },
  tells: async (tx, { row, kind, warnAt }, { signal, now }) => {
    const once = `${row.id}:${(row.waitsSince ?? warnAt).getTime()}:${signal}`;
    const orders = audiencesOf(row.heldBy, signal).map((audience) => ({
      audience,
      at: now,
      conversationId: row.id,
      kind: `${kind}.${signal}` as const,
      onceBy: `${once}:${audience}`,
    }));
    return [{ name: 'conversation.signalled', payload: { id: row.id, signal } }, ...(await notices.write(tx, orders))];
  },
});
