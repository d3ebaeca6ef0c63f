import { randomUUID } from 'node:crypto';
import type { MissedReason } from '@hotline/contracts';
import { queueSounds } from '../switch-room/audio/prompts.ts';
import { expectedWait } from './distribution.ts';
import { type Floor, tried } from '../board/floor.ts';
import { citizenLeg, type Hearing, type LiveCall } from '../board/live-call.ts';

/** A caller who still waits is told her place again so often. */
const TELL_PLACE_MS = 25_000;
/** A switch that is behind is asked for no announcement to a caller who is mostly rung for within this time. */
const CAUGHT_UP_WITHIN_MS = 2_000;
/** Shorter than this, a voicemail is somebody hanging up at the beep. */
const SHORTEST_VOICEMAIL_MS = 1_500;

/** Lets the citizen hear prompts; what she heard before stops. Their end comes back as 'played' with this play's id. */
export function say(floor: Floor, call: LiveCall, hearing: Hearing, sounds: readonly string[]): void {
  const leg = citizenLeg(call);
  if (!leg) return;
  const before = call.playing;
  call.playing = `play-${randomUUID()}`;
  const { playing } = call;
  const wasMusic = call.hearing === 'music';
  call.hearing = hearing;
  if (before) tried(floor, floor.switchboard.stopPlay(before));
  if (wasMusic) tried(floor, floor.switchboard.music(leg.channelId, false));
  tried(floor, floor.switchboard.play(leg.channelId, sounds, playing));
}

export function music(floor: Floor, call: LiveCall): void {
  const leg = citizenLeg(call);
  if (!leg) return;
  if (call.playing) tried(floor, floor.switchboard.stopPlay(call.playing));
  call.playing = undefined;
  call.hearing = 'music';
  tried(floor, floor.switchboard.music(leg.channelId, true));
}

/** Silence before a conversation. */
export function quiet(floor: Floor, call: LiveCall): void {
  const leg = citizenLeg(call);
  if (call.playing) tried(floor, floor.switchboard.stopPlay(call.playing));
  call.playing = undefined;
  if (leg && call.hearing === 'music') tried(floor, floor.switchboard.music(leg.channelId, false));
  call.hearing = 'nothing';
}

/** Who works now in the queue of a call: present is who has a phone connected, ready or not. */
function staffing(floor: Floor, queue: string): { present: number; ready: number; working: number } {
  const own = [...floor.board.agents.values()].filter(({ account, state }) => state !== 'offline' && floor.queues.serves(account, queue));
  return {
    present: own.length,
    ready: own.filter(({ state }) => state === 'ready').length,
    working: own.filter(({ state }) => state !== 'paused').length,
  };
}

export const isWaitingInQueue = (call: LiveCall): boolean => call.row.state === 'waiting' && call.entry !== undefined && !call.waitedOut;

/** The caller takes her place in the queue; with nobody present she may leave a message at once. */
export function enterQueue(floor: Floor, call: LiveCall): void {
  const queue = floor.queues.get(call.row.queue);
  floor.board.enterQueue(call, {
    id: randomUUID(),
    callId: call.row.id,
    queue: queue.code,
    enteredAt: floor.board.now(),
    leftAt: null,
    outcome: null,
  });
  call.waitedOut = false;
  if (staffing(floor, queue.code).present === 0) return toVoicemail(floor, call, 'no-agent');
  limitWait(floor, call);
  floor.distribute();
  if (isWaitingInQueue(call) && !floor.switchboard.isBehind()) return tellPlace(floor, call);
  music(floor, call);
  if (isWaitingInQueue(call)) tellPlaceIn(floor, call, CAUGHT_UP_WITHIN_MS);
}

/** Counts what is left of the longest wait. While a desk rings the alarm only marks that the wait is over. */
export function limitWait(floor: Floor, call: LiveCall): void {
  if (!call.entry) return;
  const limit = floor.queues.get(call.row.queue).maxWaitSeconds * 1_000;
  const waited = floor.board.now().getTime() - call.entry.enteredAt.getTime();
  floor.alarms.set(call.row.id, 'wait', Math.max(0, limit - waited), () => {
    call.waitedOut = true;
    call.missedBecause = 'timeout';
    if (call.row.state === 'waiting') toVoicemail(floor, call, 'timeout');
  });
}

/** Nobody took the call just now: the caller hears where she stands, then music, and the next free desk is looked for. */
export function waitOn(floor: Floor, call: LiveCall): void {
  if (call.waitedOut) return toVoicemail(floor, call, 'timeout');
  floor.distribute();
  if (isWaitingInQueue(call)) tellPlace(floor, call);
  else if (call.hearing !== 'music') music(floor, call);
}

function tellPlace(floor: Floor, call: LiveCall): void {
  const queue = floor.queues.get(call.row.queue).code;
  const before = [...floor.board.calls.values()].filter(
    (one) => one !== call && isWaitingInQueue(one) && one.row.queue === call.row.queue && one.row.queuedAt < call.row.queuedAt,
  );
  const wait = expectedWait(before.length, staffing(floor, queue));
  say(floor, call, 'announcement', wait === undefined ? ['all-busy'] : ['all-busy', ...queueSounds(before.length, wait)]);
  tellPlaceIn(floor, call, TELL_PLACE_MS);
}

function tellPlaceIn(floor: Floor, call: LiveCall, ms: number): void {
  floor.alarms.set(call.row.id, 'place', ms, () => {
    if (isWaitingInQueue(call)) tellPlace(floor, call);
  });
}

/** The caller is asked for a message; what follows is taken when the prompt has ended. */
export function toVoicemail(floor: Floor, call: LiveCall, because: MissedReason): void {
  if (call.hearing === 'voicemail') return;
  call.missedBecause = because;
  call.waitedOut = true;
  floor.alarms.clear(call.row.id);
  floor.board.leaveQueue(call, 'voicemail');
  say(floor, call, 'voicemail', [because === 'no-agent' ? 'no-agent' : 'no-answer', 'voicemail', 'beep']);
}

/** After the beep: records until she hangs up, is silent or the queue's longest message is over. */
export async function recordVoicemail(floor: Floor, call: LiveCall): Promise<void> {
  const leg = citizenLeg(call);
  if (!leg) return;
  const id = randomUUID();
  const name = `voicemail-${id}`;
  const row = {
    id,
    callId: call.row.id,
    leg: 'voicemail',
    state: 'writing',
    startedAt: floor.board.now(),
    path: null,
    bytes: null,
    durationMs: null,
    sha256: null,
  } as const;
  floor.board.addRecordings(call, [{ ...row, spoolPath: floor.switchboard.voicemailFile(name) }]);
  floor.alarms.set(call.row.id, 'voicemail', SHORTEST_VOICEMAIL_MS, () => void (call.missedBecause = 'voicemail'));
  const taken = await floor.switchboard.takeVoicemail({
    channelId: leg.channelId,
    name,
    maxSeconds: floor.queues.get(call.row.queue).voicemailSeconds,
  });
  if (!taken) tried(floor, floor.switchboard.hangUp(leg.channelId));
}

/** The message is taken: thanks, and goodbye. */
export function voicemailTaken(floor: Floor, call: LiveCall): void {
  say(floor, call, 'nothing', ['thanks']);
}
