import { type MessageChannelName, messageChannels } from '@hotline/contracts';
import { counted, nextSignal, WorkingCalendar } from '@hotline/platform';
import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { conversation } from '../tables/message.ts';

const HOUR_MINUTES = 60;
/** The hotline is open day and night (GB/T 33358: 7×24), so no day off moves a limit: the calendar is asked for nothing. */
const calendar = new WorkingCalendar();

/** The clock of a conversation that waits from now on. It neither pauses nor is extended, so its ledger is its start and stands in the row. */
export function waitsFrom(kind: MessageChannelName, at: Date) {
  const { answerWithin, redAfter } = messageChannels[kind];
  const limit = { amount: answerWithin / HOUR_MINUTES, unit: 'hour', aroundTheClock: true } as const;
  const start = { kind: 'start', at, by: 'citizen', why: '' } as const;
  const { dueAt, warnAt, yellowAt, redAt } = counted([start], limit, redAfter / HOUR_MINUTES, 24, calendar);
  return { waitsSince: at, dueAt, warnAt, redAt, ...nextSignal({ warnAt, yellowAt, redAt, stoppedAt: null }, undefined) };
}

/** The same for a conversation that is there: who writes twice has waited since the first time, and whoever has taken it goes on. */
export function waitsOn(kind: MessageChannelName, at: Date) {
  const { waitsSince, dueAt, warnAt, redAt, nextSignal: first, nextDueAt } = waitsFrom(kind, at);
  const unlessItWaits = (column: PgColumn, value: SQL): SQL =>
    sql`case when ${conversation.waitsSince} is null then ${value} else ${column} end`;
  const moment = (column: PgColumn, value: Date | null): SQL => unlessItWaits(column, sql`${value?.toISOString() ?? null}::timestamptz`);
  return {
    waitsSince: moment(conversation.waitsSince, waitsSince),
    dueAt: moment(conversation.dueAt, dueAt),
    warnAt: moment(conversation.warnAt, warnAt),
    redAt: moment(conversation.redAt, redAt),
    nextSignal: unlessItWaits(conversation.nextSignal, sql`${first}`),
    nextDueAt: moment(conversation.nextDueAt, nextDueAt),
  };
}

/** Nothing waits any more, and nobody has it in hand. */
export const waitsNoMore = {
  waitsSince: null,
  dueAt: null,
  warnAt: null,
  redAt: null,
  nextSignal: null,
  nextDueAt: null,
  heldBy: null,
} as const;
