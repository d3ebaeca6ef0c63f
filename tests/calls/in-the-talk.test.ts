import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import {
  AGENT_HZ,
  agentIs,
  bothHear,
  callIs,
  calls,
  everybodyHangsUp,
  CITIZEN_HZ,
  lasted,
  onlyReady,
  read,
  type SipAgent,
  talk,
  talkFor,
} from '../kit/calls.ts';
import { Hotline } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { filed, listen, recordingOf } from '../kit/recordings.ts';

const { describe, test } = needs('asterisk', 'postgres');

describe('what an agent does in a talk (rows 82, 85)', () => {
  let hotline: Hotline;
  let agent1: SipAgent;
  let agent2: SipAgent;
  const team = () => [agent1, agent2];
  beforeAll(async () => {
    hotline = await Hotline.open();
    [agent1, agent2] = [await hotline.agent('agent1'), await hotline.agent('agent2')];
  });
  afterEach(everybodyHangsUp);
  afterAll(() => hotline.stop());

  test('a citizen on hold hears music and not the agent, the recording goes on, and the agent comes back to her', async () => {
    await onlyReady(team(), agent1);
    const { citizen, ring, id } = await talk(hotline, agent1, '13800005001');
    await bothHear({ citizen, ring, id });
    expect(await agent1.api.calls.hold({ params: { id } })).toMatchObject({ state: 'talking', held: true });
    await expect(agent1.api.calls.hold({ params: { id } })).rejects.toThrow('call.wrong-state');
    await talkFor(0.5);
    citizen.ear.listenAnew();
    ring.ear.listenAnew();
    await talkFor(2);
    await citizen.ear.hears(2_500);
    expect(citizen.ear.strengthOf(AGENT_HZ)).toBeLessThan(0.05);
    expect(ring.ear.strengthOf(CITIZEN_HZ)).toBeLessThan(0.05);
    expect(await agent1.api.calls.unhold({ params: { id } })).toMatchObject({ state: 'talking', held: false });
    await bothHear({ citizen, ring, id });
    await citizen.hangUp();
    const kept = await filed(agent1, id);
    expect(Math.abs((recordingOf(kept, 'mix').durationMs ?? 0) - lasted(kept))).toBeLessThan(1_000);
  });

  test('a call on hold in which nobody sends a sound for 20 s goes on in the same row, and its mix is as long as the talk', async () => {
    await onlyReady(team(), agent1);
    const { citizen, ring, id } = await talk(hotline, agent1, '13800005002');
    await agent1.api.calls.hold({ params: { id } });
    citizen.ear.hush();
    ring.ear.hush();
    await talkFor(20);
    expect(await agent1.api.calls.unhold({ params: { id } })).toMatchObject({ state: 'talking', endedAt: null });
    citizen.ear.say(CITIZEN_HZ);
    ring.ear.say(AGENT_HZ);
    await bothHear({ citizen, ring, id });
    await citizen.hangUp();
    const kept = await filed(agent1, id);
    expect(lasted(kept)).toBeGreaterThan(20_000);
    expect(Math.abs((recordingOf(kept, 'mix').durationMs ?? 0) - lasted(kept))).toBeLessThan(1_000);
  });

  test('a citizen who sends no sound until she is answered, and then late, is not taken for a dead line', async () => {
    await onlyReady(team());
    const citizen = await calls(hotline, '13800005003');
    const { id } = await hotline.call(agent1, '13800005003');
    await talkFor(15);
    await onlyReady(team(), agent1);
    const ring = await agent1.phone.nextRing(5_000);
    await ring.answer();
    ring.ear.say(AGENT_HZ);
    await agentIs(agent1, 'talking', 10_000);
    await talkFor(0.8);
    citizen.ear.say(CITIZEN_HZ);
    await talkFor(10);
    await bothHear({ citizen, ring, id });
    expect(await read(agent1, id)).toMatchObject({ state: 'talking', endedAt: null });
    await citizen.hangUp();
    const kept = await filed(agent1, id);
    expect(Math.abs((recordingOf(kept, 'mix').durationMs ?? 0) - lasted(kept))).toBeLessThan(1_000);
  });

  test('a blind transfer keeps the call: one row with both desks, the first writes up her part, the recording holds both talks', async () => {
    await onlyReady(team(), agent1);
    const { citizen, ring, id } = await talk(hotline, agent1, '13800005004');
    const { answeredAt } = await read(agent1, id);
    await talkFor(2);
    await onlyReady([agent2], agent2);
    expect(await agent1.api.calls.transfer({ params: { id }, body: { agent: 'agent2' } })).toMatchObject({
      id,
      state: 'ringing',
      agent: 'agent2',
      answeredAt,
    });
    expect(await ring.waitEnded(1_000)).toMatchObject({ by: 'them' });
    citizen.ear.listenAnew();
    await citizen.ear.hears(2_000);
    expect(await agentIs(agent1, 'wrapUp')).toMatchObject({ callId: id });
    const next = await agent2.phone.nextRing(2_000);
    await next.answer(300);
    await callIs(agent2, id, 'talk at the second desk', ({ state, agent }) => state === 'talking' && agent === 'agent2');
    next.ear.say(1_300);
    await agent1.api.calls.dispose({ params: { id }, body: { kind: 'transfer' } });
    expect(await agentIs(agent1, 'ready')).toMatchObject({ callId: null });
    citizen.ear.listenAnew();
    await citizen.ear.hearsTone(1_300, 3_000);
    await talkFor(6);
    await citizen.hangUp();
    await agentIs(agent2, 'wrapUp');
    const kept = await filed(agent2, id);
    expect(kept).toMatchObject({
      state: 'wrapUp',
      agent: 'agent2',
      answeredAt,
      legs: [{ party: 'citizen' }, { agent: 'agent1' }, { agent: 'agent2' }],
    });
    const mix = await listen(hotline, agent1, recordingOf(kept, 'mix').url);
    expect(Math.abs(mix.durationMs - lasted(kept))).toBeLessThan(1_000);
    expect((await agent2.api.calls.dispose({ params: { id }, body: { kind: 'direct-answer' } })).disposition).toMatchObject({
      kind: 'direct-answer',
    });
  });

  test('a transfer that the other desk lets ring brings the caller back to the queue, not to a dead line', async () => {
    await onlyReady(team(), agent1);
    const { citizen, id } = await talk(hotline, agent1, '13800005005');
    await onlyReady([agent2], agent2);
    await agent1.api.calls.transfer({ params: { id }, body: { agent: 'agent2' } });
    const ring = await agent2.phone.nextRing(2_000);
    citizen.ear.listenAnew();
    ring.decline(603);
    await callIs(agent1, id, 'caller waiting again', ({ state, endedAt }) => state === 'waiting' && endedAt === null);
    await citizen.ear.hears(2_000);
    await citizen.hangUp();
    // She was answered once: no missed call.
    await callIs(agent1, id, 'ended call', ({ state }) => state === 'ended');
    expect((await agent1.api.missedCalls.list({ query: { limit: 100 } })).items.filter(({ callId }) => callId === id)).toEqual([]);
  });

  test('a transfer to a desk that is not ready, is unknown or is her own is refused and the talk goes on', async () => {
    await onlyReady(team(), agent1);
    const { citizen, ring, id } = await talk(hotline, agent1, '13800005006');
    const to = (agent: string) => agent1.api.calls.transfer({ params: { id }, body: { agent } });
    await expect(to('agent2')).rejects.toMatchObject({ problem: { code: 'agent.not-ready', status: 422 } });
    await expect(to('agent6')).rejects.toMatchObject({ problem: { code: 'agent.not-ready', status: 422 } });
    await expect(to('agent1')).rejects.toMatchObject({ problem: { code: 'agent.not-ready' } });
    await expect(to('nobody')).rejects.toMatchObject({ problem: { code: 'agent.unknown' } });
    await bothHear({ citizen, ring, id });
    await citizen.hangUp();
    await agentIs(agent1, 'wrapUp');
  });

  test('nobody but the agent of a call may hang it up, hold it or pass it on', async () => {
    await onlyReady(team(), agent1);
    const { ring, citizen, id } = await talk(hotline, agent1, '13800005007');
    const refused = { problem: { code: 'call.not-yours', status: 403 } };
    await expect(agent2.api.calls.hangUp({ params: { id } })).rejects.toMatchObject(refused);
    await expect(agent2.api.calls.hold({ params: { id } })).rejects.toMatchObject(refused);
    await expect(agent2.api.calls.transfer({ params: { id }, body: { agent: 'agent2' } })).rejects.toMatchObject(refused);
    await expect(agent2.api.calls.dispose({ params: { id }, body: { kind: 'direct-answer' } })).rejects.toMatchObject({
      problem: { status: 422 },
    });
    await bothHear({ citizen, ring, id });
    expect(await agent1.api.calls.hangUp({ params: { id } })).toMatchObject({ state: 'wrapUp', endedBy: 'agent' });
    await Promise.all([citizen.waitEnded(1_000), ring.waitEnded(1_000)]);
    await expect(agent1.api.calls.hangUp({ params: { id } })).rejects.toMatchObject({ problem: { code: 'call.wrong-state', status: 422 } });
  });
});
