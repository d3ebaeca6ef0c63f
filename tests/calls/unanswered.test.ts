import { setTimeout as sleep } from 'node:timers/promises';
import type { DialledCall } from '@hotline/telephony/test-kit';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import {
  agentIs,
  callIs,
  calls,
  everybodyHangsUp,
  CITIZEN_HZ,
  missed,
  onlyReady,
  queueRules,
  read,
  type SipAgent,
  stateOf,
} from '../kit/calls.ts';
import { type Desk, Hotline } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { filed, listen, recordingOf } from '../kit/recordings.ts';

const { describe, test } = needs('asterisk', 'postgres');

let hotline: Hotline;
let lead: Desk;
beforeAll(async () => {
  hotline = await Hotline.open();
  lead = await hotline.desk('super1');
});
afterEach(everybodyHangsUp);
afterAll(() => hotline.stop());

/** She waits for the beep, speaks and hangs up. */
async function leaveMessage(citizen: DialledCall, id: string, withinMs: number): Promise<void> {
  await callIs(lead, id, 'voicemail being taken', ({ recordings }) => recordings.some(({ leg }) => leg === 'voicemail'), withinMs);
  citizen.ear.say(CITIZEN_HZ);
  await sleep(3_000);
  await citizen.hangUp();
}

describe('nobody at the desks (rows 84, 85, 108)', () => {
  test('a caller hears the announcement within 2 s, leaves a message at once, and the message can be played', async () => {
    const citizen = await calls(hotline, '13800002001');
    expect(await citizen.ear.hears(2_000)).toBeLessThan(2_000);
    const { id } = await hotline.call(lead, '13800002001');
    await leaveMessage(citizen, id, 30_000);
    expect(await missed(lead, id)).toMatchObject({ why: 'voicemail', fate: 'open', caller: { masked: '138****2001', withheld: false } });
    const kept = await filed(lead, id);
    expect(kept).toMatchObject({ state: 'ended', answeredAt: null, agent: null, endedBy: 'citizen' });
    const message = recordingOf(kept, 'voicemail');
    const heard = await listen(hotline, lead, message.url);
    expect([message.state, heard.sha256, heard.holds(CITIZEN_HZ)]).toEqual(['complete', message.sha256, true]);
    expect(heard.durationMs).toBeGreaterThan(2_000);
    expect(heard.durationMs).toBeLessThan(4_500);
  });

  test('a message longer than the queue allows is ended by the hotline with thanks, and kept', async () => {
    await queueRules(hotline, { voicemailSeconds: 10 });
    const citizen = await calls(hotline, '13800002011');
    const { id } = await hotline.call(lead, '13800002011');
    await callIs(lead, id, 'voicemail being taken', ({ recordings }) => recordings.length > 0, 30_000);
    citizen.ear.say(CITIZEN_HZ);
    expect(await citizen.waitEnded(20_000)).toMatchObject({ by: 'them' });
    const kept = await filed(lead, id);
    expect(kept).toMatchObject({ state: 'ended', endedBy: 'hotline' });
    expect(Math.abs((recordingOf(kept, 'voicemail').durationMs ?? 0) - 10_000)).toBeLessThan(1_000);
    expect(await missed(lead, id)).toMatchObject({ why: 'voicemail' });
  });

  test('a caller who hangs up while she is told that nobody is there is a missed call without an agent', async () => {
    const citizen = await calls(hotline, '13800002002');
    const { id } = await hotline.call(lead, '13800002002');
    await citizen.ear.hears(2_000);
    // The notice of recording comes first; what follows it is the announcement, then the beep after about 7 s.
    await sleep(4_500);
    await citizen.hangUp();
    expect(await missed(lead, id)).toMatchObject({ why: 'no-agent', fate: 'open', voicemail: null });
    await callIs(lead, id, 'ended call', ({ state, endedBy }) => state === 'ended' && endedBy === 'citizen');
  });
});

