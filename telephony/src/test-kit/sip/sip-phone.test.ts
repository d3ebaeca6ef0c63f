import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { answerChallenge } from './credentials.ts';
import { header, parseSip, routesOf } from './message.ts';
import { SipPhone } from './sip-phone.ts';
import { SipSocket } from './sip-socket.ts';

const phones: SipPhone[] = [];
afterEach(() => phones.splice(0).forEach((phone) => phone.close()));

/** Two phones that call each other without a switch between them. */
async function citizenAndAgent(): Promise<{ citizen: SipPhone; agent: SipPhone }> {
  const agent = await SipPhone.open({ number: '1001', switchAt: { host: '127.0.0.1', port: 9 } });
  const port = Number(agent.contact.split(':').at(-1));
  const citizen = await SipPhone.open({ number: '13800001111', switchAt: { host: '127.0.0.1', port } });
  phones.push(agent, citizen);
  return { citizen, agent };
}

async function talking() {
  const { citizen, agent } = await citizenAndAgent();
  const call = await citizen.dials('1001');
  const ring = await agent.nextRing(1_000);
  await ring.answer();
  await call.waitAnswered(1_000);
  return { citizen, agent, call, ring };
}

describe('a call between two phones', () => {
  test('an answered call carries tones both ways and ends for both when the citizen hangs up', async () => {
    const { call, ring } = await talking();
    call.ear.say(440);
    ring.ear.say(1_000);
    await Promise.all([ring.ear.hearsTone(440, 1_000), call.ear.hearsTone(1_000, 1_000)]);
    await call.hangUp();
    expect(await ring.waitEnded(1_000)).toMatchObject({ by: 'them' });
    expect(call.ended).toMatchObject({ by: 'us' });
    expect(call.statuses).toEqual([180, 200]);
  });

  test('the agent hangs up and the citizen learns it', async () => {
    const { call, ring } = await talking();
    await ring.hangUp();
    expect(await call.waitEnded(1_000)).toMatchObject({ by: 'them' });
  });

  test('a declined call ends with its status', async () => {
    const { citizen, agent } = await citizenAndAgent();
    const call = await citizen.dials('1001');
    (await agent.nextRing(1_000)).decline(486);
    expect(await call.waitEnded(1_000)).toMatchObject({ by: 'refused', status: 486 });
    await expect(call.waitAnswered(1_000)).rejects.toThrow('ended before it was answered');
  });

  test('a citizen who withdraws stops the ringing, and a late answer comes too late', async () => {
    const { citizen, agent } = await citizenAndAgent();
    const call = await citizen.dials('1001');
    const ring = await agent.nextRing(1_000);
    await call.cancel();
    expect(await call.waitEnded(1_000)).toMatchObject({ by: 'refused', status: 487 });
    expect(await ring.waitEnded(1_000)).toMatchObject({ by: 'them' });
    expect(await ring.answer()).toBe(false);
  });

  test('hold and unhold leave the call up', async () => {
    const { call, ring } = await talking();
    await ring.hold();
    await ring.hold(false);
    expect([call.ended, ring.ended]).toEqual([undefined, undefined]);
    await call.hangUp();
  });

  test('an anonymous citizen hides the number, and the carrier vouches for it apart', async () => {
    const { citizen, agent } = await citizenAndAgent();
    await citizen.dials('1001', { isAnonymous: true, assertedNumber: '13800001111' });
    const ring = await agent.nextRing(1_000);
    expect(ring.from).toBe('anonymous');
    expect(ring.inviteHeader('Privacy')).toBe('id');
    expect(ring.inviteHeader('P-Asserted-Identity')).toContain('13800001111');
  });

  test('a phone that is never rung says so', async () => {
    const { agent } = await citizenAndAgent();
    await expect(agent.nextRing(50)).rejects.toThrow('the phone of 1001 did not ring within 50 ms');
  });
});

describe('transactions', () => {
  test('a lost request is sent again, and a repeated one is answered once', async () => {
    const [asker, deaf] = [await SipSocket.open(), await SipSocket.open()];
    let heard = 0;
    deaf.onRequest = (request, from) => {
      heard += 1;
      void pause(600).then(() => deaf.answer(request, from, '200 OK')); // after the first repetition
    };
    const headers: [string, string][] = [
      asker.via('z9hG4bK1'),
      ['From', '<sip:a@b>;tag=1'],
      ['To', '<sip:c@d>'],
      ['Call-ID', 'x'],
      ['CSeq', '1 OPTIONS'],
    ];
    const answer = await asker.ask({ start: 'OPTIONS sip:c@d SIP/2.0', headers, body: '' }, deaf.address);
    expect(answer.start).toBe('SIP/2.0 200 OK');
    expect(heard).toBeGreaterThan(1);
    await asker.ask({ start: 'OPTIONS sip:c@d SIP/2.0', headers, body: '' }, deaf.address);
    expect(heard).toBe(2);
    asker.close();
    deaf.close();
  });

  test('the digest of RFC 2069 section 2.4 (as corrected by its erratum) is reproduced', () => {
    const challenge = 'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"';
    const value = answerChallenge(challenge, 'GET', '/dir/index.html', { username: 'Mufasa', password: 'CircleOfLife' });
    expect(value).toContain('response="1949323746fe6a43ef61f9606e7febea"');
  });

  test('compact and folded headers are read, and a line with two routes gives two', () => {
    const message = parseSip('BYE sip:a SIP/2.0\r\ni: 42\r\nSubject: one\r\n two\r\nRecord-Route: <sip:x;lr>, <sip:y;lr>\r\n\r\n');
    expect(message && [header(message, 'Call-ID'), header(message, 'Subject'), routesOf(message)]).toEqual([
      '42',
      'one two',
      ['<sip:x;lr>', '<sip:y;lr>'],
    ]);
  });
});
