import { randomBytes } from 'node:crypto';
import { type AgentView, type PauseReason, type PhoneCredentials, Problem } from '@hotline/contracts';
import { type KeyRing, type Person, seal, unseal } from '@hotline/platform';
import { letGo, recover } from '../line/conversation.ts';
import { type Floor, tried } from '../board/floor.ts';
import { agentLeg } from '../board/live-call.ts';
import { ring } from '../line/ringing.ts';
import type { AgentRow } from '../board/rules.ts';

/** A phone that lost its connection and has not come back is not rung any more. A reload takes 2–5 s. */
const LOST_MS = 20_000;
/** After so long her page is closed, not reloaded: she is not there, and a caller need not wait for her. */
const GONE_MS = 120_000;
const SHIFT_MS = 12 * 3_600_000;

export interface PhoneAddresses {
  readonly sipPort: number;
  readonly phoneUrl: string;
}

/** Agents' phones and their presence: credentials per sign-in, ready and paused, what happens when a phone is lost. */
export class PhoneDesk {
  readonly #floor: Floor;
  readonly #ring: KeyRing;
  readonly #addresses: PhoneAddresses;

  constructor(floor: Floor, ring: KeyRing, addresses: PhoneAddresses) {
    this.#floor = floor;
    this.#ring = ring;
    this.#addresses = addresses;
  }

  /** Connects a phone. In mid-call the new phone takes the call over: a reload, or another tab that becomes the phone. */
  async connect(me: Person, kind: 'browser' | 'sip', contact: string | undefined): Promise<PhoneCredentials> {
    const { board } = this.#floor;
    const before = board.agents.get(me.account) ?? nobodyYet(me.account, board.now());
    if (!this.#floor.switchboard.isUp()) throw new Problem('switch.away');
    const phoneId = `phone-${me.account}-${randomBytes(5).toString('hex')}`;
    const password = randomBytes(18).toString('base64url');
    await this.#floor.switchboard.issuePhone({
      id: phoneId,
      username: phoneId,
      password,
      kind: kind === 'browser' ? 'webrtc' : 'udp',
      context: 'none',
      ...(contact ? { contact } : {}),
    });
    const connected: AgentRow = {
      ...(board.agents.get(me.account) ?? before),
      phoneKind: kind,
      phoneId,
      phonePassword: seal(this.#ring, `phone:${phoneId}`, password),
      phoneContact: contact ?? null,
    };
    board.setAgent({ ...connected, version: connected.version + 1 }, me, 'agent.phone');
    if (connected.state === 'offline') board.moveAgent(me.account, 'connect', { reason: 'just-signed-in' }, me);
    this.#takeOver(me.account);
    if (before.phoneId) tried(this.#floor, this.#floor.switchboard.withdrawPhone(before.phoneId));
    return {
      sipUri: `sip:${phoneId}@127.0.0.1:${this.#addresses.sipPort}`,
      username: phoneId,
      password,
      wsUrl: this.#addresses.phoneUrl,
      expiresAt: new Date(board.now().getTime() + SHIFT_MS).toISOString(),
    };
  }

  setState(me: Person, state: 'ready' | 'paused', reason: PauseReason | undefined): AgentView {
    const { board } = this.#floor;
    const agent = board.agents.get(me.account);
    if (!agent || agent.state === 'offline' || agent.phoneId === null) throw new Problem('agent.no-phone');
    const busy = agent.state === 'ringing' || agent.state === 'talking' || agent.state === 'wrapUp';
    if (busy && state === 'ready' && agent.pauseNext === null) throw new Problem('agent.busy', { state: agent.state });
    // A pause asked for in a call begins when she is free; asking to be ready takes it back.
    if (busy)
      board.setAgent(
        { ...agent, version: agent.version + 1, pauseNext: state === 'paused' ? (reason ?? 'break') : null },
        me,
        'agent.pause-next',
      );
    else if (state === 'ready') board.moveAgent(me.account, 'be-ready', {}, me);
    else board.moveAgent(me.account, 'pause', { reason: reason ?? 'break' }, me);
    this.#floor.distribute();
    return this.view(me.account);
  }

  /** Her last session has ended: the phone goes. */
  async leave(account: string): Promise<void> {
    const agent = this.#floor.board.agents.get(account);
    if (!agent || agent.state === 'offline' || agent.state === 'ringing' || agent.state === 'talking') return;
    this.#floor.board.moveAgent(account, 'leave', {}, { account });
    const gone = this.#floor.board.agents.get(account);
    if (gone)
      this.#floor.board.setAgent(
        { ...gone, version: gone.version + 1, phoneKind: null, phoneId: null, phonePassword: null, phoneContact: null },
        { account },
      );
    if (agent.phoneId) await this.#floor.switchboard.withdrawPhone(agent.phoneId).catch(() => false);
  }

