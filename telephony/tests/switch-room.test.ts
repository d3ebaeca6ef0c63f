import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { needs } from '../../tests/kit/needs.ts';
import { asteriskCli } from '../src/switch-room/asterisk/process.ts';
import { listenFor, loudness, millisecondsOfTone } from '../src/switch-room/audio/tone.ts';
import { milliseconds, readWav, repairWav, waitUntilClosed } from '../src/switch-room/audio/wav.ts';
import { probeRecording } from '../src/switch-room/probe.ts';
import { SwitchTrouble } from '../src/switch-room/switch-trouble.ts';
import { Ear, SwitchRoomLab } from './switch-room-lab.ts';
import { freePort } from '../src/test-kit/free-port.ts';
import { WebPhone } from '../src/test-kit/sip/web-phone.ts';
import { caller, phone, registration, type CallerScenario } from './switch-room-scenarios.ts';

const { test } = needs('asterisk', 'sipp');

let lab: SwitchRoomLab;

beforeAll(async () => {
  lab = await SwitchRoomLab.open();
}, 120_000);

afterEach(() => lab.closeSwitchboards());
afterAll(() => lab?.close());

/** A browser as Asterisk sees it: it comes from the address of our phone proxy. */
const webPhone = (who: { user: string; password: string }): Promise<WebPhone> =>
  WebPhone.open(`ws://127.0.0.1:${lab.settings.httpPort}/ws`, who, { localAddress: lab.settings.phoneProxyAddress });

const call = async (scenario: CallerScenario, { to = '12345', address = '127.0.0.1' } = {}) => {
  const port = await freePort();
  const args = [
    `127.0.0.1:${lab.settings.sipPort}`,
    '-s',
    to,
    '-i',
    address,
    '-mi',
    '127.0.0.1',
    '-p',
    String(port),
    '-mp',
    String(await freePort()),
  ];
  return lab.sipp(`caller-${port}`, caller(scenario), args);
};

const answeringPhone = async (plays?: string) => {
  const port = await freePort();
  const args = ['-i', '127.0.0.1', '-mi', '127.0.0.1', '-p', String(port), '-mp', String(await freePort())];
  const sipp = await lab.sipp(`phone-${port}`, phone(plays ? { plays } : {}), args);
  return { sipp, contact: `sip:agent@127.0.0.1:${port}` };
};

test('the probe recording holds its tone, and nobody else hears of the call', async () => {
  const { board, told } = await lab.switchboard();
  expect(await probeRecording(board, path.join(lab.folder, 'recordings'), '1')).toEqual({ ok: true });
  expect(told.all.map(({ kind }) => kind)).toEqual(['up']);
});

test('a probe into a folder that cannot be written says so', async () => {
  const { board } = await lab.switchboard();
  await writeFile(path.join(lab.folder, 'a-file'), '');
  const result = await probeRecording(board, path.join(lab.folder, 'a-file/inside'), '2');
  expect(result).toMatchObject({ ok: false, reason: expect.stringContaining('a-file') as unknown });
});

test('a caller from a trunk arrives with the headers of her carrier and leaves exactly once', async () => {
  const { board, told } = await lab.switchboard();
  const headers = ['P-Asserted-Identity: <sip:13900002222@carrier>', 'P-Asserted-Identity: <tel:+8613900002222>', 'Privacy: id;critical'];
  const sipp = await call({ from: '13800001111', headers, talkMs: 300 }, { to: '037112345' });
  const arrived = await told.next('arrived');
  expect(arrived).toMatchObject({ dialled: '037112345', origin: 'trunk', endpoint: 'trunk' });
  expect(arrived.headers.from).toContain('13800001111');
  expect(arrived.headers.asserted).toEqual(['<sip:13900002222@carrier>', '<tel:+8613900002222>']);
  expect(arrived.headers.privacy).toEqual(['id;critical']);
  await board.setVariable(arrived.channelId, 'HOTLINE_CALL', 'call-7');
  expect(await board.answer(arrived.channelId)).toBe(true);
  expect(await board.channels()).toMatchObject([
    { id: arrived.channelId, state: 'up', direction: 'in', callId: 'call-7', arrived: { dialled: '037112345' } },
  ]);
  expect(await told.next('gone')).toMatchObject({ channelId: arrived.channelId, cause: 16 });
  expect(await sipp.exitCode()).toBe(0);
  await pause(400);
  expect(told.all.filter(({ kind }) => kind === 'gone')).toHaveLength(1);
  expect(await board.answer(arrived.channelId)).toBe(false);
  expect(await board.hangUp(arrived.channelId)).toBe(false);
});

