import { keptPoint, type TicketFiling, ticketLifecycle } from '@hotline/contracts';
import { cityDateOf } from '@hotline/platform';
import { maskText, type SealedContact } from '../../contact/contact-seal.ts';
import { searchWords } from '../../reads/search-words.ts';
import type { TicketRow } from '../../tables/ticket.ts';

/** YYMMDD of the city's day and six digits of a sequence; gaps are no harm (DESIGN section 11). */
export const ticketNumber = (at: Date, sequence: number): string =>
  cityDateOf(at).replaceAll('-', '').slice(2) + String(sequence % 1_000_000).padStart(6, '0');

/** The row of a ticket that is just filed. */
export function newTicket({
  id,
  number,
  filing,
  filedBy,
  at,
  ruleSet,
  ...contact
}: SealedContact & { id: string; number: string; filing: TicketFiling; filedBy: string; at: Date; ruleSet: number }): TicketRow {
  const { type, urgency, category, channel, title, body, when, who, demand, place, confidential, tells, callId, conversationId } = filing;
  const source = Object.fromEntries(Object.entries(filing.source).filter((pair): pair is [string, string] => Boolean(pair[1])));
  return {
    ...empty,
    ...contact,
    id,
    number,
    version: 1,
    state: ticketLifecycle.file.to,
    type,
    urgency,
    category,
    channel,
    source,
    title,
    body,
    occurred: when || null,
    involved: who || null,
    demand: demand || null,
    place: place.text,
    region: place.regionCode ?? null,
    point: place.point ? keptPoint(place.point) : null,
    confidential,
    tells,
    callId: callId ?? null,
    conversationId: conversationId ?? null,
    filedBy,
    filedAt: at,
    ruleSet,
    words: searchWords(...[title, body, place.text, demand, when, who, ...Object.values(source)].map((text) => text && maskText(text))),
  };
}

const empty = {
  owner: null,
  unit: null,
  assignedAt: null,
  signedBy: null,
  signedAt: null,
  returnedBy: [] as string[],
  redos: 0,
  answer: null,
  publicAnswer: null,
  factsRight: null,
  unitContacted: null,
  unitSolved: null,
  repliedAt: null,
  tries: 0,
  firstTryAt: null,
  contacted: null,
  solved: null,
  satisfied: null,
  outcome: null,
  refusal: null,
  closedAt: null,
  archivedAt: null,
  dueAt: null,
  dueKind: null,
  logMac: '',
} satisfies Partial<TicketRow>;
