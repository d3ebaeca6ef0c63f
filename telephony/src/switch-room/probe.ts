import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PROBE_TONE_HZ } from './asterisk/configuration/extensions.ts';
import { millisecondsOfTone } from './audio/tone.ts';
import { readWav, waitUntilClosed } from './audio/wav.ts';
import { PROBE_PREFIX, type AsteriskSwitchboard } from './switchboard.ts';

const RECORDED_MS = 1_500;
/** On a busy machine MixMonitor begins late: 400 ms of the first second were seen. */
const HEARD_MS = 300;
const ANSWER_MS = 3_000;

export type ProbeResult = { ok: true } | { ok: false; reason: string };

/**
 * Is a call recorded? A call inside Asterisk plays a tone to itself, is recorded into `folder` (the recordings' own, so that a full or
 * unwritable disk is found), and its file is listened to. About 1.6 s. Nobody else hears of the call.
 */
export async function probeRecording(switchboard: AsteriskSwitchboard, folder: string, serial: string): Promise<ProbeResult> {
  const channelId = `${PROBE_PREFIX}${serial}`;
  const file = (what: string): string => path.join(folder, `.${channelId}-${what}.wav`);
  const files = { mix: file('mix'), receive: file('receive'), transmit: file('transmit') };
  try {
    await mkdir(folder, { recursive: true });
    if (!(await ringAndWait(switchboard, channelId))) return { ok: false, reason: 'the probe call was not put through' };
    if (!(await switchboard.record({ channelId, ...files }))) return { ok: false, reason: 'Asterisk refused to record (AMI MixMonitor)' };
    await pause(RECORDED_MS);
    await switchboard.stopRecord(channelId);
    if (!(await waitUntilClosed(files.receive)))
      return { ok: false, reason: `nothing was written to ${folder}: is it full, or not writable for Asterisk?` };
    const heard = millisecondsOfTone(await readWav(files.receive), PROBE_TONE_HZ);
    return heard >= HEARD_MS
      ? { ok: true }
      : { ok: false, reason: `the recording holds ${heard} ms of the probe's tone instead of ${HEARD_MS}` };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    await switchboard.hangUp(channelId).catch(() => false);
    for (const one of Object.values(files)) await rm(one, { force: true }).catch(() => undefined); // no folder, no file
  }
}

async function ringAndWait(switchboard: AsteriskSwitchboard, channelId: string): Promise<boolean> {
  const answered = Promise.withResolvers<boolean>();
  const stop = switchboard.onProbeEvent((event) => {
    if ('channelId' in event && event.channelId === channelId) answered.resolve(event.kind === 'phone-answered');
  });
  const timer = setTimeout(() => answered.resolve(false), ANSWER_MS);
  try {
    const order = { channelId, endpoint: 'Local/tone@probe/n', callId: channelId, timeoutSeconds: ANSWER_MS / 1_000 };
    return (await switchboard.ringPhone(order)) && (await answered.promise);
  } finally {
    clearTimeout(timer);
    stop();
  }
}
