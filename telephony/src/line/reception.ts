import { randomUUID } from 'node:crypto';
import { maskedNumber } from '@hotline/contracts';
import { blindIndex, type KeyRing, seal } from '@hotline/platform';
import type { SwitchEvent } from '../switch-room/switchboard-port.ts';
import { callerOf } from './caller-number.ts';
import { type Floor, tried } from '../board/floor.ts';
import type { LegRow, LiveCall } from '../board/live-call.ts';
import type { CallRow } from '../board/rules.ts';
import { enterQueue, say } from './waiting.ts';

type Arrived = Extract<SwitchEvent, { kind: 'arrived' }>;

/** A new caller's row must be committed within this time; otherwise she hears the announcement of a house that is away and is tried again. */
const COMMIT_MS = 1_500;

/** What the desk shows for a caller whose number is not there. */
export const WITHHELD = '匿名';
export const FROM_THE_WEB = '网页来电';

/** The fields of a call that say who called. */
export function callerFields(
  ring: KeyRing,
  callId: string,
  number: string | undefined,
): Pick<CallRow, 'callerSealed' | 'callerIndex' | 'callerMasked' | 'withheld'> {
  if (number === undefined) return { callerSealed: null, callerIndex: null, callerMasked: null, withheld: true };
  return {
    callerSealed: seal(ring, `call:${callId}`, number),
    callerIndex: blindIndex(ring, number),
    callerMasked: maskedNumber(number),
    withheld: false,
  };
}

export function newCall(
  id: string,
  at: Date,
  rest: Partial<CallRow> & Pick<CallRow, 'direction' | 'state' | 'dialled' | 'callerSealed' | 'callerIndex' | 'callerMasked' | 'withheld'>,
): CallRow {
  const empty = {
    queue: null,
    callsBack: null,
    agent: null,
    held: false,
    answeredAt: null,
    endedAt: null,
    endedBy: null,
    ticketId: null,
    disposition: null,
    dispositionReason: null,
  };
  return { ...empty, ...rest, id, version: 1, queuedAt: at };
}

/** Takes a call that has reached us: its row, the answer, the notice that it is recorded. */
export async function receive(floor: Floor, ring: KeyRing, event: Arrived): Promise<LiveCall | undefined> {
  if (floor.board.callOn(event.channelId)) return undefined;
  if (!floor.mayTakeCalls()) {
    await floor.switchboard.sendAway(event.channelId, event.again);
    return undefined;
  }
  const id = randomUUID();
  const web = event.origin === 'web';
  const caller = web ? { number: undefined } : callerOf(event.headers);
  const fields = callerFields(ring, id, caller.number);
  const queue = floor.queues.reachedBy(event.dialled);
  const row = newCall(id, event.at, {
    direction: 'in',
    state: 'waiting',
    dialled: event.dialled,
    queue,
    ...fields,
    ...(web ? { callerMasked: FROM_THE_WEB } : {}),
  });
  const leg: LegRow = {
    channelId: event.channelId,
    callId: id,
    party: 'citizen',
    agent: null,
    startedAt: event.at,
    answeredAt: null,
    endedAt: null,
    endedBecause: null,
  };
  const { call, committed } = floor.board.open(row, 'arrive', [leg]);
  // Picked up while her row is written: if that fails, the announcement would pick up anyhow.
  const isThere = floor.switchboard.answer(event.channelId).catch(() => false);
  const isCommitted = await inTime(committed);
  if (call.row.state !== 'waiting') return call; // she has hung up meanwhile, and that is written too
  if (!isCommitted) {
    floor.log.warn({ callId: id }, 'a new call could not be written; its caller hears the announcement');
    floor.board.unmake(call, committed);
    await floor.switchboard.sendAway(event.channelId, event.again);
    return undefined;
  }
  if (floor.queues.get(queue).announceRecording) say(floor, call, 'notice', ['recording-notice']);
  else enterQueue(floor, call);
  void isThere.then((there) => (there ? floor.board.answerLeg(call, event.channelId) : undefined));
  return call;
}

/** The notice has been heard: now the call may ring a desk. */
export function noticeHeard(floor: Floor, call: LiveCall): void {
  if (call.row.state === 'waiting' && !call.entry) enterQueue(floor, call);
}

async function inTime(committed: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), COMMIT_MS)));
  const done = committed.then(
    () => true,
    () => false,
  );
  const result = await Promise.race([done, late]);
  clearTimeout(timer);
  return result;
}

/** The call is over for the citizen before anybody talked with her. */
export function neverAnswered(floor: Floor, call: LiveCall, event: 'abandon' | 'give-up', at: Date): void {
  floor.alarms.clear(call.row.id);
  floor.board.leaveQueue(call, event === 'abandon' ? 'abandoned' : 'given-up');
  floor.board.move(call, event, { at, endedBy: event === 'abandon' ? 'citizen' : 'hotline' });
  tried(floor, floor.switchboard.closeBridge(`bridge-${call.row.id}`));
}