test("each leg of a recorded pair holds its own tone and not the other's", async () => {
  const { board, told } = await lab.switchboard();
  const citizen = await call({ from: '13800001111', plays: await lab.toneFile(440), talkMs: 3_500 });
  const { channelId } = await told.next('arrived');
  await board.answer(channelId);
  const { contact } = await answeringPhone(await lab.toneFile(1_200));
  await board.issuePhone({ id: 'agent-1', username: 'agent-1', password: 'x', kind: 'udp', contact, context: 'none' });
  expect(
    await board.ringPhone({ channelId: 'leg-1', endpoint: 'PJSIP/agent-1', callerId: '12345', callId: 'call-1', timeoutSeconds: 5 }),
  ).toBe(true);
  expect(await told.next('phone-answered')).toMatchObject({ channelId: 'leg-1' });
  expect(await board.join('bridge-1', [channelId, 'leg-1'])).toBe(true);
  const file = (what: string): string => path.join(lab.folder, `pair-${what}.wav`);
  expect(await board.record({ channelId, mix: file('mix'), receive: file('receive'), transmit: file('transmit') })).toBe(true);
  await pause(1_500);
  const statistics = await board.rtpStatistics(channelId);
  expect(statistics?.receivedPackets).toBeGreaterThan(50);
  await told.next('gone');
  await board.hangUp('leg-1');
  await board.closeBridge('bridge-1');
  expect(await citizen.exitCode()).toBe(0);
  const [mix, receive, transmit] = await Promise.all(
    ['mix', 'receive', 'transmit'].map(async (what) => {
      expect(await waitUntilClosed(file(what))).toBe(true);
      return readWav(file(what));
    }),
  );
  expect(millisecondsOfTone(receive!, 440)).toBeGreaterThan(1_200);
  expect(millisecondsOfTone(receive!, 1_200)).toBe(0);
  expect(millisecondsOfTone(transmit!, 1_200)).toBeGreaterThan(1_200);
  expect(millisecondsOfTone(transmit!, 440)).toBe(0);
  const both = listenFor(mix!, [440, 1_200]).filter(({ shares }) => shares[440]! > 0.3 && shares[1_200]! > 0.3);
  expect(both.length).toBeGreaterThan(10);
  expect(Math.abs(milliseconds(receive!) - milliseconds(transmit!))).toBeLessThan(100);
});

test('a leg without sound is as long as the talk', async () => {
  const { board, told } = await lab.switchboard();
  await call({ from: '13800001111', plays: await lab.toneFile(440), talkMs: 2_000 });
  const { channelId } = await told.next('arrived');
  await board.answer(channelId);
  const file = (what: string): string => path.join(lab.folder, `half-${what}.wav`);
  await board.record({ channelId, mix: file('mix'), receive: file('receive'), transmit: file('transmit') });
  await told.next('gone');
  for (const what of ['mix', 'receive', 'transmit']) {
    expect(await waitUntilClosed(file(what))).toBe(true);
    expect(milliseconds(await readWav(file(what)))).toBeGreaterThan(1_500);
  }
});

test('the built-in citizen answers, speaks, and can be joined before she answers', async () => {
  const { board, told } = await lab.switchboard();
  const endpoint = board.citizenEndpoint('13800001111')!;
  expect(await board.ringPhone({ channelId: 'demo-1', endpoint, callId: 'call-2', timeoutSeconds: 10, earlyMedia: true })).toBe(true);
  expect(await board.join('bridge-2', ['demo-1'])).toBe(true);
  expect(told.all.some(({ kind }) => kind === 'phone-answered')).toBe(false);
  expect(await told.next('phone-answered')).toMatchObject({ channelId: 'demo-1' });
  const file = (what: string): string => path.join(lab.folder, `demo-${what}.wav`);
  await board.record({ channelId: 'demo-1', mix: file('mix'), receive: file('receive'), transmit: file('transmit') });
  await pause(2_000);
  expect(await board.channels()).toMatchObject([{ id: 'demo-1', callId: 'call-2', bridgeId: 'bridge-2', direction: 'out' }]);
  await board.stopRecord('demo-1');
  expect(await waitUntilClosed(file('receive'))).toBe(true);
  expect(loudness((await readWav(file('receive'))).samples)).toBeGreaterThan(0.02);
  await board.hangUp('demo-1');
  await told.next('gone');
  await board.closeBridge('bridge-2');
});

