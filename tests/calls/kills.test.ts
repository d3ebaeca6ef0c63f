import { setTimeout as sleep } from 'node:timers/promises';
import { soundsLike } from '@hotline/telephony/test-kit';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import {
  AGENT_HZ,
  agentIs,
  bothHear,
  callIs,
  calls,
  everybodyHangsUp,
  CITIZEN_HZ,
  lasted,
  missed,
  onlyReady,
  read,
  type SipAgent,
  type Talk,
  talk,
  talkFor,
} from '../kit/calls.ts';
import { type Desk, Hotline } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { filed, listen, recordingOf } from '../kit/recordings.ts';

const { describe, test } = needs('asterisk', 'postgres');

let hotline: Hotline;
let agent1: SipAgent;
let lead: Desk;
beforeAll(async () => {
  hotline = await Hotline.open();
  agent1 = await hotline.agent('agent1');
  lead = await hotline.desk('super1');
});
beforeEach(() => onlyReady([agent1], agent1));
afterEach(everybodyHangsUp);
afterAll(() => hotline.stop());

/** Everybody hears everybody while this goes on. */
async function neverSilent({ citizen, ring }: Talk, meanwhile: Promise<unknown>): Promise<void> {
  citizen.ear.listenAnew();
  ring.ear.listenAnew();
  await meanwhile;
  for (const [ear, hertz] of [
    [citizen.ear, AGENT_HZ],
    [ring.ear, CITIZEN_HZ],
  ] as const) {
    const steps = ear.energy().slice(1, -1);
    // A loaded machine hands packets over late; half a second of nothing is a hole that a citizen hears.
    const holes = steps.map((loudness) => (loudness < 0.005 ? '_' : '.')).join('');
    expect(holes).not.toContain('_____');
    // Step by step: over the whole time a packet that came late shifts the phase.
    const clear = steps.filter((_, step) => soundsLike(ear.samples((step + 1) * 100, (step + 2) * 100), hertz));
    expect(clear.length / steps.length).toBeGreaterThan(0.9);
  }
}

async function mixIsAsLongAsTheTalk(id: string): Promise<void> {
  const kept = await filed(lead, id);
  expect(Math.abs((recordingOf(kept, 'mix').durationMs ?? 0) - lasted(kept))).toBeLessThan(1_000);
}

