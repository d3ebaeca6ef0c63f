import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Config, configFromEnvironment } from '@hotline/platform/settings';
import { type DialledCall, SipPhone } from '@hotline/telephony/test-kit';
import { askStatus, controlSocketPath } from '../../server/src/supervisor/control-socket.ts';
import { readWav } from '../../telephony/src/switch-room/audio/wav.ts';
import { Refused, runCommand } from '../house/open-database.ts';

/** Heard instead of the citizen's voice when the prompt has not been made: A4, what a dial tone lies near. */
const TONE_HZ = 440;
const ANSWER_WITHIN_MS = 10_000;

interface Order {
  readonly from: string;
  readonly seconds: number;
  readonly anonymous: boolean;
}

function readOrder(): Order {
  const options = {
    from: { type: 'string', default: '13800001111' },
    seconds: { type: 'string', default: '20' },
    anonymous: { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ options, strict: false });
  const from = String(values.from);
  const seconds = Number(values.seconds);
  if (!/^\+?[\d-]{3,20}$/.test(from)) throw new Refused(`--from ${from}: 不是电话号码 not a telephone number`);
  if (!Number.isFinite(seconds) || seconds < 1 || seconds > 3_600) throw new Refused('--seconds: 1–3600');
  return { from, seconds, anonymous: values.anonymous === true };
}

/** A switch must be there to answer; whether an app stands behind it is for the caller to hear. */
async function needSwitch(config: Config): Promise<void> {
  const status = await askStatus(controlSocketPath(config.dirs.run));
  if (!status) throw new Refused('热线没有运行 The hotline does not run: npm start first (in another terminal).');
  if (!status.processes.asterisk) throw new Refused(`电话系统没有运行 The telephone system does not run: ${status.reasons.join('; ')}`);
}

/** What she says once the line is up: the complaint about a street lamp, or a tone. */
async function speak(call: DialledCall, config: Config): Promise<void> {
  const said = await readWav(path.join(config.dirs.data, 'sounds', 'zh', 'demo-citizen.wav')).catch(() => undefined);
  call.ear.say(said?.rate === 8_000 ? said.samples : TONE_HZ);
}

async function follow(call: DialledCall, { seconds }: Order, config: Config): Promise<void> {
  const began = performance.now();
  const say = (line: string) => console.log(`${((performance.now() - began) / 1_000).toFixed(1).padStart(6)} s  ${line}`);
  const answeredMs = await call.waitAnswered(ANSWER_WITHIN_MS).catch((error: unknown) => {
    throw new Refused(`没有接通 Not connected: ${(error as Error).message}`, 1);
  });
  say(`热线已应答(${Math.round(answeredMs)} 毫秒),请在工作台接听 The hotline answered; answer at the desk`);
  void call.ear.hears(5_000).then(
    () => say('听到提示音 Hears the hotline'),
    () => say('五秒内没有声音 No sound within five seconds'),
  );
  await speak(call, config);
  const ended = await Promise.race([call.waitEnded(seconds * 1_000 + 60_000), sleep(seconds * 1_000).then(() => undefined)]);
  if (ended) return say('对方挂机 The hotline hung up');
  await call.hangUp();
  say(`${seconds} 秒已到,挂机 Time is up; hung up`);
}

/** `npm run demo:call -- --from 13800001111 --seconds 20 [--anonymous]`: a citizen's SIP phone calls the running hotline. */
await runCommand(async () => {
  const order = readOrder();
  const config = configFromEnvironment();
  await needSwitch(config);
  const phone = await SipPhone.open({ switchAt: { host: '127.0.0.1', port: config.sip.port }, number: order.from });
  console.log(`   0.0 s  ${order.anonymous ? '匿名 anonymous' : order.from} 呼叫 calls 12345(SIP ${config.sip.port})`);
  try {
    await follow(await phone.dials('12345', { isAnonymous: order.anonymous }), order, config);
  } finally {
    phone.close();
  }
  process.exit(process.exitCode ?? 0); // timers of the scripted phone would keep the process for their rest
});
