import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { SipPhone, WebPhone } from '@hotline/telephony/test-kit';
import WebSocket from 'ws';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { agentIs, bothHear, callIs, calls, everybodyHangsUp, onlyReady, type SipAgent, talk } from '../kit/calls.ts';
import { type Desk, Hotline, until } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { describes, invite, oddMessages, sendRaw } from '../kit/raw-sip.ts';

const { describe, test } = needs('asterisk', 'postgres');

let hotline: Hotline;
let agent1: SipAgent;
let lead: Desk;
beforeAll(async () => {
  hotline = await Hotline.open();
  [agent1, lead] = [await hotline.agent('agent1'), await hotline.desk('super1')];
});
afterEach(everybodyHangsUp);
afterAll(() => hotline.stop());

const asteriskPid = async (): Promise<number | undefined> => (await hotline.status()).processes.asterisk?.pid;
const newestCall = async (): Promise<string | undefined> => (await lead.api.calls.list({ query: { limit: 1 } })).items[0]?.id;

/** A citizen calls, is answered, both hear each other, she hangs up. */
async function goodCall(number: string): Promise<void> {
  await onlyReady([agent1], agent1);
  const good = await talk(hotline, agent1, number);
  await bothHear(good);
  await good.citizen.hangUp();
  await agentIs(agent1, 'wrapUp');
  await onlyReady([agent1], agent1);
}

/** Calls that odd messages began are over: no row is half open. */
const nothingHalfOpen = (): Promise<unknown> =>
  until(
    'end of every call',
    async () => {
      const { items } = await lead.api.calls.list({ query: { limit: 200 } });
      const { calls } = await hotline.status();
      return (
        items.every(({ state, endedAt }) => state === 'ended' && endedAt !== null) &&
        calls.channels === 0 &&
        calls.waiting + calls.ringing + calls.talking === 0
      );
    },
    90_000,
  );

describe('what strangers and broken machines send (rows 84, 85)', () => {
  test('three calls with a broken description of the sound harm neither the switch nor the next caller (pjproject#2093, #2092, freeswitch#1518)', async () => {
    await onlyReady([agent1]);
    const pid = await asteriskPid();
    const broken = [
      'm=audio 17000 RTP/AVP 4294967296',
      'm=audio 17000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp\u0000:101 0-16',
      'm=audio 49152 TCP/Ä/MSRP 8',
    ];
    const answers: string[] = [];
    for (const line of broken)
      answers.push((await sendRaw(hotline.ports.sip, Buffer.from(invite({ body: describes(line) })), 1_500)).at(-1) ?? 'nothing');
    expect(await asteriskPid()).toBe(pid);
    // A switch may read the broken part as absent and take the call: then it ends like any other.
    expect(answers).toEqual(broken.map(() => expect.stringMatching(/^(nothing|SIP\/2\.0 (4\d\d|[56]\d\d|200|100) .*)$/)));
    await nothingHalfOpen();
    await goodCall('13800008101');
    expect(await asteriskPid()).toBe(pid);
    await nothingHalfOpen();
  }, 240_000);

  test('one message per kind of defect that RFC 4475 lists, and then a good call is answered by the same switch', async () => {
    const pid = await asteriskPid();
    await onlyReady([agent1]);
    for (const [name, message] of oddMessages) {
      await sendRaw(hotline.ports.sip, Buffer.from(message()));
      expect([name, await asteriskPid()]).toEqual([name, pid]);
    }
    const beside = await calls(hotline, '13800008105');
    await beside.ear.hears(2_000);
    await beside.hangUp();
    // Some of them were calls; one whose answer nobody can confirm is kept by the switch for a minute (RFC 3261, timers H and F).
    await nothingHalfOpen();
    await goodCall('13800008102');
    expect((await hotline.status()).state).toBe('ready');
  }, 240_000);

  test('the trial of a folder of messages says one line for each, a sum, and that the good call was answered', async () => {
    await onlyReady([agent1]);
    const folder = fs.mkdtempSync(path.join(hotline.data, 'odd-'));
    const some = oddMessages.slice(-6);
    some.forEach(([, message], index) => fs.writeFileSync(path.join(folder, `odd${index}.dat`), message()));
    const { code, output } = await hotline.command('scripts/trial-sip.ts', folder);
    const lines = output.trim().split('\n');
    expect([code, lines.length]).toEqual([0, some.length + 1]);
    expect(lines.at(-1)).toMatch(/^6 messages: .* 0 deaths of the switch; then a good call: answered after \d+ ms and heard$/);
    expect((await hotline.command('scripts/trial-sip.ts', path.join(folder, 'nowhere'))).code).toBe(2);
    await nothingHalfOpen();
  }, 240_000);

  test('a number other than 12345 is refused and leaves no row', async () => {
    const before = await newestCall();
    for (const number of ['110', '13900001111', 'citizen', 's']) {
      const stranger = await (await hotline.phone('13800008103')).dials(number);
      expect(await stranger.waitEnded(3_000)).toMatchObject({ by: 'refused', status: 404 });
    }
    expect(await newestCall()).toBe(before);
  });
});