describe('what survives the death of a process in mid-call (row 84)', () => {
  test('kill -9 of the app: both go on hearing each other, the same row is still talking, and ends with its true duration', async () => {
    const began = await talk(hotline, agent1, '13800007001');
    const before = await read(lead, began.id);
    const pid = await hotline.kill('app');
    await neverSilent(began, hotline.another('app', pid));
    expect(await read(lead, began.id)).toMatchObject({ state: 'talking', answeredAt: before.answeredAt, agent: 'agent1', endedAt: null });
    const ended = Date.now();
    await began.citizen.hangUp();
    const over = await callIs(lead, began.id, 'wrap-up', ({ state }) => state === 'wrapUp');
    expect(Math.abs(Date.parse(over.endedAt ?? '') - ended)).toBeLessThan(1_000);
    expect(over.legs.map(({ party }) => party)).toEqual(['citizen', 'agent']);
    await mixIsAsLongAsTheTalk(began.id);
  });

  test('a citizen who hangs up while the app is dead ends her call in the row at the true moment', async () => {
    const began = await talk(hotline, agent1, '13800007002');
    await talkFor(2);
    const pid = await hotline.kill('app');
    const ended = Date.now();
    await began.citizen.hangUp();
    await hotline.another('app', pid);
    const over = await callIs(lead, began.id, 'wrap-up', ({ state }) => state === 'wrapUp');
    expect(over).toMatchObject({ endedBy: 'citizen' });
    expect(Math.abs(Date.parse(over.endedAt ?? '') - ended)).toBeLessThan(1_000);
  });

  test('kill -9 of the app while a caller waits and while a desk rings: she keeps her place and is answered', async () => {
    await onlyReady([agent1]);
    const citizen = await calls(hotline, '13800007003');
    const { id, queuedAt } = await hotline.call(lead, '13800007003');
    await hotline.another('app', await hotline.kill('app'));
    expect(await read(lead, id)).toMatchObject({ state: 'waiting', queuedAt });
    await onlyReady([agent1], agent1);
    const ring = await agent1.phone.nextRing(10_000);
    await hotline.another('app', await hotline.kill('app'));
    await ring.answer();
    await callIs(lead, id, 'talk', ({ state }) => state === 'talking');
    await citizen.hangUp();
    await agentIs(agent1, 'wrapUp');
  });

  test('a caller who comes while the app is dead hears the announcement and reaches an agent when it is back', async () => {
    await onlyReady([agent1], agent1);
    const pid = await hotline.kill('app');
    await sleep(300); // Asterisk sees that the app's socket is gone
    const citizen = await calls(hotline, '13800007004');
    expect(await citizen.ear.hears(2_000)).toBeLessThan(2_000);
    const ring = await agent1.phone.nextRing(25_000);
    await ring.answer();
    await hotline.another('app', pid);
    await hotline.call(lead, '13800007004', ({ state }) => state === 'talking');
    await citizen.hangUp();
    await agentIs(agent1, 'wrapUp');
  });

  test('a caller whose call meets the very death of the app is taken up when it is back', async () => {
    await onlyReady([agent1], agent1);
    const pid = await hotline.kill('app');
    const citizen = await calls(hotline, '13800007012', {}, 12_000);
    const ring = await agent1.phone.nextRing(25_000);
    await ring.answer();
    await hotline.another('app', pid);
    await hotline.call(lead, '13800007012', ({ state }) => state === 'talking');
    await citizen.hangUp();
    await agentIs(agent1, 'wrapUp');
  });

  test('a caller who hangs up while the app is dead is a missed call, away', async () => {
    const pid = await hotline.kill('app');
    await sleep(300);
    const citizen = await calls(hotline, '13800007005');
    await citizen.ear.hears(2_000);
    await citizen.hangUp();
    await hotline.another('app', pid);
    const { id } = await hotline.call(lead, '13800007005', ({ state }) => state === 'ended');
    expect(await missed(lead, id)).toMatchObject({ why: 'away', fate: 'open', caller: { masked: '138****7005' } });
  });

  test('kill -9 of PostgreSQL: both go on hearing each other, no committed row is missing, the call ends properly', async () => {
    const began = await talk(hotline, agent1, '13800007006');
    const before = await read(lead, began.id);
    const known = (await lead.api.calls.list({ query: { limit: 100 } })).items.map(({ id }) => id);
    const pid = await hotline.kill('postgres');
    await neverSilent(began, hotline.another('postgres', pid));
    expect((await lead.api.calls.list({ query: { limit: 100 } })).items.map(({ id }) => id)).toEqual(known);
    expect(await read(lead, began.id)).toMatchObject({ state: 'talking', answeredAt: before.answeredAt });
    await began.citizen.hangUp();
    await callIs(lead, began.id, 'wrap-up', ({ state, endedBy }) => state === 'wrapUp' && endedBy === 'citizen');
    await mixIsAsLongAsTheTalk(began.id);
  });

  test('a call that ends while PostgreSQL is dead ends in its row when it is back', async () => {
    const began = await talk(hotline, agent1, '13800007007');
    const app = (await hotline.status()).processes.app?.pid;
    const pid = await hotline.kill('postgres');
    const ended = Date.now();
    await began.ring.hangUp();
    await hotline.another('postgres', pid);
    // What changes waits in the app, in order: it must outlive the database.
    expect((await hotline.status()).processes.app?.pid).toBe(app);
    const over = await callIs(lead, began.id, 'wrap-up', ({ state }) => state === 'wrapUp');
    expect(over).toMatchObject({ endedBy: 'agent' });
    expect(Math.abs(Date.parse(over.endedAt ?? '') - ended)).toBeLessThan(1_000);
  });

  test('kill -9 of Asterisk: the row closes as switch-lost, the recording is repaired, the next call is answered', async () => {
    const began = await talk(hotline, agent1, '13800007008');
    await talkFor(4);
    const ended = Date.now();
    await hotline.another('asterisk', await hotline.kill('asterisk'));
    const over = await callIs(lead, began.id, 'lost call', ({ state }) => state === 'ended', 15_000);
    expect(over).toMatchObject({ endedBy: 'switch-lost', agent: 'agent1' });
    expect(Math.abs(Date.parse(over.endedAt ?? '') - ended)).toBeLessThan(2_000);
    const kept = await filed(lead, began.id);
    const mix = recordingOf(kept, 'mix');
    expect(mix.state).toBe('repaired');
    const heard = await listen(hotline, lead, mix.url);
    expect(heard.sha256).toBe(mix.sha256);
    expect(Math.abs(heard.durationMs - lasted(kept))).toBeLessThan(2_000);
    began.citizen.ear.hush();
    expect(await agentIs(agent1, 'ready')).toMatchObject({ callId: null });
    const next = await talk(hotline, agent1, '13800007009');
    await bothHear(next);
    await next.citizen.hangUp();
    await agentIs(agent1, 'wrapUp');
  });
});
