import { type DeliveryState, type Purpose, purposes, quietHours, retryMinutes } from '@hotline/contracts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The city keeps UTC+8 all year. */
const CITY_MS = 8 * HOUR_MS;

/** What came of a try. */
export type Outcome =
  | { readonly is: 'sent' | 'delivered'; readonly words: string }
  /** The peer is away or asks to wait: the same message again later. */
  | { readonly is: 'later'; readonly words: string }
  /** The peer will never take it. */
  | { readonly is: 'refused'; readonly words: string };

export interface Next {
  readonly state: DeliveryState;
  readonly nextTryAt: Date | null;
}

/** Where a delivery stands after a try; `tries` counts this one. */
export function afterTry(outcome: Outcome, tries: number, now: Date, retryScale: number): Next {
  if (outcome.is === 'sent' || outcome.is === 'delivered') return { state: outcome.is, nextTryAt: null };
  const minutes = outcome.is === 'later' ? retryMinutes[tries - 1] : undefined;
  if (minutes === undefined) return { state: 'failed', nextTryAt: null };
  return { state: 'queued', nextTryAt: new Date(now.getTime() + minutes * MINUTE_MS * retryScale) };
}

/** When a message of this purpose may be sent at the earliest: at once, or in the morning. */
export function earliest(purpose: Purpose, now: Date): Date {
  if (!purposes[purpose].quiet) return now;
  const inCity = now.getTime() + CITY_MS;
  const hour = Math.floor((inCity % (24 * HOUR_MS)) / HOUR_MS);
  if (hour >= quietHours.until && hour < quietHours.from) return now;
  const midnight = Math.floor(inCity / (24 * HOUR_MS)) * 24 * HOUR_MS + (hour >= quietHours.from ? 24 * HOUR_MS : 0);
  return new Date(midnight + quietHours.until * HOUR_MS - CITY_MS);
}

/** A message of several parts has failed when one of them has, and is delivered when all are. */
export function stateOfParts(parts: readonly DeliveryState[]): DeliveryState {
  if (parts.includes('failed')) return 'failed';
  const least = [...parts].sort((a, b) => knows[a] - knows[b])[0];
  return least ?? 'sent';
}

/** Reports come late and out of order: one changes a delivery only when it says more than is known. */
const knows: Readonly<Record<DeliveryState, number>> = { queued: 0, sending: 0, sent: 1, failed: 2, delivered: 3, read: 4 };
export const saysMore = (reported: DeliveryState, known: DeliveryState): boolean => knows[reported] > knows[known];
