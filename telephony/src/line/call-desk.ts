import type { KeyRing } from '@hotline/platform';
import type { SwitchEvent } from '../switch-room/switchboard-port.ts';
import { agentThere, citizenThere, citizenUnreachable } from './calling-out.ts';
import { outOver, recover, rejoin, ringOver, talkOver } from './conversation.ts';
import { type Floor, tried } from '../board/floor.ts';
import { agentLeg, type LegRow, type LiveCall } from '../board/live-call.ts';
import { neverAnswered, noticeHeard, receive } from './reception.ts';
import { bridge, passOn, pickedUp } from './ringing.ts';
import { music, recordVoicemail, voicemailTaken } from './waiting.ts';

/** A hang-up is told within this time of the prompt that it cuts off. */
const CUT_SHORT_MS = 500;
/** The switch joins two in 10 ms. A phone that drops the call sooner than this has declined it. */
const JOINED_WITHIN_MS = 250;

export interface CallDeskNeeds {
  readonly floor: Floor;
  readonly ring: KeyRing;
  /** Whether this one-call phone may call now; it may once. */
  readonly admitGuest: (phoneId: string, callChannel: string) => boolean;
  readonly guestGone: (phoneId: string) => void;
  readonly phoneChanged: (phoneId: string, there: boolean) => void;
  readonly reconcile: () => Promise<void>;
}

/** Hears what the switch tells and takes calls on from there. */
export class CallDesk {
  readonly #need: CallDeskNeeds;
  readonly #floor: Floor;
  readonly #guests = new Map<string, string>();

  constructor(need: CallDeskNeeds) {
    this.#need = need;
    this.#floor = need.floor;
  }

  async hear(event: SwitchEvent): Promise<void> {
    switch (event.kind) {
      case 'arrived':
        return this.#arrived(event);
      case 'phone-answered':
        return this.#answered(event.channelId);
      case 'gone':
        return this.#gone(event);
      case 'played':
        return this.#played(event);
      case 'recorded':
        return this.#recorded(event.name);
      case 'phone-registered':
      case 'phone-unregistered':
        return this.#need.phoneChanged(event.endpoint, event.kind === 'phone-registered');
      case 'up':
        return this.#need.reconcile();
      case 'down':
        this.#floor.log.warn('the switch is away; calls are looked at again when it is back');
    }
  }