describe('callers who are not answered at once (rows 84, 85, 108)', () => {
  let agent1: SipAgent;
  let agent2: SipAgent;
  let agent4: SipAgent;
  const team = () => [agent1, agent2];
  beforeAll(async () => {
    [agent1, agent2, agent4] = [await hotline.agent('agent1'), await hotline.agent('agent2'), await hotline.agent('agent4')];
    await onlyReady([agent4]);
    await queueRules(hotline, { ringSeconds: 5, maxWaitSeconds: 15 });
  });

  test('a caller who hangs up in the queue is a missed call, abandoned', async () => {
    await onlyReady(team());
    const citizen = await calls(hotline, '13800002003');
    const { id } = await hotline.call(lead, '13800002003');
    await sleep(7_000);
    expect((await read(lead, id)).state).toBe('waiting');
    await citizen.hangUp();
    expect(await missed(lead, id)).toMatchObject({ why: 'abandoned', fate: 'open' });
    await callIs(
      lead,
      id,
      'ended call',
      ({ state, endedBy, recordings }) => state === 'ended' && endedBy === 'citizen' && recordings.length === 0,
    );
  });

  test('a citizen who hangs up inside the notice of recording rings no desk', async () => {
    await onlyReady(team(), agent1);
    const citizen = await calls(hotline, '13800002012');
    await citizen.ear.hears(2_000);
    await citizen.hangUp();
    await expect(agent1.phone.nextRing(1_500)).rejects.toThrow('did not ring');
    expect(await hotline.call(lead, '13800002012')).toMatchObject({ state: 'ended', endedBy: 'citizen', legs: [{ party: 'citizen' }] });
  });

  test('an unanswered desk is paused for a missed ring and the next desk rings for the same call', async () => {
    await onlyReady(team(), agent1);
    const citizen = await calls(hotline, '13800002004');
    const first = await agent1.phone.nextRing(15_000);
    await onlyReady([agent2], agent2);
    expect(await first.waitEnded(8_000)).toMatchObject({ by: 'them' });
    const second = await agent2.phone.nextRing(2_000);
    expect(await agentIs(agent1, 'paused')).toMatchObject({ reason: 'missed-ring', callId: null });
    await second.answer();
    const talking = await hotline.call(lead, '13800002004', ({ state }) => state === 'talking');
    expect(talking).toMatchObject({ agent: 'agent2', legs: [{ party: 'citizen' }, { agent: 'agent1' }, { agent: 'agent2' }] });
    await citizen.hangUp();
    await agentIs(agent2, 'wrapUp');
  });

  test('a desk that declines, by whichever of the three codes, is not offered the same call again, and the caller can leave a message at the limit', async () => {
    const desks = [agent1, agent2, agent4];
    await onlyReady(desks, agent1);
    const number = '13800003603';
    const citizen = await calls(hotline, number);
    const { id } = await hotline.call(lead, number);
    for (const [desk, status] of [[agent1, 603] as const, [agent2, 486] as const, [agent4, 480] as const]) {
      if (desk !== agent1) await onlyReady([desk], desk);
      const ring = await desk.phone.nextRing(15_000);
      citizen.ear.listenAnew();
      ring.decline(status);
      expect(await citizen.ear.hears(2_000)).toBeLessThan(2_000);
      expect(await agentIs(desk, 'paused')).toMatchObject({ reason: 'missed-ring' });
    }
    await onlyReady(desks, ...desks);
    await leaveMessage(citizen, id, 30_000);
    expect(await missed(lead, id)).toMatchObject({ why: 'voicemail' });
    const declined = desks.map(({ account }) => ({ agent: account, answeredAt: null }));
    expect(await filed(lead, id)).toMatchObject({ agent: null, answeredAt: null, legs: [{ party: 'citizen' }, ...declined] });
    for (const { phone } of desks) await expect(phone.nextRing(100)).rejects.toThrow('did not ring');
    await onlyReady([agent4]);
  });

  test('a citizen who hangs up while the desk rings leaves the agent ready, without wrap-up', async () => {
    await onlyReady(team(), agent1);
    const citizen = await calls(hotline, '13800002005');
    const ring = await agent1.phone.nextRing(15_000);
    const { id } = await hotline.call(lead, '13800002005', ({ state }) => state === 'ringing');
    await citizen.hangUp();
    expect(await ring.waitEnded(1_000)).toMatchObject({ by: 'them' });
    expect(await agentIs(agent1, 'ready', 1_000)).toMatchObject({ callId: null });
    expect(await missed(lead, id)).toMatchObject({ why: 'abandoned' });
  });

  test.each([50, 400, 1_200])(
    'an agent who hangs up %i ms after her answer, inside the greeting, passes the caller on to the next desk',
    async (ms) => {
      await onlyReady(team(), agent1);
      const number = `1380000${4_000 + ms}`;
      const citizen = await calls(hotline, number);
      const ring = await agent1.phone.nextRing(15_000);
      const before = await hotline.call(lead, number);
      await onlyReady([agent2], agent2);
      await ring.answer();
      await sleep(ms);
      citizen.ear.listenAnew();
      await ring.hangUp();
      const next = await agent2.phone.nextRing(2_000);
      await citizen.ear.hears(1_000);
      expect(await agentIs(agent1, 'paused')).toMatchObject({ reason: 'missed-ring' });
      expect(await read(lead, before.id)).toMatchObject({ state: 'ringing', queuedAt: before.queuedAt, answeredAt: null, recordings: [] });
      await next.answer();
      const talking = await callIs(lead, before.id, 'second bridge', ({ state }) => state === 'talking');
      expect(talking).toMatchObject({
        agent: 'agent2',
        queuedAt: before.queuedAt,
        legs: [{ party: 'citizen' }, { agent: 'agent1' }, { agent: 'agent2' }],
      });
      citizen.ear.say(CITIZEN_HZ);
      await sleep(2_000);
      await citizen.hangUp();
      const kept = await filed(lead, before.id);
      const talkMs = Date.parse(kept.endedAt ?? '') - Date.parse(kept.answeredAt ?? '');
      expect(Math.abs((recordingOf(kept, 'mix').durationMs ?? 0) - talkMs)).toBeLessThan(1_000);
    },
  );
});

