import { type Disposition, Problem } from '@hotline/contracts';
import type { Person } from '@hotline/platform';
import { type Floor, tried } from '../board/floor.ts';
import { agentLeg, bridgeOf, citizenLeg, type LiveCall } from '../board/live-call.ts';
import { offer, passOn, ring } from './ringing.ts';
import { enterQueue, music, quiet } from './waiting.ts';
import { neverAnswered } from './reception.ts';
import { randomUUID } from 'node:crypto';

/** A desk whose page vanished is rung again for so long; the citizen hears music meanwhile (DESIGN section 4). */
const RECOVER_MS = 60_000;
const LOOK_FOR_PHONE_MS = 500;
const RECOVER_RING_SECONDS = 10;

function needTalking(call: LiveCall, me: Person): void {
  if (call.row.agent !== me.account) throw new Problem('call.not-yours');
  if (call.row.state !== 'talking') throw new Problem('call.wrong-state', { state: call.row.state });
}

/** The citizen hears music; the agent's phone stays in the bridge, alone. */
export async function hold(floor: Floor, call: LiveCall, me: Person): Promise<void> {
  needTalking(call, me);
  const citizen = citizenLeg(call);
  if (call.row.held || !citizen || call.recoverUntil) throw new Problem('call.wrong-state', { held: call.row.held });
  floor.board.amend(call, { held: true }, 'call.hold', me);
  await floor.switchboard.leave(bridgeOf(call.row.id), citizen.channelId);
  music(floor, call);
}

export async function unhold(floor: Floor, call: LiveCall, me: Person): Promise<void> {
  needTalking(call, me);
  const citizen = citizenLeg(call);
  const desk = agentLeg(call);
  if (!call.row.held || !citizen || !desk) throw new Problem('call.wrong-state', { held: call.row.held });
  floor.board.amend(call, { held: false }, 'call.unhold', me);
  quiet(floor, call);
  call.hearing = 'conversation';
  await floor.switchboard.join(bridgeOf(call.row.id), [citizen.channelId, desk.channelId]);
}

/** Blind transfer: the other desk rings, the citizen hears music, whoever passed her on goes to wrap-up. */
export async function transfer(floor: Floor, call: LiveCall, me: Person, account: string): Promise<void> {
  needTalking(call, me);
  if (floor.agentNumber(account) === undefined) throw new Problem('agent.unknown');
  const target = floor.board.agents.get(account);
  if (account === me.account || target?.state !== 'ready' || target.phoneId === null)
    throw new Problem('agent.not-ready', { state: target?.state ?? 'offline' });
  const citizen = citizenLeg(call);
  if (!citizen) throw new Problem('call.wrong-state');
  const desk = agentLeg(call);
  stopRecovering(floor, call);
  if (desk) letGo(floor, call, desk.channelId, 'transferred');
  floor.board.enterQueue(call, {
    id: randomUUID(),
    callId: call.row.id,
    queue: floor.queues.get(call.row.queue).code,
    enteredAt: floor.board.now(),
    leftAt: null,
    outcome: null,
  });
  floor.board.moveAgent(me.account, 'wrap-up', {}, me);
  call.waitedOut = false;
  offer(floor, call, target, 'transfer');
  await floor.switchboard.leave(bridgeOf(call.row.id), citizen.channelId);
  music(floor, call);
}

/** The agent ends it: a talk, a ring at her desk, or a call out that is not answered yet. */
export async function hangUp(floor: Floor, call: LiveCall, me: Person): Promise<void> {
  if (call.row.agent !== me.account) throw new Problem('call.not-yours');
  const desk = agentLeg(call);
  if (call.row.state === 'talking') return talkOver(floor, call, 'agent', floor.board.now());
  if (call.row.state !== 'ringing' || !desk) throw new Problem('call.wrong-state', { state: call.row.state });
  letGo(floor, call, desk.channelId, 'declined');
  if (call.row.direction === 'in') passOn(floor, call);
  else outOver(floor, call, floor.board.now());
}

/** Says how the call was dealt with. Whoever transferred it says so of her own part only. */
export function dispose(
  floor: Floor,
  call: LiveCall | undefined,
  callId: string,
  me: Person,
  disposition: { kind: Disposition; reason: string | null; ticketId: string | null },
): void {
  const agent = floor.board.agents.get(me.account);
  if (agent?.state !== 'wrapUp' || agent.callId !== callId) throw new Problem('call.wrong-state', { state: agent?.state ?? 'offline' });
  if (call?.row.agent === me.account && call.row.state === 'wrapUp') floor.board.move(call, 'dispose', { disposition }, me);
  else floor.board.notePart(callId, me, disposition);
  floor.board.moveAgent(me.account, agent.pauseNext ? 'dispose-and-pause' : 'dispose', {}, me);
  floor.distribute();
}

