import { type ClockView, type Signal, signalNames, ticketStates, type TicketRow as RowView, type TicketView } from '@hotline/contracts';
import type { Person } from '@hotline/platform';
import { maskText } from '../contact/contact-seal.ts';
import type { TicketingPorts } from '../ports.ts';
import { type ClockRow, ticket, type TicketRow } from '../tables/ticket.ts';

export interface GivenSignal {
  readonly clockId: string;
  readonly kind: Signal;
  readonly at: Date;
}

/** What a list reads of a ticket: all that `presentRow` shows, and not the long texts. */
export const listed = {
  id: ticket.id,
  number: ticket.number,
  version: ticket.version,
  state: ticket.state,
  type: ticket.type,
  urgency: ticket.urgency,
  category: ticket.category,
  title: ticket.title,
  nameMasked: ticket.nameMasked,
  phoneMasked: ticket.phoneMasked,
  idMasked: ticket.idMasked,
  confidential: ticket.confidential,
  place: ticket.place,
  region: ticket.region,
  point: ticket.point,
  unit: ticket.unit,
  owner: ticket.owner,
  filedBy: ticket.filedBy,
  filedAt: ticket.filedAt,
  tries: ticket.tries,
  dueAt: ticket.dueAt,
  dueKind: ticket.dueKind,
} as const;
type Listed = Pick<TicketRow, keyof typeof listed>;

const never = ['nameSealed', 'nameIndex', 'phoneSealed', 'phoneIndex', 'idSealed', 'idIndex', 'words', 'logMac'] as const;
declare const masked: unique symbol;
/** A row without anything that names a person. Only `mask` makes one, and only such a row can be presented. */
export type Masked<Row extends Listed = TicketRow> = Omit<Row, (typeof never)[number]> & { readonly [masked]: true };

const texts = ['title', 'body', 'occurred', 'involved', 'demand', 'place'] as const;
const forUnits = (row: Partial<TicketRow>): Partial<TicketRow> => ({
  ...Object.fromEntries(texts.flatMap((field) => (row[field] ? [[field, maskText(row[field])]] : []))),
  ...(row.source ? { source: Object.fromEntries(Object.entries(row.source).map(([name, value]) => [name, maskText(value)])) } : {}),
  // 保密 (GB/T 33358, DOMAIN 2.6): units see not even the stars.
  ...(row.confidential ? { nameMasked: null, phoneMasked: null, idMasked: null } : {}),
});

/** Puts stars where this person may not look; who may reveal a citizen reads texts as they were typed. */
export function mask<Row extends Listed>(row: Row, me: Person): Masked<Row> {
  const seen: Partial<TicketRow> = { ...row, ...(me.permissions.has('citizen.reveal') ? {} : forUnits(row)) };
  for (const field of never) delete seen[field];
  return seen as Masked<Row>;
}

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Whoever knows names of units and people by their codes. */
export type Names = Pick<TicketingPorts, 'units' | 'nameOf'>;

export function presentRow({ units, nameOf }: Names, row: Masked<Listed>, signal: Signal | null): RowView {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    state: row.state,
    type: row.type,
    urgency: row.urgency,
    category: row.category,
    title: row.title,
    contact: { name: row.nameMasked, phone: row.phoneMasked, idNumber: row.idMasked, confidential: row.confidential },
    place: { text: row.place, ...(row.region === null ? {} : { regionCode: row.region }), ...(row.point ? { point: row.point } : {}) },
    unit: row.unit,
    unitName: row.unit && (units.nameOf(row.unit) ?? row.unit),
    owner: row.owner,
    ownerName: nameOf(row.owner ?? row.filedBy) ?? null,
    filedAt: row.filedAt.toISOString(),
    tries: row.tries,
    due: row.dueAt && row.dueKind ? { kind: row.dueKind, at: row.dueAt.toISOString(), signal } : null,
  };
}

const presentClock = (clock: ClockRow, signals: readonly GivenSignal[]): ClockView => ({
  kind: clock.kind,
  startedAt: clock.startedAt.toISOString(),
  ...(clock.stoppedAt ? { stoppedAt: clock.stoppedAt.toISOString() } : {}),
  ...(clock.dueOn ? { dueOn: clock.dueOn } : {}),
  dueAt: clock.dueAt.toISOString(),
  why: clock.why,
  whyEn: clock.whyEn,
  provisional: clock.provisional,
  signals: signals.filter(({ clockId }) => clockId === clock.id).map(({ kind, at }) => ({ kind, at: at.toISOString() })),
});

/** The signal that counts of one clock's. Not the latest: with no hours of grace yellow and red are given in the same moment. */
export const strongest = (kinds: readonly Signal[]): Signal | null => signalNames.findLast((kind) => kinds.includes(kind)) ?? null;

/** What the clock that is due next has come to. */
export const signalNow = (row: Pick<TicketRow, 'dueKind'>, clocks: readonly ClockRow[], signals: readonly GivenSignal[]): Signal | null => {
  const running = clocks.find(({ kind, stoppedAt }) => kind === row.dueKind && stoppedAt === null);
  return strongest(signals.filter(({ clockId }) => clockId === running?.id).map(({ kind }) => kind));
};

export function present(
  names: Names,
  row: Masked,
  clocks: readonly ClockRow[],
  signals: readonly GivenSignal[],
  can: TicketView['can'],
): TicketView {
  const replied = row.factsRight !== null && row.unitContacted !== null && row.unitSolved !== null;
  return {
    ...presentRow(names, row, signalNow(row, clocks, signals)),
    body: row.body,
    when: row.occurred,
    who: row.involved,
    demand: row.demand,
    channel: row.channel,
    source: row.source,
    tells: row.tells,
    stage: ticketStates[row.state].stage,
    callId: row.callId,
    filedBy: row.filedBy,
    returns: row.returnedBy.length,
    redos: row.redos,
    answer: row.answer,
    publicAnswer: row.publicAnswer,
    reply: replied ? { facts: row.factsRight === true, contacted: row.unitContacted === true, solved: row.unitSolved === true } : null,
    callback: row.tries > 0 ? { tries: row.tries, contacted: row.contacted === true, solved: row.solved, satisfied: row.satisfied } : null,
    outcome: row.outcome,
    refusal: row.refusal,
    closedAt: iso(row.closedAt),
    can,
    clocks: clocks.map((clock) => presentClock(clock, signals)),
  };
}