test('prompts are played one after the other and told once; a stopped one is told as incomplete', async () => {
  const { board, told } = await lab.switchboard();
  const ear = await Ear.open();
  await call({ from: '13800001111', earPort: ear.port, talkMs: 4_000 });
  const { channelId } = await told.next('arrived');
  await board.answer(channelId);
  expect(await board.play(channelId, ['queue-ahead', 'number-3', 'queue-people'], 'play-1')).toBe(true);
  expect(await told.next('played')).toMatchObject({ channelId, playId: 'play-1', complete: true });
  expect(await board.play(channelId, ['recording-notice'], 'play-2')).toBe(true);
  await pause(300);
  expect(await board.stopPlay('play-2')).toBe(true);
  expect(await told.next('played')).toMatchObject({ playId: 'play-2', complete: false });
  expect(await board.stopPlay('play-2')).toBe(false);
  await told.next('gone');
  expect(loudness(ear.close().samples)).toBeGreaterThan(0.02);
});

test('a voicemail is recorded and told', async () => {
  const { board, told } = await lab.switchboard();
  await call({ from: '13800001111', plays: await lab.toneFile(440), talkMs: 3_000 });
  const { channelId } = await told.next('arrived');
  await board.answer(channelId);
  expect(await board.takeVoicemail({ channelId, name: 'voicemail-1', maxSeconds: 1 })).toBe(true);
  expect(await told.next('recorded')).toMatchObject({ name: 'voicemail-1', ok: true });
  expect(millisecondsOfTone(await readWav(board.voicemailFile('voicemail-1')), 440)).toBeGreaterThan(500);
  await told.next('gone');
});

test('an issued phone registers with its password, is told, and is nobody after it was withdrawn', async () => {
  const { board, told } = await lab.switchboard();
  await board.issuePhone({ id: 'agent-2', username: 'agent-2', password: 'right', kind: 'udp', context: 'none' });
  expect(await board.isPhoneReachable('agent-2')).toBe(false);
  const register = async (password: string) => {
    const port = await freePort();
    const args = [
      `127.0.0.1:${lab.settings.sipPort}`,
      '-i',
      '127.0.0.1',
      '-p',
      String(port),
      '-s',
      'agent-2',
      '-au',
      'agent-2',
      '-ap',
      password,
    ];
    return lab.sipp(`register-${port}`, registration('agent-2'), args);
  };
  expect(await (await register('wrong')).exitCode()).not.toBe(0);
  expect(await (await register('right')).exitCode()).toBe(0);
  expect(await told.next('phone-registered')).toMatchObject({ endpoint: 'agent-2' });
  expect(await board.isPhoneReachable('agent-2')).toBe(true);
  expect(await board.withdrawPhone('agent-2')).toBe(true);
  expect(await board.withdrawPhone('agent-2')).toBe(false);
  expect(await (await register('right')).exitCode()).not.toBe(0);
});

test('a stranger at the phone door is never taken for a trunk, whatever her name', async () => {
  const { told } = await lab.switchboard();
  for (const from of ['13800001111', 'trunk', 'outbound']) {
    const sipp = await call({ from, talkMs: 0, refusedWith: 401 }, { address: '127.0.0.3' });
    expect(await sipp.exitCode()).toBe(0);
  }
  expect(told.all.map(({ kind }) => kind)).toEqual(['up']);
});

test('a browser registers through the phone door, and one issued to a web caller reaches 12345 and nothing else', async () => {
  const { board, told } = await lab.switchboard();
  await board.issuePhone({ id: 'web-1', username: 'web-1', password: 'right', kind: 'webrtc', context: 'web-call' });
  const browser = await webPhone({ user: 'web-1', password: 'right' });
  expect(await browser.ask('REGISTER', '127.0.0.1')).toBe(200);
  expect(await told.next('phone-registered')).toMatchObject({ endpoint: 'web-1' });
  expect(await browser.ask('INVITE', '12346@127.0.0.1')).toBe(404);
  expect(await browser.ask('INVITE', '12345@127.0.0.1')).toBeLessThan(200);
  const arrived = await told.next('arrived');
  expect(arrived).toMatchObject({ origin: 'web', endpoint: 'web-1', dialled: '12345', headers: { from: '', asserted: [], privacy: [] } });
  await board.hangUp(arrived.channelId, 'busy');
  await told.next('gone');
  browser.close();
  expect(await told.next('phone-unregistered')).toMatchObject({ endpoint: 'web-1' });
});

test('a stranger behind the phone door is challenged, and agents reach nothing', async () => {
  const { board, told } = await lab.switchboard();
  for (const user of ['13800001111', 'trunk']) {
    const stranger = await webPhone({ user, password: 'x' });
    expect(await stranger.ask('INVITE', '12345@127.0.0.1')).toBe(401);
    stranger.close();
  }
  await board.issuePhone({ id: 'agent-3', username: 'agent-3', password: 'right', kind: 'webrtc', context: 'none' });
  const agent = await webPhone({ user: 'agent-3', password: 'right' });
  expect(await agent.ask('INVITE', '12345@127.0.0.1')).toBe(404);
  agent.close();
  expect(told.all.some(({ kind }) => kind === 'arrived')).toBe(false);
});

