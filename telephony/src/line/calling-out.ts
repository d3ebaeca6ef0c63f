import { randomUUID } from 'node:crypto';
import { domesticOf, Problem } from '@hotline/contracts';
import { type KeyRing, type Person, unseal } from '@hotline/platform';
import { letGo, outOver } from './conversation.ts';
import { type Floor, tried } from '../board/floor.ts';
import { agentLeg, bridgeOf, citizenLeg, type LegRow, type LiveCall } from '../board/live-call.ts';
import { startRecording } from './recording-orders.ts';
import { newCall, callerFields } from './reception.ts';
import type { CallRow } from '../board/rules.ts';

/** A citizen's phone rings so long before the agent is told that nobody answers. */
const CITIZEN_RING_SECONDS = 45;

/** Whom to call, and about what. The number is clear text: it lives in this process and goes to the switch only. */
export interface CallOrder {
  readonly number: string;
  /** The call that this one answers. */
  readonly callsBack: string | null;
  readonly ticketId: string | null;
}

/** The citizen of an earlier call. */
export function citizenOf(ring: KeyRing, about: CallRow): CallOrder {
  if (about.withheld || about.callerSealed === null) throw new Problem('call.number-withheld');
  return { number: unseal(ring, `call:${about.id}`, about.callerSealed), callsBack: about.id, ticketId: about.ticketId };
}

/** Calls a citizen: the agent's phone first, then hers. */
export function placeCall(floor: Floor, ring: KeyRing, me: Person, { number, callsBack, ticketId }: CallOrder): LiveCall {
  const agent = floor.board.agents.get(me.account);
  if (!agent || agent.state === 'offline' || agent.phoneId === null) throw new Problem('agent.no-phone');
  if (agent.state !== 'ready' && agent.state !== 'paused') throw new Problem('agent.busy', { state: agent.state });
  if (!floor.switchboard.isUp() || floor.switchboard.citizenEndpoint(domesticOf(number)) === undefined) throw new Problem('switch.away');
  const id = randomUUID();
  const at = floor.board.now();
  const row = newCall(id, at, {
    direction: 'out',
    state: 'ringing',
    dialled: 'out',
    agent: me.account,
    callsBack,
    ticketId,
    ...callerFields(ring, id, number),
  });
  const leg: LegRow = {
    channelId: `agent-${randomUUID()}`,
    callId: id,
    party: 'agent',
    agent: me.account,
    startedAt: at,
    answeredAt: null,
    endedAt: null,
    endedBecause: null,
  };
  const { call } = floor.board.open(row, 'place', [leg], me);
  // Whoever calls out of a pause goes back to it afterwards.
  if (agent.state === 'paused') floor.board.setAgent({ ...agent, version: agent.version + 1, pauseNext: agent.reason ?? 'break' }, me);
  floor.board.moveAgent(me.account, 'ring', { callId: id }, me);
  const seconds = floor.queues.get(null).ringSeconds;
  floor.alarms.set(id, 'ring', seconds * 1_000, () => outOver(floor, call, floor.board.now()));
  const order = {
    channelId: leg.channelId,
    endpoint: `PJSIP/${agent.phoneId}`,
    callerId: `${row.callerMasked ?? ''} <12345>`,
    callId: id,
    timeoutSeconds: seconds + 3,
    // She has just asked for it: her browser need not ask again. A desk phone rings.
    ...(agent.phoneKind === 'browser' ? { autoAnswer: true } : {}),
  };
  floor.switchboard.ringPhone(order).then(
    (rings) => (rings || call.row.state !== 'ringing' ? undefined : outOver(floor, call, floor.board.now())),
    () => (call.row.state === 'ringing' ? outOver(floor, call, floor.board.now()) : undefined),
  );
  return call;
}

/** The agent is at her phone: now the citizen's rings. */
export function agentThere(floor: Floor, ring: KeyRing, call: LiveCall, channelId: string): void {
  floor.alarms.clear(call.row.id, 'ring');
  floor.board.answerLeg(call, channelId);
  if (call.row.callerSealed === null) return;
  const endpoint = floor.switchboard.citizenEndpoint(domesticOf(unseal(ring, `call:${call.row.id}`, call.row.callerSealed)));
  if (endpoint === undefined) return outOver(floor, call, floor.board.now());
  const citizen = `citizen-${randomUUID()}`;
  floor.board.startLeg(call, { channelId: citizen, party: 'citizen', agent: null, startedAt: floor.board.now() });
  tried(floor, floor.switchboard.ringTone(channelId, true));
  const order = { channelId: citizen, endpoint, callerId: '12345', callId: call.row.id, timeoutSeconds: CITIZEN_RING_SECONDS };
  floor.switchboard.ringPhone(order).then(
    (rings) => (rings ? undefined : citizenUnreachable(floor, call)),
    () => citizenUnreachable(floor, call),
  );
}

/** The citizen has picked up: they talk. */
export async function citizenThere(floor: Floor, call: LiveCall, channelId: string): Promise<void> {
  const desk = agentLeg(call);
  if (!desk || call.row.state !== 'ringing') return;
  floor.board.answerLeg(call, channelId);
  await floor.switchboard.ringTone(desk.channelId, false);
  const together = await floor.switchboard.join(bridgeOf(call.row.id), [channelId, desk.channelId]);
  if (!together || call.row.state !== 'ringing') return;
  call.hearing = 'conversation';
  floor.board.move(call, 'bridge');
  if (call.row.agent) floor.board.moveAgent(call.row.agent, 'talk');
  startRecording(floor, call, channelId);
}

/** Nobody answered at the citizen's: the agent hears why, then her phone is free. */
export function citizenUnreachable(floor: Floor, call: LiveCall): void {
  if (call.row.state !== 'ringing') return;
  const desk = agentLeg(call);
  const citizen = citizenLeg(call);
  if (citizen) letGo(floor, call, citizen.channelId, 'unreachable');
  if (!desk) return outOver(floor, call, floor.board.now());
  call.playing = `unreachable-${call.row.id}`;
  tried(floor, floor.switchboard.ringTone(desk.channelId, false));
  tried(floor, floor.switchboard.play(desk.channelId, ['citizen-unreachable'], call.playing));
  floor.alarms.set(call.row.id, 'unreachable', 8_000, () => outOver(floor, call, floor.board.now()));
}
