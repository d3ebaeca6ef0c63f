import { permissionsOf, Problem, type Role, type TicketMove } from '@hotline/contracts';
import { AuditBook, type Clock, type Database, type KeyRing, type Log, type Person } from '@hotline/platform';
import { assembleTicketing, type TicketingPorts } from '@hotline/ticketing';
import { dice } from '../city/index.ts';
import { inventLife, type Life, type LifeStep } from './lives.ts';

/** A clock that stands where the story is. */
class StoryClock implements Clock {
  at: Date;
  constructor(at: Date) {
    this.at = at;
  }
  now(): Date {
    return this.at;
  }
}

/** Whoever acts in an invented story, with the rights of her post. */
export const actor = (account: string, unit: string, roles: readonly Role[]): Person => ({
  account,
  name: account,
  number: null,
  unit,
  unitName: unit,
  roles,
  permissions: permissionsOf(roles),
});

export const handlerOf = (unit: string): string =>
  ({ 'water-bureau': 'water1', 'urban-bureau': 'urban1' })[unit] ?? `h-${unit}`.slice(0, 32);

export function personFor(by: LifeStep['by'], agent: number): Person {
  if (by === 'agent') return actor(`agent${agent}`, 'hotline', ['agent']);
  if (by === 'dispatcher') return actor('dispatch1', 'hotline', ['dispatcher']);
  if (by === 'callback') return actor('callback1', 'hotline', ['callback']);
  return actor(handlerOf(by.unit), by.unit, ['handler']);
}

export interface SeedNeeds {
  readonly database: Database;
  readonly ring: KeyRing;
  readonly log: Log;
  readonly units: TicketingPorts['units'];
  readonly now: Date;
}

interface Turn {
  readonly at: Date;
  readonly act: () => Promise<void>;
}

/** Signals fall due between the steps: the story looks for them so often. */
const SWEEP_EVERY_MS = 2 * 3_600_000;
const DAYS_BACK = 45;

/** Nobody calls in an invented story. */
/** A seed has no conversations: nobody wrote. */
export const noConversations: TicketingPorts['conversations'] = {
  attach: () => Promise.reject(new Problem('conversation.unknown')),
  about: () => Promise.resolve([]),
  phoneOf: () => Promise.resolve(undefined),
  givenIn: () => Promise.resolve(undefined),
  receipt: () => Promise.resolve(undefined),
  citizenOf: ({ numbers }) => Promise.resolve({ contactIds: [], numbers, conversationIds: [] }),
  written: () => Promise.resolve([]),
};

export const noCalls: TicketingPorts['calls'] = {
  callerOf: () => Promise.resolve(undefined),
  link: () => Promise.resolve(),
  about: () => Promise.resolve([]),
  of: () => Promise.resolve([]),
  countSince: () => Promise.resolve(0),
};

/**
 * Invents tickets and lets them happen: each step is made by the desk itself at its moment in the past, signals are given when they fall due.
 * What stands in the database afterwards is what a city would have left there, audit and log chains included.
 */
export async function seedByMove({ database, ring, log, units, now }: SeedNeeds, size: number, seed = 12_345): Promise<number> {
  const random = dice(seed);
  const lives = Array.from({ length: size }, () => inventLife(random, { now, days: DAYS_BACK, shares: 'desk' }));
  const clock = new StoryClock(new Date(Math.min(...lives.map(({ filedAt }) => filedAt.getTime()))));
  const audit = new AuditBook(ring, clock);
  const ticketing = assembleTicketing({
    database,
    clock,
    log,
    audit,
    ring,
    demo: true,
    ports: { units, calls: noCalls, conversations: noConversations, nameOf: (account) => account },
  });
  await ticketing.open();
  const turns = lives.flatMap((life) => turnsOf(life, ticketing.desk)).sort((a, b) => a.at.getTime() - b.at.getTime());
  const sweepUpTo = async (until: Date): Promise<void> => {
    for (let at = clock.at.getTime() + SWEEP_EVERY_MS; at < until.getTime(); at += SWEEP_EVERY_MS) {
      clock.at = new Date(at);
      while ((await ticketing.sweepNow()) > 0);
    }
  };
  for (const { at, act } of turns) {
    await sweepUpTo(at);
    clock.at = at;
    await act();
  }
  await sweepUpTo(now);
  return lives.length;
}

type Desk = ReturnType<typeof assembleTicketing>['desk'];

function turnsOf({ filing, filedAt, agent, steps }: Life, desk: Desk): Turn[] {
  let ticket: { id: string; version: number };
  const file = async (): Promise<void> => void (ticket = await desk.file(personFor('agent', agent), filing));
  const make =
    ({ event, form, by }: LifeStep) =>
    async (): Promise<void> =>
      void (ticket = await desk.move(personFor(by, agent), ticket.id, ticket.version, { event: event satisfies TicketMove, ...form }));
  return [{ at: filedAt, act: file }, ...steps.map((step) => ({ at: step.at, act: make(step) }))];
}