describe('calling back whom we missed (rows 85, 108)', () => {
  let agent: SipAgent;
  beforeAll(async () => {
    agent = await hotline.agent('agent3');
    await agent.api.agents.setState({ body: { state: 'paused', reason: 'paperwork' } });
  });

  /** A caller whom nobody answered. */
  async function missedCallOf(number: string): Promise<string> {
    const citizen = await calls(hotline, number);
    const { id } = await hotline.call(lead, number);
    await citizen.hangUp();
    await missed(lead, id);
    return id;
  }

  test('a call back rings the agent first, then the citizen, and the missed call is called back', async () => {
    const id = await missedCallOf('13800002006');
    const out = await agent.api.calls.place({ body: { callId: id } });
    expect(out).toMatchObject({ direction: 'out', state: 'ringing', caller: { masked: '138****2006' } });
    const ring = await agent.phone.nextRing(3_000);
    expect((await read(agent, out.id)).legs).toMatchObject([{ party: 'agent' }]);
    expect(JSON.stringify(ring.invite)).not.toContain('13800002006');
    await ring.answer(300);
    const talking = await callIs(agent, out.id, 'talk with the citizen', ({ state }) => state === 'talking');
    expect(talking.legs.map(({ party }) => party)).toEqual(['agent', 'citizen']);
    ring.ear.listenAnew();
    await ring.ear.hears(5_000); // the demo citizen speaks
    await missed(lead, id, ({ fate, fateBy }) => fate === 'called-back' && fateBy === 'agent3');
    await ring.hangUp();
    await callIs(agent, out.id, 'wrap-up of the call out', ({ state, endedBy }) => state === 'wrapUp' && endedBy === 'agent');
    await agent.api.calls.dispose({ params: { id: out.id }, body: { kind: 'direct-answer' } });
  });

  test('a call back that the agent does not take leaves the missed call open and her paused', async () => {
    const id = await missedCallOf('13800002007');
    await agent.api.agents.setState({ body: { state: 'paused', reason: 'paperwork' } });
    const out = await agent.api.calls.place({ body: { callId: id } });
    (await agent.phone.nextRing(3_000)).decline(603);
    await callIs(agent, out.id, 'ended call out', ({ state, answeredAt }) => state === 'ended' && answeredAt === null);
    expect(await stateOf(agent)).toMatchObject({ state: 'paused' });
    expect(await missed(lead, id)).toMatchObject({ fate: 'open' });
    expect((await lead.api.missedCalls.list({ query: { limit: 100 } })).items.filter(({ callId }) => callId === out.id)).toEqual([]);
  });

  test('a caller who calls again and is answered has reached us again', async () => {
    const id = await missedCallOf('13800002008');
    await agent.api.agents.setState({ body: { state: 'ready' } });
    const citizen = await calls(hotline, '13800002008');
    await (await agent.phone.nextRing(15_000)).answer();
    await missed(lead, id, ({ fate, fateBy }) => fate === 'reached-again' && fateBy === 'agent3');
    await citizen.hangUp();
    await agentIs(agent, 'wrapUp');
  });
});
