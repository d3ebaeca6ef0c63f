import { randomUUID } from 'node:crypto';
import { agentNumberSounds } from '../switch-room/audio/prompts.ts';
import { offers } from './distribution.ts';
import { type Floor, tried } from '../board/floor.ts';
import { agentLeg, bridgeOf, citizenLeg, type LiveCall, offeredTo } from '../board/live-call.ts';
import type { AgentRow } from '../board/rules.ts';
import { startRecording } from './recording-orders.ts';
import { isWaitingInQueue, quiet, say, waitOn } from './waiting.ts';

/** The switch gives up a little after we do: the rule that counts is ours. */
const SWITCH_GRACE_SECONDS = 3;

/** So soon it is looked again whether the switch has caught up. */
const CAUGHT_UP_MS = 50;

/**
 * Rings the desks that are free for the callers who wait. Not while the switch is behind: whoever has picked up is joined first, or every
 * desk would hang up on a silent line and every caller would begin anew.
 */
export function distribute(floor: Floor): void {
  if (floor.switchboard.isBehind()) return floor.alarms.set('line', 'distribute', CAUGHT_UP_MS, () => distribute(floor));
  const waiting = [...floor.board.calls.values()].flatMap((call) =>
    isWaitingInQueue(call) && call.entry
      ? [{ callId: call.row.id, queue: call.entry.queue, since: call.row.queuedAt, offered: offeredTo(call) }]
      : [],
  );
  if (waiting.length === 0) return;
  for (const { callId, account } of offers(waiting, [...floor.board.agents.values()], (who, queue) => floor.queues.serves(who, queue))) {
    const call = floor.board.calls.get(callId);
    const agent = floor.board.agents.get(account);
    if (call && agent) offer(floor, call, agent, 'offer');
  }
}

/** Rings one desk for a call. */
export function offer(floor: Floor, call: LiveCall, agent: AgentRow, step: 'offer' | 'transfer'): void {
  floor.board.move(call, step, { agent: agent.account });
  floor.board.moveAgent(agent.account, 'ring', { callId: call.row.id });
  floor.alarms.set(call.row.id, 'ring', floor.queues.get(call.row.queue).ringSeconds * 1_000, () => unanswered(floor, call));
  ring(floor, call, agent, {});
}

/** A new leg to an agent's phone. A phone that cannot be rung counts as one that was not answered. */
export function ring(floor: Floor, call: LiveCall, agent: AgentRow, how: { autoAnswer?: boolean; seconds?: number }): string {
  const channelId = `agent-${randomUUID()}`;
  floor.board.startLeg(call, { channelId, party: 'agent', agent: agent.account, startedAt: floor.board.now() });
  const seconds = how.seconds ?? floor.queues.get(call.row.queue).ringSeconds;
  const order = {
    channelId,
    endpoint: `PJSIP/${agent.phoneId ?? 'none'}`,
    // A phone's display is a screen like any other: stars, never the number.
    callerId: `${call.row.callerMasked ?? 'anonymous'} <12345>`,
    callId: call.row.id,
    timeoutSeconds: seconds + SWITCH_GRACE_SECONDS,
    ...(how.autoAnswer ? { autoAnswer: true } : {}),
  };
  const failed = (): void => {
    if (agentLeg(call)?.channelId === channelId)
      floor.alarms.set(call.row.id, 'unreachable', 0, () => phoneUnreachable(floor, call, channelId));
  };
  floor.switchboard.ringPhone(order).then(
    (rings) => (rings ? undefined : failed()),
    () => failed(),
  );
  return channelId;
}

function phoneUnreachable(floor: Floor, call: LiveCall, channelId: string): void {
  if (agentLeg(call)?.channelId !== channelId) return;
  floor.board.endLeg(call, channelId, 'unreachable');
  if (call.row.state === 'ringing' && call.row.direction === 'in') passOn(floor, call);
}

/** The desk let it ring. */
export function unanswered(floor: Floor, call: LiveCall): void {
  const leg = agentLeg(call);
  if (call.row.state !== 'ringing' || !leg) return;
  tried(floor, floor.switchboard.hangUp(leg.channelId, 'no-answer'));
  floor.board.endLeg(call, leg.channelId, 'unanswered');
  passOn(floor, call);
}

/** The desk did not take the call (let it ring, declined, hung up in the greeting): the caller keeps her place, the agent is paused. */
export function passOn(floor: Floor, call: LiveCall, andThen: (floor: Floor, account: string) => void = missedRing): void {
  floor.alarms.clear(call.row.id, 'ring');
  const account = call.row.agent;
  floor.board.move(call, 'pass-on');
  if (account) andThen(floor, account);
  waitOn(floor, call);
}

function missedRing(floor: Floor, account: string): void {
  const agent = floor.board.agents.get(account);
  if (agent?.state === 'ringing') floor.board.moveAgent(account, 'miss-ring', { reason: 'missed-ring' });
}

/** The desk picked up: both hear who is at the line, then they talk. */
export function pickedUp(floor: Floor, call: LiveCall, channelId: string): void {
  floor.alarms.clear(call.row.id, 'ring');
  floor.alarms.clear(call.row.id, 'place');
  floor.board.answerLeg(call, channelId);
  const number = floor.agentNumber(call.row.agent ?? '');
  const queue = floor.queues.get(call.row.queue);
  if (!queue.announceAgent || number === undefined) {
    quiet(floor, call);
    return void bridge(floor, call);
  }
  say(floor, call, 'greeting', agentNumberSounds(number));
  tried(floor, floor.switchboard.play(channelId, agentNumberSounds(number), `greeting-${channelId}`));
}

/** The moment from which they talk: `answeredAt`, and the recording starts. */
export async function bridge(floor: Floor, call: LiveCall): Promise<void> {
  const citizen = citizenLeg(call);
  const desk = agentLeg(call);
  if (!citizen || !desk || call.row.state !== 'ringing') return;
  call.joining = floor.switchboard.join(bridgeOf(call.row.id), [citizen.channelId, desk.channelId]).catch(() => false);
  const together = await call.joining;
  call.joining = undefined;
  // One of them may have gone while the switch worked: its own event has moved the call already.
  if (!together || call.row.state !== 'ringing' || call.row.agent !== desk.agent) return;
  call.hearing = 'conversation';
  floor.alarms.clear(call.row.id);
  floor.board.leaveQueue(call, 'answered');
  floor.board.move(call, 'bridge');
  if (call.row.agent) floor.board.moveAgent(call.row.agent, 'talk');
  if (citizenLeg(call)) startRecording(floor, call, citizen.channelId);
}
