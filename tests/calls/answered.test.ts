import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { needs } from '../kit/needs.ts';
import { Hotline } from '../kit/hotline.ts';
import { filed, listen, recordingOf } from '../kit/recordings.ts';

const { describe, test } = needs('asterisk', 'postgres');

const CITIZEN_HZ = 440;
const AGENT_HZ = 880;

describe('a call from the first ring to the disposition (rows 85, 93)', () => {
  let hotline: Hotline;
  let agent: Awaited<ReturnType<Hotline['agent']>>;
  beforeAll(async () => {
    hotline = await Hotline.open();
    agent = await hotline.agent('agent1');
  });
  afterAll(() => hotline.stop());

  /** A citizen calls, agent1 answers, both talk for a while. */
  async function talk(number: string, seconds: number) {
    const citizen = await hotline.phone(number);
    const call = await citizen.dials('12345');
    await call.waitAnswered(3_000);
    const ring = await agent.phone.nextRing(20_000);
    await ring.answer(300);
    const talking = await hotline.call(agent, number, ({ state }) => state === 'talking', 15_000);
    call.ear.say(CITIZEN_HZ);
    ring.ear.say(AGENT_HZ);
    await sleep(seconds * 1_000);
    return { call, ring, id: talking.id };
  }

  test("each leg's recording holds its own party's tone and not the other's, and is as long as the talk within 1 s", async () => {
    const { call, ring, id } = await talk('13800001111', 4);
    await call.hangUp();
    await ring.waitEnded(2_000);
    const over = await hotline.call(agent, '13800001111', ({ state }) => state === 'wrapUp');
    expect(over).toMatchObject({ id, endedBy: 'citizen', agent: 'agent1', caller: { masked: '138****1111', withheld: false } });
    const kept = await filed(agent, id);
    const talkMs = Date.parse(over.endedAt ?? '') - Date.parse(over.answeredAt ?? '');
    for (const [leg, own, other] of [
      ['citizen', CITIZEN_HZ, AGENT_HZ],
      ['agent', AGENT_HZ, CITIZEN_HZ],
    ] as const) {
      const row = recordingOf(kept, leg);
      const heard = await listen(hotline, agent, row.url);
      expect(row.state).toBe('complete');
      expect(heard.sha256).toBe(row.sha256);
      expect([leg, heard.holds(own), heard.holds(other)]).toEqual([leg, true, false]);
      expect(Math.abs(heard.durationMs - talkMs)).toBeLessThan(1_000);
    }
    await agent.api.calls.dispose({ params: { id }, body: { kind: 'direct-answer' } });
    await hotline.call(agent, '13800001111', ({ state, disposition }) => state === 'ended' && disposition?.kind === 'direct-answer');
  });

  test('the agent hangs up first, says why there is no ticket, and is ready again', async () => {
    const { call, ring, id } = await talk('037012345678', 1);
    await ring.hangUp();
    await call.waitEnded(2_000);
    await hotline.call(agent, '0370-12345678', ({ state, endedBy }) => state === 'wrapUp' && endedBy === 'agent');
    await expect(agent.api.calls.dispose({ params: { id }, body: { kind: 'no-ticket' } })).rejects.toThrow('request.invalid');
    await agent.api.calls.dispose({ params: { id }, body: { kind: 'no-ticket', reason: '打错电话' } });
    const { agent: own } = await agent.api.agents.me();
    expect(own.state).toBe('ready');
    expect((await agent.api.calls.read({ params: { id } })).caller.masked).toBe('0370****5678');
  });
});
