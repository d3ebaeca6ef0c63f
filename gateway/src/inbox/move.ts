import { Problem } from '@hotline/contracts';
import { type Clock, type Person, tell, type Tx } from '@hotline/platform';
import { eq, sql } from 'drizzle-orm';
import { conversation, type ConversationRow } from '../tables/message.ts';

export interface Move {
  readonly id: string;
  /** The version that she has seen; undefined where she cannot have seen one. */
  readonly seen?: number | undefined;
  /** Also from the hands of a colleague. */
  readonly over?: boolean;
  /** Only while something of it waits. */
  readonly waiting?: boolean;
}

/**
 * Changes a conversation, and tells every desk that has the inbox open. Throws `conversation.unknown`, `version.stale`, `conversation.held`,
 * `conversation.settled`.
 */
export async function moveConversation(
  tx: Tx,
  clock: Clock,
  me: Person,
  { id, seen, over = false, waiting = false }: Move,
  change: Partial<ConversationRow> | ((now: ConversationRow) => Partial<ConversationRow>),
): Promise<ConversationRow> {
  const [now] = await tx.select().from(conversation).where(eq(conversation.id, id)).for('update');
  if (!now) throw new Problem('conversation.unknown');
  if (seen !== undefined && seen !== now.version) throw new Problem('version.stale', { id, version: now.version });
  if (!over && now.heldBy !== null && now.heldBy !== me.account) throw new Problem('conversation.held');
  if (waiting && now.waitsSince === null) throw new Problem('conversation.settled');
  const [after] = await tx
    .update(conversation)
    .set({ ...(typeof change === 'function' ? change(now) : change), version: sql`${conversation.version} + 1` })
    .where(eq(conversation.id, id))
    .returning();
  await tell(tx, clock, [{ name: 'conversation.moved', payload: { id } }]);
  return after ?? now;
}
