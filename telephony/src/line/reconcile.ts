import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import type { KeyRing } from '@hotline/platform';
import { and, asc, inArray, isNull, ne } from 'drizzle-orm';
import type { Db } from '@hotline/platform';
import type { AwayCaller, ChannelOnSwitch } from '../switch-room/switchboard-port.ts';
import { agent, call, leg, queueEntry, recording } from '../tables.ts';
import { agentGone, citizenGone } from './call-desk.ts';
import { callerOf } from './caller-number.ts';
import { agentThere } from './calling-out.ts';
import { recover } from './conversation.ts';
import { type Floor, tried } from '../board/floor.ts';
import { agentLeg, bridgeOf, citizenLeg, type LegRow, type LiveCall } from '../board/live-call.ts';
import { callerFields, FROM_THE_WEB, newCall, receive } from './reception.ts';
import { bridge, pickedUp, unanswered } from './ringing.ts';
import { enterQueue, isWaitingInQueue, limitWait, music, toVoicemail } from './waiting.ts';

/** Takes up the calls and agents that the database knows, at the start. */
export async function loadBoard(db: Db, floor: Floor): Promise<void> {
  for (const row of await db.select().from(agent)) floor.board.agents.set(row.account, row);
  const rows = await db.select().from(call).where(ne(call.state, 'ended'));
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  const [legs, entries, recordings] = await Promise.all([
    db.select().from(leg).where(inArray(leg.callId, ids)).orderBy(asc(leg.startedAt)),
    db
      .select()
      .from(queueEntry)
      .where(and(inArray(queueEntry.callId, ids), isNull(queueEntry.leftAt))),
    db.select().from(recording).where(inArray(recording.callId, ids)),
  ]);
  for (const row of rows) {
    floor.board.remember({
      row,
      legs: legs.filter(({ callId }) => callId === row.id),
      entry: entries.find(({ callId }) => callId === row.id),
      recordings: recordings.filter(({ callId }) => callId === row.id),
      hearing: row.state === 'talking' ? (row.held ? 'music' : 'conversation') : 'nothing',
      playing: undefined,
      missedBecause: 'abandoned',
      recoverUntil: undefined,
      waitedOut: false,
      joining: undefined,
    });
  }
}

export interface ReconcileNeeds {
  readonly floor: Floor;
  readonly ring: KeyRing;
  readonly issuePhones: () => Promise<void>;
  readonly guestsInUse: (ids: ReadonlySet<string>) => Promise<void>;
  readonly keepRecordings: () => Promise<void>;
}

/** Compares the rows with what the switch has and repairs both: at the start, and whenever the switch is back. Bears being done at any time. */
export async function reconcile(need: ReconcileNeeds): Promise<void> {
  const { floor } = need;
  const [channels, startedAt] = await Promise.all([floor.switchboard.channels(), floor.switchboard.startedAt()]);
  const there = new Map(channels.map((channel) => [channel.id, channel]));
  floor.log.info({ calls: floor.board.calls.size, channels: channels.length }, 'calls are compared with the switch');
  await need.issuePhones();
  await need.guestsInUse(new Set(channels.flatMap(({ arrived }) => (arrived?.origin === 'web' ? [arrived.endpoint] : []))));
  for (const one of [...floor.board.calls.values()]) {
    if (one.row.state === 'wrapUp') continue;
    const known = one.legs.filter(({ endedAt }) => endedAt === null);
    if (!known.some(({ channelId }) => there.has(channelId)) && one.row.queuedAt < startedAt) switchLost(floor, one, startedAt);
    else goOn(need, one, there);
  }
  agentsWithoutCall(floor);
  for (const channel of channels) await strayChannel(need, channel);
  await Promise.all((await floor.switchboard.awayCallers()).map((caller) => awayCaller(need, caller, startedAt)));
  await need.keepRecordings();
  floor.distribute();
}

/** The last moment at which we know that the call lived: what its recording holds, or when the last thing about it was written. */
function lastTrueMoment(call: LiveCall, notAfter: Date): Date {
  const moments = call.recordings.flatMap(({ spoolPath }) => {
    const stat = spoolPath ? fs.statSync(spoolPath, { throwIfNoEntry: false }) : undefined;
    return stat && stat.mtimeMs <= notAfter.getTime() ? [stat.mtime] : [];
  });
  const known = [
    call.row.queuedAt,
    call.row.answeredAt,
    ...call.legs.flatMap(({ startedAt, answeredAt, endedAt }) => [startedAt, answeredAt, endedAt]),
    ...moments,
  ];
  return known.reduce<Date>((last, at) => (at && at > last ? at : last), call.row.queuedAt);
}

/** The switch died with this call in it. */
function switchLost(floor: Floor, call: LiveCall, startedAt: Date): void {
  const at = lastTrueMoment(call, startedAt);
  const account = call.row.agent;
  floor.alarms.clear(call.row.id);
  for (const { channelId, endedAt } of call.legs) if (endedAt === null) floor.board.endLeg(call, channelId, 'switch-lost', at);
  floor.board.leaveQueue(call, 'switch-lost');
  floor.board.move(call, 'switch-lost', { at, endedBy: 'switch-lost' });
  const state = account ? floor.board.agents.get(account)?.state : undefined;
  if (account && (state === 'ringing' || state === 'talking')) floor.board.moveAgent(account, 'lost');
}

