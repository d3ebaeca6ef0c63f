import type { TicketFiling, TicketMove, TicketState } from '@hotline/contracts';
import { between, chance, type CityTicket, type Dice, drawTicket, dutyFor, lottery } from '../city/index.ts';
import { type By, Course } from './course.ts';

/** One step of an invented ticket: who makes it, when, with what. */
export interface LifeStep {
  readonly event: TicketMove;
  readonly at: Date;
  readonly by: By;
  readonly form: Record<string, unknown>;
}

/** An invented ticket from its filing to where it stands. */
export interface Life {
  readonly filing: TicketFiling;
  readonly filedAt: Date;
  readonly agent: number;
  readonly steps: readonly LifeStep[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How many of a hundred stand where: a small city's desk on a weekday morning. */
// prettier-ignore
const standing = { received: 9, assigned: 8, returned: 3, handling: 18, replied: 8, 'called-back': 4, closed: 8, archived: 42 } as const satisfies Record<TicketState, number>;
/** In a year's archive all but a few are closed. */
// prettier-ignore
const archived = { received: 0.3, assigned: 0.3, returned: 0.1, handling: 1.2, replied: 0.5, 'called-back': 0.2, closed: 2, archived: 95.4 } as const satisfies Record<TicketState, number>;

const drawerOf = (shares: Record<TicketState, number>) => {
  const drawn = lottery(Object.entries(shares) as [TicketState, number][], ([, share]) => share);
  return (random: Dice): TicketState => drawn(random)[0];
};
const standings = { desk: drawerOf(standing), archive: drawerOf(archived) };

export interface LivesOrder {
  /** The present of the city: nothing happens later. */
  readonly now: Date;
  /** How far back the archive reaches, in days. */
  readonly days: number;
  readonly shares: keyof typeof standings;
}

/** A demo's visitor looks over the shoulder of these two: they get more than their share. */
const shown: ReadonlySet<string> = new Set(['water-bureau', 'urban-bureau']);
function drawForTheShown(random: Dice): CityTicket {
  for (let turn = 0; turn < 60; turn += 1) {
    const ticket = drawTicket(random);
    if (shown.has(dutyFor(ticket.category, ticket.region).unit)) return ticket;
  }
  return drawTicket(random);
}

/** Invents a ticket whose last step lies before `now`. */
export function inventLife(random: Dice, { now, days, shares }: LivesOrder): Life {
  const ticket = chance(random, 0.25) ? drawForTheShown(random) : drawTicket(random);
  const state = standings[shares](random);
  const wanted = new Course(random, ticket).towards(state);
  const lasting = wanted.reduce((sum, { after }) => sum + after, 0) * HOUR_MS;
  const since = state === 'archived' ? random() * days * DAY_MS : random() * (state === 'closed' ? 1.2 : 0.8) * DAY_MS;
  const filedAt = new Date(now.getTime() - since - lasting - 60_000);
  let at = filedAt.getTime();
  const steps = wanted.map(({ after, ...step }): LifeStep => ({ ...step, at: new Date((at += Math.max(1_000, after * HOUR_MS))) }));
  return { filing: filingOf(random, ticket), filedAt, agent: between(random, 1, 6), steps };
}

function filingOf(random: Dice, { type, category, region, citizen, matter }: CityTicket): TicketFiling {
  return {
    type,
    category,
    title: matter.title,
    body: matter.body,
    when: matter.when,
    who: matter.who,
    demand: matter.demand,
    place: { text: matter.place, regionCode: region },
    contact: chance(random, 0.93)
      ? { name: citizen.name, phone: citizen.phone, ...(chance(random, 0.15) ? { idNumber: citizen.identity } : {}) }
      : { phone: citizen.phone },
    tells: 'all',
    urgency: chance(random, 0.95) ? 'normal' : chance(random, 0.8) ? 'urgent' : 'critical',
    source: {},
    channel: chance(random, 0.85) ? 'phone' : chance(random, 0.7) ? 'web' : 'counter',
    confidential: chance(random, 0.03),
  };
}
