import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentView, CallView, MissedCallView, QueueView } from '@hotline/contracts';
import type { DialledCall, DialOrder, IncomingCall } from '@hotline/telephony/test-kit';
import { type Desk, type Hotline, until } from './hotline.ts';

export type SipAgent = Awaited<ReturnType<Hotline['agent']>>;

/** What these two say to each other, so that a recording or an ear can tell them apart. */
export const CITIZEN_HZ = 440;
export const AGENT_HZ = 880;

export interface Talk {
  readonly citizen: DialledCall;
  readonly ring: IncomingCall;
  readonly id: string;
}

/** Whoever is named is ready, the others pause: a test says who works. */
export async function onlyReady(agents: readonly SipAgent[], ...ready: readonly SipAgent[]): Promise<void> {
  for (const agent of agents) {
    const own = await until(`${agent.account} free`, async () => {
      const { agent: now } = await agent.api.agents.me();
      return now.state !== 'ringing' && now.state !== 'talking' && now;
    });
    await forgetRings(agent);
    if (own.state === 'wrapUp' && own.callId)
      await agent.api.calls.dispose({ params: { id: own.callId }, body: { kind: 'direct-answer' } });
    await agent.api.agents.setState({ body: ready.includes(agent) ? { state: 'ready' } : { state: 'paused', reason: 'break' } });
  }
}

/** Rings of an earlier test that nobody asked for any more. */
async function forgetRings({ phone }: SipAgent): Promise<void> {
  while (await phone.nextRing(1).catch(() => undefined)) continue;
}

const dialled = new Set<DialledCall>();

/** Ends every call that a test has left open, also when it failed. */
export async function everybodyHangsUp(): Promise<void> {
  await Promise.all([...dialled].map((call) => Promise.race([call.hangUp().catch(() => undefined), sleep(1_000)])));
  dialled.clear();
}

export const stateOf = async (agent: Desk): Promise<AgentView> => (await agent.api.agents.me()).agent;

export const agentIs = (agent: Desk, state: AgentView['state'], withinMs = 5_000): Promise<AgentView> =>
  until(
    `${agent.account} ${state}`,
    async () => {
      const now = await stateOf(agent);
      return now.state === state && now;
    },
    withinMs,
  );

/** The citizen dials 12345 and hears that she is answered. */
export async function calls(hotline: Hotline, number: string, how: DialOrder = {}, withinMs = 3_000): Promise<DialledCall> {
  const citizen = await (await hotline.phone(number)).dials('12345', how);
  dialled.add(citizen);
  await citizen.waitAnswered(withinMs);
  return citizen;
}

/** The citizen calls and this agent answers; both say their tone. Resolves when they talk. */
export async function talk(hotline: Hotline, agent: SipAgent, number: string, how: DialOrder = {}): Promise<Talk> {
  const citizen = await calls(hotline, number, how);
  const ring = await agent.phone.nextRing(20_000);
  await ring.answer(200);
  const { callId } = await agentIs(agent, 'talking', 15_000);
  citizen.ear.say(CITIZEN_HZ);
  ring.ear.say(AGENT_HZ);
  if (!callId) throw new Error(`${agent.account} talks in no call`);
  return { citizen, ring, id: callId };
}

export const read = (desk: Desk, id: string): Promise<CallView> => desk.api.calls.read({ params: { id } });

/** The call as soon as it is as it should be. */
export async function callIs(
  desk: Desk,
  id: string,
  what: string,
  fits: (call: CallView) => boolean,
  withinMs = 10_000,
): Promise<CallView> {
  let last: CallView | undefined;
  return until(
    what,
    async () => {
      last = await read(desk, id);
      return fits(last) && last;
    },
    withinMs,
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}: ${JSON.stringify(last)}`);
  });
}

/** What became of a caller who was not answered. */
export const missed = (desk: Desk, callId: string, fits: (row: MissedCallView) => boolean = () => true): Promise<MissedCallView> =>
  until('missed call', async () => {
    const { items } = await desk.api.missedCalls.list({ query: { limit: 100 } });
    return items.find((row) => row.callId === callId && fits(row));
  });

/** Changes rules of the queue, as the administrator does. */
export async function queueRules(hotline: Hotline, rules: Partial<QueueView>): Promise<void> {
  const { api } = await hotline.desk('admin1');
  const [queue] = (await api.queues.list()).items;
  if (!queue) throw new Error('a house without a queue');
  const { name, ringSeconds, maxWaitSeconds, voicemailSeconds, wrapUpReminderSeconds, announceAgent, members } = { ...queue, ...rules };
  const body = { name, ringSeconds, maxWaitSeconds, voicemailSeconds, wrapUpReminderSeconds, announceAgent, members };
  await api.queues.change({ params: { code: queue.code }, ifMatch: queue.version, body });
}

/** How often each ear received something in the last `ms`: both ways of a talk are alive. */
export async function bothHear({ citizen, ring }: Talk, withinMs = 3_000): Promise<void> {
  citizen.ear.listenAnew();
  ring.ear.listenAnew();
  await Promise.all([citizen.ear.hearsTone(AGENT_HZ, withinMs), ring.ear.hearsTone(CITIZEN_HZ, withinMs)]);
}

/** Time that a talk lasts is part of what is tested: nothing else can be waited for. */
export const talkFor = (seconds: number): Promise<void> => sleep(seconds * 1_000);

export const lasted = ({ answeredAt, endedAt }: CallView): number => Date.parse(endedAt ?? '') - Date.parse(answeredAt ?? '');