/** They have talked and now one has gone: the other is let go, the recording is kept, the agent writes it up. */
export function talkOver(floor: Floor, call: LiveCall, by: 'citizen' | 'agent' | 'hotline', at: Date): void {
  floor.alarms.clear(call.row.id);
  stopRecovering(floor, call);
  const account = call.row.agent;
  floor.board.move(call, 'hang-up', { at, endedBy: by });
  for (const leg of [citizenLeg(call), agentLeg(call)]) if (leg) letGo(floor, call, leg.channelId, 'over');
  tried(floor, floor.switchboard.closeBridge(bridgeOf(call.row.id)));
  if (account && floor.board.agents.get(account)?.state === 'talking') floor.board.moveAgent(account, 'wrap-up');
}

/** A channel that we end ourselves: its leg is over now, its 'gone' finds no call any more. */
export function letGo(floor: Floor, call: LiveCall, channelId: string, because: string): void {
  floor.board.endLeg(call, channelId, because);
  tried(floor, floor.switchboard.hangUp(channelId));
}

/** A ring that ended without a talk and is not the agent's doing: she is as free as before, or begins the pause she asked for. */
export function ringOver(floor: Floor, account: string): void {
  const agent = floor.board.agents.get(account);
  if (agent?.state === 'ringing') floor.board.moveAgent(account, agent.pauseNext ? 'ring-over-and-pause' : 'ring-over');
}

/** A call out that nobody answered. */
export function outOver(floor: Floor, call: LiveCall, at: Date): void {
  const account = call.row.agent;
  neverAnswered(floor, call, 'give-up', at);
  for (const leg of [citizenLeg(call), agentLeg(call)]) if (leg) letGo(floor, call, leg.channelId, 'over');
  if (account) ringOver(floor, account);
}

/** The agent's page has gone in mid-call (a reload, a crash): the citizen hears music, the desk's new phone is looked for and rung. */
export function recover(floor: Floor, call: LiveCall): void {
  const citizen = citizenLeg(call);
  if (!citizen || call.row.state !== 'talking') return;
  call.recoverUntil ??= new Date(floor.board.now().getTime() + RECOVER_MS);
  if (call.hearing === 'conversation') {
    tried(
      floor,
      floor.switchboard.leave(bridgeOf(call.row.id), citizen.channelId).then(() => {
        if (call.recoverUntil && call.row.state === 'talking') music(floor, call);
      }),
    );
    call.hearing = 'nothing';
  }
  floor.alarms.set(call.row.id, 'recover', LOOK_FOR_PHONE_MS, () => lookForPhone(floor, call));
}

async function lookForPhone(floor: Floor, call: LiveCall): Promise<void> {
  if (!call.recoverUntil || call.row.state !== 'talking') return;
  if (floor.board.now() >= call.recoverUntil) return lostForGood(floor, call);
  const agent = call.row.agent === null ? undefined : floor.board.agents.get(call.row.agent);
  const reachable = agent?.phoneId ? await floor.switchboard.isPhoneReachable(agent.phoneId).catch(() => false) : false;
  if (!call.recoverUntil || call.row.state !== 'talking') return;
  if (agent && reachable && !agentLeg(call)) ring(floor, call, agent, { autoAnswer: true, seconds: RECOVER_RING_SECONDS });
  floor.alarms.set(call.row.id, 'recover', LOOK_FOR_PHONE_MS, () => lookForPhone(floor, call));
}

/** The desk is back: into the same bridge, the same recording goes on. */
export async function rejoin(floor: Floor, call: LiveCall, channelId: string): Promise<void> {
  const citizen = citizenLeg(call);
  if (!citizen || call.row.state !== 'talking') return;
  floor.board.answerLeg(call, channelId);
  stopRecovering(floor, call);
  quiet(floor, call);
  call.hearing = 'conversation';
  if (call.row.held) floor.board.amend(call, { held: false }, 'call.unhold', { account: call.row.agent ?? 'hotline' });
  await floor.switchboard.join(bridgeOf(call.row.id), [citizen.channelId, channelId]);
}

function lostForGood(floor: Floor, call: LiveCall): void {
  stopRecovering(floor, call);
  const account = call.row.agent;
  const desk = agentLeg(call);
  if (desk) letGo(floor, call, desk.channelId, 'page-lost');
  floor.board.move(call, 'requeue');
  if (account && floor.board.agents.get(account)?.state === 'talking') floor.board.moveAgent(account, 'wrap-up');
  enterQueue(floor, call);
}

export function stopRecovering(floor: Floor, call: LiveCall): void {
  call.recoverUntil = undefined;
  floor.alarms.clear(call.row.id, 'recover');
}