/** The switch still has the call, or had it until one side hung up while we were away. */
function goOn(need: ReconcileNeeds, call: LiveCall, there: ReadonlyMap<string, ChannelOnSwitch>): void {
  const { floor } = need;
  const citizen = citizenLeg(call);
  const desk = agentLeg(call);
  const now = floor.board.now();
  const isThere = ({ channelId }: LegRow): boolean => there.has(channelId);
  if (citizen && !isThere(citizen)) {
    const at = call.row.state === 'talking' ? lastTrueMoment(call, now) : now;
    floor.board.endLeg(call, citizen.channelId, 'gone while away', at);
    return citizenGone(floor, call, at);
  }
  if (desk && !isThere(desk)) {
    floor.board.endLeg(call, desk.channelId, 'gone while away');
    return agentGone(floor, call, desk, now);
  }
  if (call.row.state === 'talking') return stillTalking(floor, call);
  if (call.row.state === 'ringing') return stillRinging(need, call, desk ? there.get(desk.channelId) : undefined);
  if (call.row.state === 'waiting') stillWaiting(floor, call);
}

function stillTalking(floor: Floor, call: LiveCall): void {
  const citizen = citizenLeg(call);
  const desk = agentLeg(call);
  if (!desk) return recover(floor, call);
  if (!citizen || call.row.held) return;
  // The app may have died while the desk was looked for: then she hears music.
  tried(floor, floor.switchboard.music(citizen.channelId, false));
  tried(floor, floor.switchboard.join(bridgeOf(call.row.id), [citizen.channelId, desk.channelId]));
}

function stillRinging(need: ReconcileNeeds, call: LiveCall, channel: ChannelOnSwitch | undefined): void {
  const { floor } = need;
  const desk = agentLeg(call);
  if (!desk || !channel) return unanswered(floor, call);
  if (call.row.direction === 'out') {
    if (channel.state === 'up' && !citizenLeg(call)) agentThere(floor, need.ring, call, desk.channelId);
    return;
  }
  if (channel.state === 'up') return desk.answeredAt === null ? pickedUp(floor, call, desk.channelId) : void bridge(floor, call);
  const left = floor.queues.get(call.row.queue).ringSeconds * 1_000 - (floor.board.now().getTime() - desk.startedAt.getTime());
  floor.alarms.set(call.row.id, 'ring', Math.max(0, left), () => unanswered(floor, call));
  limitWait(floor, call);
}

function stillWaiting(floor: Floor, call: LiveCall): void {
  if (call.recordings.some(({ leg: which }) => which === 'voicemail')) return;
  // What she heard was known to the app that died: with a place in the queue she waits on, without one the notice is taken as heard.
  if (!call.entry) return enterQueue(floor, call);
  if (call.hearing === 'nothing') {
    music(floor, call);
    limitWait(floor, call);
  }
  if (!isWaitingInQueue(call)) toVoicemail(floor, call, 'timeout');
}

/** An agent whose row says that she is in a call that is over. */
function agentsWithoutCall(floor: Floor): void {
  for (const { account, state, callId } of [...floor.board.agents.values()]) {
    const live = callId === null ? undefined : floor.board.calls.get(callId);
    if ((state === 'ringing' || state === 'talking') && live?.row.agent !== account) floor.board.moveAgent(account, 'lost');
  }
}

/** A channel that no row knows: a caller who came while we were away, or a phone rung for a call that is over. */
async function strayChannel({ floor, ring }: ReconcileNeeds, channel: ChannelOnSwitch): Promise<void> {
  if (floor.board.callOn(channel.id)) return;
  if (channel.direction === 'out' || !channel.arrived) return tried(floor, floor.switchboard.hangUp(channel.id));
  await receive(floor, ring, { kind: 'arrived', channelId: channel.id, again: false, at: channel.createdAt, ...channel.arrived });
}

/** Somebody called while no app answered: a missed call, with her message when she left one. */
async function awayCaller({ floor, ring }: ReconcileNeeds, caller: AwayCaller, startedAt: Date): Promise<void> {
  // Still on the line with the announcement, unless the switch she waited on has died since.
  if (caller.state === 'waiting' && caller.at >= startedAt) return;
  const id = randomUUID();
  const web = caller.endpoint.startsWith('guest-');
  const { number } = web ? { number: undefined } : callerOf(caller.headers);
  const row = newCall(id, caller.at, {
    direction: 'in',
    state: 'waiting',
    dialled: caller.dialled,
    queue: floor.queues.reachedBy(caller.dialled),
    ...callerFields(ring, id, number),
    ...(web ? { callerMasked: FROM_THE_WEB } : {}),
  });
  const legRow: LegRow = {
    channelId: caller.id,
    callId: id,
    party: 'citizen',
    agent: null,
    startedAt: caller.at,
    answeredAt: caller.at,
    endedAt: caller.at,
    endedBecause: 'away',
  };
  const { call: made } = floor.board.open(row, 'arrive', [legRow]);
  made.missedBecause = 'away';
  if (caller.voicemail) {
    const empty = { path: null, bytes: null, durationMs: null, sha256: null };
    floor.board.addRecordings(made, [
      { id: randomUUID(), callId: id, leg: 'voicemail', state: 'writing', startedAt: caller.at, spoolPath: caller.voicemail, ...empty },
    ]);
    made.missedBecause = 'voicemail';
  }
  floor.board.move(made, caller.voicemail ? 'give-up' : 'abandon', { at: caller.at, endedBy: caller.voicemail ? 'hotline' : 'citizen' });
  await floor.written();
  await floor.switchboard.forgetAwayCaller(caller.id);
}
