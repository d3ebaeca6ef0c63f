import fs from 'node:fs';
import path from 'node:path';
import { configFromEnvironment, WrongSetting } from '@hotline/platform/settings';
import { SipPhone } from '@hotline/telephony/test-kit';
import { askStatus, controlSocketPath } from '../server/src/supervisor/control-socket.ts';
import { sendRaw } from '../tests/kit/raw-sip.ts';
import { filesBelow, runTrial } from './house/trial.ts';

/** The good call at the end is answered within this time, and something is heard. */
const GOOD_CALL_MS = 5_000;
const GOOD_CALLER = '13800004475';

async function goodCall(port: number): Promise<string | undefined> {
  const phone = await SipPhone.open({ switchAt: { host: '127.0.0.1', port }, number: GOOD_CALLER });
  try {
    const call = await phone.dials('12345');
    const afterMs = await call.waitAnswered(GOOD_CALL_MS);
    await call.ear.hears(GOOD_CALL_MS);
    await call.hangUp();
    return `answered after ${Math.round(afterMs)} ms and heard`;
  } catch (error) {
    console.error((error as Error).message);
    return undefined;
  } finally {
    phone.close();
  }
}

/** `npm run trial:sip -- PATH`: raw SIP messages at the hotline that runs, a line each and a sum, then a good call. */
async function trial(place: string): Promise<boolean> {
  const files = filesBelow(place, 'raw SIP messages');
  const config = configFromEnvironment();
  const pidNow = async (): Promise<number | undefined> => (await askStatus(controlSocketPath(config.dirs.run)))?.processes.asterisk?.pid;
  const pid = await pidNow();
  if (pid === undefined) throw new WrongSetting('No Asterisk of ours runs: npm start first.');
  const sum = { accepted: 0, refused: 0, silent: 0, died: 0 };
  for (const file of files) {
    const lines = await sendRaw(config.sip.port, fs.readFileSync(file));
    const last = lines.at(-1) ?? '';
    const alive = (await pidNow()) === pid;
    const fate = !alive ? 'died' : last === '' ? 'silent' : /^SIP\/2\.0 [3-6]/.test(last) ? 'refused' : 'accepted';
    sum[fate] += 1;
    console.log(`${path.basename(file).padEnd(24)} ${alive ? last || 'no answer' : 'ASTERISK DIED'}`);
  }
  const good = await goodCall(config.sip.port);
  console.log(
    `${files.length} messages: ${sum.accepted} accepted, ${sum.refused} refused, ${sum.silent} without an answer, ${sum.died} deaths of the switch; then a good call: ${good ?? 'NOT ANSWERED'}`,
  );
  return sum.died === 0 && good !== undefined;
}

await runTrial('npm run trial:sip -- PATH (a folder of raw SIP messages, one a file)', trial);
