import { type IncomingCall, SipPhone, type SippOrder, startSipp } from '@hotline/telephony/test-kit';
import { afterAll, expect } from 'vitest';
import { needs } from '../kit/needs.ts';

const nobody = { host: '127.0.0.1', port: 9 };
const open: { close(): void }[] = [];
afterAll(() => open.forEach((each) => each.close())); // these tests run beside each other

/** SIPp plays the citizen, a phone of ours the hotline. */
async function citizenCalls(scenario: string, keys: SippOrder['keys'] = {}) {
  const hotline = await SipPhone.open({ number: '12345', switchAt: nobody });
  const to = { host: '127.0.0.1', port: Number(hotline.contact.split(':').at(-1)) };
  const citizen = await startSipp({ scenario, to, keys: { talk_ms: 800, wait_ms: 600, ...keys }, timeoutSeconds: 15 });
  open.push({ close: () => citizen.kill() }, hotline);
  // whatever keeps SIPp from calling, it says why; a phone that does not ring says nothing
  const gaveUp = citizen.result.then(({ output }) => Promise.reject(new Error(`SIPp ended before it rang: ${output}`)));
  return { citizen, ring: await Promise.race([hotline.nextRing(10_000), gaveUp]) };
}

/** SIPp plays the agent's phone, a phone of ours the switch that rings it. */
async function agentIsRung(scenario: string, keys: SippOrder['keys'] = {}) {
  const agent = await startSipp({ scenario, toneHertz: 1_000, keys: { talk_ms: 800, ring_ms: 300, ...keys }, timeoutSeconds: 15 });
  const caller = await SipPhone.open({ number: '13800001111', switchAt: { host: '127.0.0.1', port: agent.port } });
  open.push({ close: () => agent.kill() }, caller);
  return { agent, call: await caller.dials('1001') };
}

const allWell = { ok: true, output: '' };
const sipp = needs('sipp');

sipp.describe.concurrent('SIPp as a citizen', () => {
  const talking = [
    ['citizen-hangs-up-after-talking', '13800001111'],
    ['citizen-with-asserted-identity', '13800001111'],
    ['citizen-calls-anonymously', 'anonymous'],
    ['citizen-with-a-number-of-letters', 'wang.fang_x'],
    ['citizen-offers-no-sound-before-the-answer', '13800001111'],
  ] as const;
  sipp.test.each(talking)('%s · is heard, answers a hold, hangs up · shown as %s', async (scenario, shown) => {
    const { citizen, ring } = await citizenCalls(scenario);
    await ring.answer();
    await ring.ear.hearsTone(440, 1_000);
    await ring.hold();
    await ring.hold(false);
    expect(await ring.waitEnded(4_000)).toMatchObject({ by: 'them' });
    expect(ring.from).toBe(shown);
    expect(await citizen.result).toEqual(allWell);
  });

  sipp.test('a citizen without a number still talks and hangs up', async () => {
    const { citizen, ring } = await citizenCalls('citizen-without-a-number');
    await ring.answer();
    await ring.waitEnded(4_000);
    expect(await citizen.result).toEqual(allWell);
  });

  sipp.test('an anonymous citizen is vouched for by the carrier only', async () => {
    const { ring } = await citizenCalls('citizen-calls-anonymously', { from: '13900002222' });
    expect([ring.inviteHeader('Privacy'), ring.inviteHeader('P-Asserted-Identity')]).toEqual([
      'id',
      expect.stringContaining('13900002222'),
    ]);
  });

  sipp.test('a citizen talks until the other side hangs up', async () => {
    const { citizen, ring } = await citizenCalls('citizen-talks-until-the-agent-hangs-up', { talk_ms: 5_000 });
    await ring.answer();
    await ring.ear.hearsTone(440, 1_000);
    await ring.hangUp();
    expect(await citizen.result).toEqual(allWell);
  });

  const waiting = ['citizen-hangs-up-while-waiting-in-the-queue', 'citizen-hangs-up-while-the-desk-rings'] as const;
  sipp.test.each(waiting)('%s · with a BYE after the answer, silent all the time', async (scenario) => {
    const { citizen, ring } = await citizenCalls(scenario);
    await ring.answer();
    await ring.waitEnded(4_000);
    expect(ring.ear.packetsReceived).toBe(0);
    expect(await citizen.result).toEqual(allWell);
  });

  sipp.test.each(waiting)('%s · with a CANCEL before the answer', async (scenario) => {
    const { citizen, ring } = await citizenCalls(scenario);
    await ring.waitEnded(4_000);
    expect(ring.isAnswered).toBe(false);
    expect(await citizen.result).toEqual(allWell);
  });

  sipp.test('a voicemail begins after the announcement', async () => {
    const { citizen, ring } = await citizenCalls('citizen-leaves-a-voicemail');
    await ring.answer();
    ring.ear.listenAnew();
    expect(await ring.ear.hearsTone(440, 2_000)).toBeGreaterThanOrEqual(500);
    await ring.waitEnded(4_000);
    expect(await citizen.result).toEqual(allWell);
  });

  sipp.test.each(['stranger-sends-a-broken-description', 'stranger-offers-video-only'] as const)(
    '%s · is content with 488, not with 500',
    async (scenario) => {
      const refuse = async (how: (ring: IncomingCall) => void): Promise<boolean> => {
        const { citizen, ring } = await citizenCalls(scenario);
        how(ring);
        return (await citizen.result).ok;
      };
      expect([await refuse((ring) => ring.decline(488)), await refuse((ring) => ring.decline(500))]).toEqual([true, false]);
    },
  );
});

