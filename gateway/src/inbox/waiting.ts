import { type MessageChannelName, messageChannels } from '@hotline/contracts';
import { sql } from 'drizzle-orm';
import { conversation } from '../tables/message.ts';

const MINUTE_MS = 60_000;

const dueAfter = (kind: MessageChannelName, at: Date): Date => new Date(at.getTime() + messageChannels[kind].answerWithin * MINUTE_MS);

/** Something waits for a person from now on. */
export const waitsFrom = (kind: MessageChannelName, at: Date) => ({ waitsSince: at, dueAt: dueAfter(kind, at) });

/** The same for a conversation that is there: who writes twice has waited since the first time, and whoever has taken it goes on. */
export const waitsOn = (kind: MessageChannelName, at: Date) => ({
  waitsSince: sql`coalesce(${conversation.waitsSince}, ${at.toISOString()}::timestamptz)`,
  dueAt: sql`coalesce(${conversation.dueAt}, ${dueAfter(kind, at).toISOString()}::timestamptz)`,
});

/** Nothing waits any more, and nobody has it in hand. */
export const waitsNoMore = { waitsSince: null, dueAt: null, heldBy: null } as const;
