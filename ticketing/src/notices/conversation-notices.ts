import { randomUUID } from 'node:crypto';
import type { ConversationNotice, Told } from '@hotline/contracts';
import type { Tx } from '@hotline/platform';
import { notice } from '../tables/desk.ts';
import type { Audience } from './effects.ts';

/** A notice about a conversation of the inbox. */
export interface ConversationNoticeOrder {
  readonly audience: Audience;
  readonly at: Date;
  readonly conversationId: string;
  readonly kind: ConversationNotice;
  readonly onceBy: string;
}

/** Writes them, each once, and says what is to be told of it. */
export async function writeConversationNotices(tx: Tx, orders: readonly ConversationNoticeOrder[]): Promise<Told[]> {
  if (orders.length === 0) return [];
  await tx
    .insert(notice)
    .values(orders.map((order) => ({ id: randomUUID(), ...order })))
    .onConflictDoNothing();
  return orders.map(({ audience }) => ({ name: 'notice.written', payload: { audience } }));
}