describe('the phone door for browsers (rows 84, 85)', () => {
  const door = (): string => `ws://127.0.0.1:${hotline.ports.phone}/phone`;
  const fromOurPage = () => ({ origin: hotline.siteUrl });

  test("a stranger's call over the phone WebSocket creates no channel and no row", async () => {
    const before = await newestCall();
    for (const user of ['trunk', '13800008104', 'phone-agent1', 'guest-0000000000000000']) {
      const stranger = await WebPhone.open(door(), { user, password: 'wrong' }, fromOurPage());
      expect([user, await stranger.ask('INVITE', '12345@127.0.0.1')]).toEqual([user, 401]);
      expect([user, await stranger.ask('REGISTER', '127.0.0.1')]).toEqual([user, expect.toBeOneOf([401, 403, 404])]);
      stranger.close();
    }
    expect((await hotline.status()).calls.channels).toBe(0);
    expect(await newestCall()).toBe(before);
  });

  test.each(['http://evil.example', 'https://127.0.0.1', 'null', undefined])(
    'a page of %s is refused at the door with 403',
    async (origin) => {
      const socket = new WebSocket(door(), 'sip', origin === undefined ? {} : { origin });
      socket.on('error', () => undefined);
      const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
      expect(response.statusCode).toBe(403);
    },
  );

  test('a one-call guest reaches 12345 only, and only once', async () => {
    await onlyReady([agent1]);
    const { username, password } = await hotline.site.publicCalls.place();
    const before = await newestCall();
    const guest = await WebPhone.open(door(), { user: username, password }, fromOurPage());
    expect(await guest.ask('REGISTER', '127.0.0.1')).toBe(200);
    for (const other of ['110', '1001', 's', '13900001111'])
      expect([other, await guest.ask('INVITE', `${other}@127.0.0.1`)]).toEqual([other, 404]);
    expect(await newestCall()).toBe(before);
    expect(await guest.ask('INVITE', '12345@127.0.0.1')).toBeLessThan(300);
    const own = await until('row of the guest', async () => {
      const id = await newestCall();
      return id !== before && id;
    });
    expect(await lead.api.calls.read({ params: { id: own } })).toMatchObject({
      direction: 'in',
      caller: { masked: '网页来电', withheld: true },
    });
    const second = await WebPhone.open(door(), { user: username, password }, fromOurPage());
    await second.ask('INVITE', '12345@127.0.0.1');
    await callIs(lead, own, 'first call going on', ({ endedAt }) => endedAt === null);
    expect(await newestCall()).toBe(own);
    // Nobody confirms the answer: the switch ends the call, and the phone is taken back.
    await callIs(lead, own, 'end of the call', ({ state }) => state === 'ended', 90_000);
    const third = await WebPhone.open(door(), { user: username, password }, fromOurPage());
    expect(await third.ask('REGISTER', '127.0.0.1')).toBeGreaterThanOrEqual(400);
    expect(await third.ask('INVITE', '12345@127.0.0.1')).toBeGreaterThanOrEqual(400);
    expect(await newestCall()).toBe(own);
    for (const phone of [guest, second, third]) phone.close();
    await nothingHalfOpen();
  }, 240_000);
});

describe('a full house (rows 84, 97)', () => {
  test('300 SIP phones are registered and a call rings one of them', async () => {
    const { code, output } = await hotline.command('scripts/seed.ts', '--agents', '300');
    expect([code, output]).toEqual([0, expect.stringContaining('agent300')]);
    const names = Array.from({ length: 300 }, (_, index) => `agent${index + 1}`).filter((name) => name !== 'agent1');
    const phones = new Map<string, SipPhone>();
    /** Signs in and registers with the credentials of this sign-in. */
    const register = async (account: string): Promise<void> => {
      const desk = await hotline.desk(account);
      const { username, password } = await desk.api.agents.setPhone({ body: { kind: 'sip' } });
      const phone = await SipPhone.open({
        switchAt: { host: '127.0.0.1', port: hotline.ports.sip },
        number: username,
        credentials: { username, password },
      });
      await phone.register();
      phones.set(account, phone);
    };
    const work = [...names];
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let next = work.shift(); next !== undefined; next = work.shift()) await register(next);
      }),
    );
    expect(phones.size).toBe(299);
    await onlyReady([agent1]);
    const last = await hotline.desk('agent300');
    await until(
      'agent300 known',
      async () => (await lead.api.agents.list()).items.some(({ account, state }) => account === 'agent300' && state === 'paused'),
      15_000,
    );
    await last.api.agents.setState({ body: { state: 'ready' } });
    const citizen = await calls(hotline, '13800008300');
    const ring = await phones.get('agent300')!.nextRing(15_000);
    await ring.answer();
    await hotline.call(lead, '13800008300', ({ state, agent }) => state === 'talking' && agent === 'agent300');
    await citizen.hangUp();
    await agentIs(last, 'wrapUp');
    for (const phone of phones.values()) phone.close();
  }, 240_000);
});
