import { setTimeout as sleep } from 'node:timers/promises';
import type { TicketRow } from '@hotline/contracts';
import { handlerOf } from '../../../server/src/seed/by-move.ts';
import { chance, composeNote, composeReply, composeReturn, pick } from '../../../server/src/city/index.ts';
import { type Api, signIn, type Town } from './agents.ts';

/** Departments look at their list so often in the demo's quick day. */
const LOOK_MS = 3_000;

type Place = Pick<TicketRow, 'category' | 'type' | 'place'>;
const whereOf = ({ category, type, place }: Place) => ({ category, type, region: place.regionCode ?? '4114' });

/** Dispatchers send out what agents left, and what came back. */
export async function dispatchers(town: Town): Promise<void> {
  const api = await signIn(town, 'dispatch1');
  await everyNowAndThen(town, async () => {
    for (const state of ['received', 'returned'] as const) {
      const [ticket] = (await api.tickets.list({ query: { state, sort: 'due', limit: 1 } })).items;
      const [unit] = ticket
        ? (
            await api.categories.units({
              params: { code: ticket.category },
              query: ticket.place.regionCode ? { region: ticket.place.regionCode } : {},
            })
          ).items
        : [];
      if (!ticket || !unit) continue;
      await api.tickets.move({
        params: { id: ticket.id },
        ifMatch: ticket.version,
        body: { event: 'dispatch', unit: unit.code, note: composeNote(town.random, 'dispatch', whereOf(ticket)) },
      });
      town.say(`派单 ${ticket.number} → ${unit.name}`);
    }
  });
}

/** Whoever has work: signs, now and then returns, reports progress, replies. */
export async function departments(town: Town): Promise<void> {
  const lookout = await signIn(town, 'super1');
  const apis = new Map<string, Promise<Api>>();
  const apiOf = (unit: string): Promise<Api> => {
    const known = apis.get(unit) ?? signIn(town, handlerOf(unit));
    apis.set(unit, known);
    return known;
  };
  await everyNowAndThen(town, async () => {
    const { items } = await lookout.tickets.list({ query: { open: true, sort: 'newest', limit: 60 } });
    const waiting = items.filter(({ state, unit }) => unit !== null && (state === 'assigned' || state === 'handling'));
    if (waiting.length === 0) return;
    const ticket = pick(town.random, waiting);
    await work(town, await apiOf(ticket.unit ?? ''), ticket);
  });
}

async function work(town: Town, api: Api, ticket: TicketRow): Promise<void> {
  const step = { params: { id: ticket.id }, ifMatch: ticket.version };
  const where = whereOf(ticket);
  if (ticket.state === 'assigned') {
    const { can } = await api.tickets.read({ params: { id: ticket.id } });
    const returns = can.some(({ event }) => event === 'return') && chance(town.random, 0.06);
    if (returns)
      await api.tickets.move({
        ...step,
        body: { event: 'return', reason: 'not-our-duty', note: composeReturn(town.random, 'not-our-duty', where) },
      });
    else await api.tickets.move({ ...step, body: { event: 'sign' } });
    return town.say(`${ticket.unit} ${returns ? '退单' : '签收'} ${ticket.number}`);
  }
  if (chance(town.random, 0.2)) {
    await api.tickets.move({ ...step, body: { event: 'progress', note: composeNote(town.random, 'progress', where) } });
    return town.say(`${ticket.unit} 反馈进展 ${ticket.number}`);
  }
  const { answer, publicAnswer, facts, contacted, solved } = composeReply(town.random, { ...where, about: ticket.title });
  await api.tickets.move({ ...step, body: { event: 'reply', answer, publicAnswer, facts, contacted, solved } });
  town.say(`${ticket.unit} 回复 ${ticket.number}`);
}

/** Citizens are called back, tickets closed and filed away. */
export async function callbacks(town: Town): Promise<void> {
  const api = await signIn(town, 'callback1');
  await everyNowAndThen(town, async () => {
    const [replied] = (await api.tickets.list({ query: { state: 'replied', limit: 1 } })).items;
    if (replied) {
      const happy = chance(town.random, 0.85);
      const form = happy ? ({ solved: 'yes', satisfied: 4 } as const) : ({ solved: 'partly', satisfied: 2 } as const);
      await api.tickets.move({
        params: { id: replied.id },
        ifMatch: replied.version,
        body: { event: 'call-back', contacted: true, ...form, note: composeNote(town.random, 'call-back', whereOf(replied)) },
      });
      town.say(`回访 ${replied.number}:${happy ? '满意' : '部分解决'}`);
    }
    for (const [state, event] of [
      ['called-back', 'close'],
      ['closed', 'archive'],
    ] as const) {
      const [ticket] = (await api.tickets.list({ query: { state, limit: 1 } })).items;
      if (ticket) await api.tickets.move({ params: { id: ticket.id }, ifMatch: ticket.version, body: { event } });
    }
  });
}

/** A refusal (a visitor was faster) is part of a day; the next look sees what became of it. */
async function everyNowAndThen(town: Town, deed: () => Promise<void>): Promise<void> {
  while (!town.isOver()) {
    await deed().catch(() => undefined);
    await sleep(LOOK_MS * (0.5 + town.random()));
  }
}