  async #arrived(event: Extract<SwitchEvent, { kind: 'arrived' }>): Promise<void> {
    if (event.origin === 'web') {
      if (!this.#need.admitGuest(event.endpoint, event.channelId))
        return tried(this.#floor, this.#floor.switchboard.hangUp(event.channelId, 'congestion'));
      this.#guests.set(event.channelId, event.endpoint);
    }
    await receive(this.#floor, this.#need.ring, event);
  }

  async #answered(channelId: string): Promise<void> {
    const found = this.#find(channelId);
    // Rung for a call that is over meanwhile (a hang-up that crossed the answer): let the phone go.
    if (!found) return tried(this.#floor, this.#floor.switchboard.hangUp(channelId));
    const { call, leg } = found;
    if (leg.party === 'citizen') return citizenThere(this.#floor, call, channelId);
    if (call.row.state === 'talking') return rejoin(this.#floor, call, channelId);
    if (call.row.direction === 'out') return agentThere(this.#floor, this.#need.ring, call, channelId);
    pickedUp(this.#floor, call, channelId);
  }

  async #gone({ channelId, causeText, at }: Extract<SwitchEvent, { kind: 'gone' }>): Promise<void> {
    const guest = this.#guests.get(channelId);
    if (guest) {
      this.#guests.delete(channelId);
      this.#need.guestGone(guest);
    }
    const found = this.#find(channelId);
    if (!found) return;
    const { call, leg } = found;
    this.#floor.board.endLeg(call, channelId, causeText, at);
    // Whoever goes while they are being joined has talked, or not: a busy switch tells of the end before it answers for the beginning.
    if (call.joining) await call.joining;
    if (leg.party === 'citizen') citizenGone(this.#floor, call, at);
    else agentGone(this.#floor, call, leg, at);
    this.#floor.distribute();
  }

  async #played({ channelId, playId, complete }: Extract<SwitchEvent, { kind: 'played' }>): Promise<void> {
    const call = this.#find(channelId)?.call;
    if (!call || call.playing !== playId) return;
    if (complete) return this.#saidAll(call, channelId);
    // Cut short: mostly she has hung up, which is told next. When it is not, the prompt's file is missing and the call goes on without it.
    this.#floor.alarms.set(call.row.id, 'cut-short', CUT_SHORT_MS, () =>
      call.playing === playId ? this.#saidAll(call, channelId) : undefined,
    );
  }

  async #saidAll(call: LiveCall, channelId: string): Promise<void> {
    call.playing = undefined;
    if (call.row.direction === 'out') return outOver(this.#floor, call, this.#floor.board.now());
    if (call.hearing === 'notice') return noticeHeard(this.#floor, call);
    if (call.hearing === 'announcement') return music(this.#floor, call);
    if (call.hearing === 'greeting') return bridge(this.#floor, call);
    if (call.hearing === 'voicemail') return recordVoicemail(this.#floor, call);
    // The last words are said.
    if (call.hearing === 'nothing' && call.row.state === 'waiting') tried(this.#floor, this.#floor.switchboard.hangUp(channelId));
  }

  #recorded(name: string): void {
    for (const call of this.#floor.board.calls.values()) {
      if (call.recordings.some(({ id }) => name === `voicemail-${id}`)) voicemailTaken(this.#floor, call);
    }
  }

  #find(channelId: string): { call: LiveCall; leg: LegRow } | undefined {
    const call = this.#floor.board.callOn(channelId);
    const leg = call?.legs.find((one) => one.channelId === channelId);
    return call && leg ? { call, leg } : undefined;
  }
}

/** She picked up, the greeting was said or none is, and the hotline did not join her to the caller: she has missed nothing. */
const waitedInVain = (call: LiveCall, { answeredAt }: LegRow, at: Date): boolean =>
  answeredAt !== null && call.playing === undefined && at.getTime() - answeredAt.getTime() >= JOINED_WITHIN_MS;

/** The citizen has hung up, or her line broke. */
export function citizenGone(floor: Floor, call: LiveCall, at: Date): void {
  if (call.row.state === 'talking') return talkOver(floor, call, 'citizen', at);
  if (call.row.direction === 'out') return citizenUnreachable(floor, call);
  if (call.row.state !== 'waiting' && call.row.state !== 'ringing') return;
  const desk = agentLeg(call);
  const account = call.row.agent;
  // Her hang-up ends the message too, and the switch tells that first: only when the thanks are said have we ended it.
  const hotlineEnded = call.hearing === 'nothing' && call.playing === undefined && call.missedBecause === 'voicemail';
  neverAnswered(floor, call, hotlineEnded ? 'give-up' : 'abandon', at);
  if (desk) {
    floor.board.endLeg(call, desk.channelId, 'caller-gone');
    tried(floor, floor.switchboard.hangUp(desk.channelId));
  }
  if (account) ringOver(floor, account);
}

/** An agent's phone has hung up, declined, or vanished. */
export function agentGone(floor: Floor, call: LiveCall, leg: LegRow, at: Date): void {
  if (leg.agent !== call.row.agent) return;
  if (call.row.state === 'ringing' && call.row.direction === 'out') return outOver(floor, call, at);
  if (call.row.state === 'ringing') return waitedInVain(call, leg, at) ? passOn(floor, call, ringOver) : passOn(floor, call);
  if (call.row.state !== 'talking') return;
  // A SIP phone that hangs up means it. A browser says so over HTTP; without that its page is gone, and the citizen is kept.
  const kind = leg.agent === null ? null : floor.board.agents.get(leg.agent)?.phoneKind;
  if (kind === 'browser' || call.recoverUntil) recover(floor, call);
  else talkOver(floor, call, 'agent', at);
}