sipp.describe.concurrent('SIPp as an agent', () => {
  sipp.test('an agent answers after ringing, is heard, survives a hold and waits for the BYE', async () => {
    const { agent, call } = await agentIsRung('agent-answers-and-waits-for-bye', { ring_ms: 500, talk_ms: 5_000 });
    expect(await call.waitAnswered(3_000)).toBeGreaterThan(400);
    await call.ear.hearsTone(1_000, 1_000);
    await call.hold();
    await call.hangUp();
    expect(await agent.result).toEqual(allWell);
  });

  sipp.test.each(['agent-answers-and-hangs-up-after-talking', 'agent-answers-and-hangs-up-at-once'] as const)(
    '%s · with a BYE of her own',
    async (scenario) => {
      const { agent, call } = await agentIsRung(scenario);
      await call.waitAnswered(3_000);
      expect(await call.waitEnded(3_000)).toMatchObject({ by: 'them' });
      expect(await agent.result).toEqual(allWell);
    },
  );

  sipp.test.each([
    ['agent-declines-603', 603],
    ['agent-busy-486', 486],
  ] as const)('%s · refuses with %i', async (scenario, status) => {
    const { agent, call } = await agentIsRung(scenario);
    expect(await call.waitEnded(3_000)).toMatchObject({ by: 'refused', status });
    expect(await agent.result).toEqual(allWell);
  });

  const rung = ['agent-lets-it-ring', 'agent-answers-and-waits-for-bye', 'agent-busy-486'] as const;
  sipp.test.each(rung)('%s · stops ringing when the caller withdraws', async (scenario) => {
    const { agent, call } = await agentIsRung(scenario, { ring_ms: 5_000 });
    await expect.poll(() => call.statuses, { timeout: 3_000 }).toEqual([180]);
    await call.cancel();
    expect(await call.waitEnded(2_000)).toMatchObject({ status: 487 });
    expect(await agent.result).toEqual(allWell);
  });
});

sipp.test('a call that nobody answers shows what was sent', async () => {
  const { result } = await startSipp({ scenario: 'citizen-hangs-up-after-talking', to: nobody, timeoutSeconds: 2 });
  expect(await result).toEqual({ ok: false, output: expect.stringContaining('INVITE sip:12345@127.0.0.1:9') });
});