test('a number other than 12345 is refused', async () => {
  for (const to of ['12346', '110', '0371112345', 'tone', 's']) {
    const sipp = await call({ from: '13800001111', talkMs: 0, refusedWith: 404 }, { to });
    expect(await sipp.exitCode()).toBe(0);
  }
});

test('a call outlives its app: the next one finds it with our id and goes on with it', async () => {
  const first = await lab.switchboard();
  await call({ from: '13800001111', talkMs: 1_500 });
  const { channelId } = await first.told.next('arrived');
  await first.board.answer(channelId);
  await first.board.setVariable(channelId, 'HOTLINE_CALL', 'call-9');
  first.board.close();
  const { board, told } = await lab.switchboard();
  expect(await board.channels()).toMatchObject([{ id: channelId, callId: 'call-9', state: 'up', arrived: { origin: 'trunk' } }]);
  expect(await board.music(channelId, true)).toBe(true);
  expect(await told.next('gone')).toMatchObject({ channelId });
});

test('with no app connected the caller hears the announcement and is remembered', async () => {
  const ear = await Ear.open();
  const sipp = await call({ from: '13800001111', headers: ['Privacy: id'], earPort: ear.port, talkMs: 2_500 });
  expect(await sipp.exitCode()).toBe(0);
  const heard = ear.close();
  expect(milliseconds(heard)).toBeGreaterThan(1_500);
  expect(loudness(heard.samples)).toBeGreaterThan(0.02);
  const { board } = await lab.switchboard();
  const [away, ...others] = await board.awayCallers();
  expect(others).toEqual([]);
  expect(away).toMatchObject({ state: 'abandoned', dialled: '12345', endpoint: 'trunk', headers: { privacy: ['id'] } });
  expect(away!.headers.from).toContain('13800001111');
  expect(Math.abs(away!.at.getTime() - Date.now())).toBeLessThan(10_000);
  expect(await board.forgetAwayCaller(away!.id)).toBe(true);
  expect(await board.awayCallers()).toEqual([]);
});

test('an app that comes back takes the waiting caller, who is then no longer remembered', async () => {
  await call({ from: '13800001111', talkMs: 12_000 });
  await pause(500);
  const { board, told } = await lab.switchboard();
  const { channelId, headers } = await told.next('arrived', 12_000);
  expect(headers.from).toContain('13800001111');
  await pause(100);
  expect(await board.awayCallers()).toEqual([]);
  await board.hangUp(channelId);
  await told.next('gone');
  await pause(100);
  expect(await board.awayCallers()).toEqual([]);
}, 20_000);

test('with no app for long the caller leaves a voicemail that the next app finds', async () => {
  await asteriskCli(lab.settings, 'dialplan set global HOTLINE_AWAY_TRIES 1');
  const sipp = await call({ from: '13800001111', plays: await lab.toneFile(440), talkMs: 19_000 });
  expect(await sipp.exitCode()).toBe(0);
  await pause(200);
  const { board } = await lab.switchboard();
  const [away] = await board.awayCallers();
  expect(away).toMatchObject({ state: 'voicemail' });
  expect(await repairWav(away!.voicemail!)).toMatchObject({ repaired: false });
  expect(millisecondsOfTone(await readWav(away!.voicemail!), 440)).toBeGreaterThan(1_000);
  await board.forgetAwayCaller(away!.id);
}, 60_000);

test('ARI and AMI reconnect within 2 s after Asterisk is killed and started again, and verbs fail clearly meanwhile', async () => {
  const { board, told } = await lab.switchboard();
  await lab.kill();
  await told.next('down', 1_000);
  await expect(board.answer('x')).rejects.toBeInstanceOf(SwitchTrouble);
  await lab.start();
  const start = performance.now();
  await told.next('up', 2_000);
  expect(performance.now() - start).toBeLessThan(2_000);
  await board.ping();
});

test('the two passwords are readable by nobody else', async () => {
  for (const name of ['ari', 'manager']) expect((await stat(path.join(lab.settings.runDir, `etc/${name}.conf`))).mode & 0o077).toBe(0);
});

test('Asterisk starts without a word of error in its log', async () => {
  const log = await readFile(path.join(lab.settings.runDir, 'log/full'), 'utf8');
  const boot = log.slice(log.lastIndexOf('built by')).split('\n');
  expect(boot.filter((line) => line.includes('ERROR'))).toEqual([]);
});
