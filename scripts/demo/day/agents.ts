import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, staffApi } from '@hotline/contracts';
import { DEMO_PASSWORD } from '@hotline/people';
import { SipPhone } from '@hotline/telephony/test-kit';
import {
  between,
  type CityTicket,
  type Dice,
  drawTicket,
  dutyFor,
  pick,
  composeReply,
  composeNote,
} from '../../../server/src/city/index.ts';

export type Api = ReturnType<typeof createClient<typeof staffApi>>;
export interface Town {
  readonly deskUrl: string;
  readonly sipPort: number;
  readonly random: Dice;
  readonly say: (line: string) => void;
  /** Whether the day is over: nothing new begins then. */
  readonly isOver: () => boolean;
  /** What citizens are calling about, by the number they call from. */
  readonly matters: Map<string, CityTicket>;
}

export async function signIn({ deskUrl }: Town, account: string): Promise<Api> {
  const { token } = await createClient(staffApi, deskUrl).session.open({ body: { account, password: DEMO_PASSWORD } });
  return createClient(staffApi, deskUrl, () => ({ authorization: `Bearer ${token}` }));
}

/** Half of the matters of a demo day belong to the two departments that a visitor can look over the shoulder of. */
export function drawMatter(random: Dice): CityTicket {
  for (let turn = 0; turn < 40; turn += 1) {
    const ticket = drawTicket(random);
    const unit = dutyFor(ticket.category, ticket.region).unit;
    if (unit === 'water-bureau' || unit === 'urban-bureau' || turn > 20) return ticket;
    if (random() < 0.02) return ticket;
  }
  return drawTicket(random);
}

/** An agent at a scripted SIP phone: answers, types while she talks, files and dispatches or answers at once, and is ready again. */
export async function playAgent(town: Town, account: string): Promise<SipPhone> {
  const phone = await SipPhone.open({ switchAt: { host: '127.0.0.1', port: town.sipPort }, number: account });
  const api = await signIn(town, account);
  await api.agents.setPhone({ body: { kind: 'sip', contact: phone.contact } });
  await api.agents.setState({ body: { state: 'ready' } });
  const work = async (): Promise<void> => {
    while (!town.isOver()) {
      const ring = await phone.nextRing(2_000).catch(() => undefined);
      if (!ring || !(await ring.answer(between(town.random, 500, 2_500)))) continue;
      ring.ear.say(880);
      await takeDown(town, api, account).catch((error: unknown) => town.say(`${account}: ${String(error)}`));
    }
  };
  void work();
  return phone;
}

async function takeDown(town: Town, api: Api, account: string): Promise<void> {
  const { call } = await api.agents.me();
  const matter =
    [...town.matters.values()].find(({ citizen }) => call?.caller.masked.endsWith(citizen.phone.slice(-4))) ?? drawMatter(town.random);
  const { type, category, region, citizen, matter: told } = matter;
  const draft = await api.drafts.open({
    body: { form: 'intake', tab: 'demo-day', fields: { body: told.body.slice(0, 12) }, ...(call ? { callId: call.id } : {}) },
  });
  await sleep(between(town.random, 3_000, 9_000));
  const typed = await api.drafts.save({
    params: { id: draft.id },
    ifMatch: draft.version,
    body: { tab: 'demo-day', fields: { title: told.title, body: told.body } },
  });
  await sleep(between(town.random, 2_000, 6_000));
  const ticket = await api.tickets.file({
    body: {
      type,
      category,
      title: told.title,
      body: told.body,
      when: told.when,
      who: told.who,
      demand: told.demand,
      place: { text: told.place, regionCode: region },
      contact: { name: citizen.name },
      draftId: typed.id,
      ...(call ? { callId: call.id } : {}),
    },
  });
  const step = { params: { id: ticket.id }, ifMatch: ticket.version };
  const answered = type === 'consult' && town.random() < 0.6;
  const unit = dutyFor(category, region).unit;
  if (answered) {
    const { answer, publicAnswer } = composeReply(town.random, { category, type, region, about: told.body });
    await api.tickets.move({ ...step, body: { event: 'answer', answer, publicAnswer } });
  } else if (town.random() < 0.7)
    await api.tickets.move({
      ...step,
      body: { event: 'dispatch', unit, note: composeNote(town.random, 'dispatch', { category, region }) },
    });
  town.say(`${account} ${answered ? '直接答复' : `受理 ${ticket.number}`}:${told.title}`);
  if (call) await writeUp(api, call.id);
}

/** As soon as the citizen has hung up the call is written up. */
async function writeUp(api: Api, callId: string): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) {
    const { agent } = await api.agents.me();
    if (agent.state === 'wrapUp') return void (await api.calls.dispose({ params: { id: callId }, body: { kind: 'ticket' } }));
    await sleep(500);
  }
}

/** Citizens call one after the other, some at once; each speaks and hangs up when she has told her matter. */
export async function citizensCall(town: Town, everySeconds: number): Promise<void> {
  const going: Promise<void>[] = [];
  while (!town.isOver()) {
    const matter = drawMatter(town.random);
    const number = matter.citizen.phone.replace(/\D/g, '');
    town.matters.set(number, matter);
    going.push(
      oneCall(town, number)
        .catch(() => undefined)
        .finally(() => town.matters.delete(number)),
    );
    await sleep(pick(town.random, [0.4, 0.8, 1, 1.2, 1.6]) * everySeconds * 1_000);
  }
  await Promise.all(going);
}

async function oneCall(town: Town, number: string): Promise<void> {
  const phone = await SipPhone.open({ switchAt: { host: '127.0.0.1', port: town.sipPort }, number });
  try {
    const call = await phone.dials('12345');
    await call.waitAnswered(10_000);
    call.ear.say(440);
    town.say(`市民 ${number.slice(0, 3)}****${number.slice(-4)} 来电`);
    await Promise.race([call.waitEnded(40_000), sleep(between(town.random, 16_000, 30_000))]);
    await call.hangUp();
  } finally {
    phone.close();
  }
}