  isInCall(account: string): boolean {
    const state = this.#floor.board.agents.get(account)?.state;
    return state === 'ringing' || state === 'talking' || state === 'wrapUp';
  }

  /** A browser phone came or went. One that stays away is not offered calls. */
  phoneChanged(phoneId: string, there: boolean): void {
    const agent = [...this.#floor.board.agents.values()].find((one) => one.phoneId === phoneId);
    if (!agent || agent.phoneKind !== 'browser') return;
    const key = `phone:${agent.account}`;
    if (there) return this.#floor.alarms.clear(key);
    this.#floor.alarms.set(key, 'lost', LOST_MS, () => {
      const now = this.#floor.board.agents.get(agent.account);
      if (now?.phoneId !== phoneId) return;
      if (now.state === 'ready') this.#floor.board.moveAgent(agent.account, 'phone-lost', { reason: 'phone-lost' });
      this.#floor.alarms.set(key, 'gone', GONE_MS, async () => {
        if (this.#floor.board.agents.get(agent.account)?.phoneId === phoneId) await this.leave(agent.account);
      });
    });
  }

  /** Puts every phone back into the switch's memory, after it or we were away. */
  async issueAgain(): Promise<void> {
    for (const { phoneId, phoneKind, phonePassword, phoneContact, state } of this.#floor.board.agents.values()) {
      if (!phoneId || !phonePassword || state === 'offline') continue;
      const password = unseal(this.#ring, `phone:${phoneId}`, phonePassword);
      await this.#floor.switchboard.issuePhone({
        id: phoneId,
        username: phoneId,
        password,
        kind: phoneKind === 'browser' ? 'webrtc' : 'udp',
        context: 'none',
        ...(phoneContact ? { contact: phoneContact } : {}),
      });
      // A page that was closed while we were away tells nobody; one that is open registers again within seconds.
      if (phoneKind === 'browser' && !(await this.#floor.switchboard.isPhoneReachable(phoneId))) this.phoneChanged(phoneId, false);
    }
  }

  list(): AgentView[] {
    return this.#floor
      .knownAgents()
      .filter(({ takesCalls }) => takesCalls)
      .map(({ account }) => this.view(account));
  }

  view(account: string): AgentView {
    const row = this.#floor.board.agents.get(account) ?? nobodyYet(account, this.#floor.board.now());
    const known = this.#floor.knownAgents().find((one) => one.account === account);
    return {
      account,
      number: known?.number ?? '000',
      name: known?.name ?? account,
      state: row.state,
      reason: row.reason,
      since: row.since.toISOString(),
      phone: row.phoneKind,
      callId: row.callId,
      pauseNext: row.pauseNext,
    };
  }

  /** The old phone's leg is let go and the new phone is rung instead, in a ring as in a talk. */
  #takeOver(account: string): void {
    const agent = this.#floor.board.agents.get(account);
    const call = agent?.callId ? this.#floor.board.calls.get(agent.callId) : undefined;
    if (!agent || !call || call.row.agent !== account) return;
    const desk = agentLeg(call);
    if (call.row.state === 'talking') {
      if (desk) letGo(this.#floor, call, desk.channelId, 'replaced');
      recover(this.#floor, call);
    } else if (call.row.state === 'ringing' && desk && desk.answeredAt === null && call.row.direction === 'in') {
      letGo(this.#floor, call, desk.channelId, 'replaced');
      this.#ringWhenThere(call.row.id, account);
    }
  }

  /** A page that was reloaded while it rang: it rings again as soon as its phone is registered, as long as the ring lasts. */
  #ringWhenThere(callId: string, account: string): void {
    this.#floor.alarms.set(callId, 'ring-again', 300, async () => {
      const call = this.#floor.board.calls.get(callId);
      const agent = this.#floor.board.agents.get(account);
      if (!call || !agent?.phoneId || call.row.state !== 'ringing' || call.row.agent !== account || agentLeg(call)) return;
      if (await this.#floor.switchboard.isPhoneReachable(agent.phoneId)) ring(this.#floor, call, agent, {});
      else this.#ringWhenThere(callId, account);
    });
  }
}

const nobodyYet = (account: string, at: Date): AgentRow => ({
  account,
  version: 1,
  state: 'offline',
  reason: null,
  since: at,
  idleSince: at,
  callId: null,
  pauseNext: null,
  phoneKind: null,
  phoneId: null,
  phonePassword: null,
  phoneContact: null,
});
