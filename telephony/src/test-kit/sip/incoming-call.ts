import { setTimeout as pause } from 'node:timers/promises';
import type { RtpEar } from '../voice/rtp-ear.ts';
import { branchOf, header, routesOf, uriIn, type SipMessage } from './message.ts';
import { SipCall } from './sip-call.ts';
import { token, type Address, type SipSocket } from './sip-socket.ts';
import { describeSound } from './session-description.ts';

/** A call that rings at this phone. */
export class IncomingCall extends SipCall {
  /** The INVITE as it came. */
  readonly invite: SipMessage;
  private said: 'ringing' | 'answered' | 'declined' = 'ringing';

  constructor(socket: SipSocket, ear: RtpEar, invite: SipMessage, from: Address, contact: string) {
    super(socket, ear, {
      callId: header(invite, 'Call-ID'),
      local: `${header(invite, 'To')};tag=${token()}`,
      remote: header(invite, 'From'),
      target: uriIn(header(invite, 'Contact')),
      routes: routesOf(invite),
      peer: from,
      contact: `<${contact}>`,
    });
    this.invite = invite;
  }

  rings(): void {
    this.soundFrom(this.invite);
    this.say('180 Ringing');
  }

  /** The number shown by From, as the phone's display would. */
  get from(): string {
    return /sips?:([^@>;]+)/.exec(header(this.invite, 'From'))?.[1] ?? '';
  }

  /** A header of the INVITE, for instance Call-Info or Alert-Info that ask for an automatic answer. */
  inviteHeader(name: string): string {
    return header(this.invite, name);
  }

  /** Lifts the receiver; false when the caller has gone meanwhile. */
  async answer(afterMs = 0): Promise<boolean> {
    await pause(afterMs);
    if (this.ended || this.said !== 'ringing') return false;
    this.said = 'answered';
    const body = describeSound({ ...this.here, direction: 'sendrecv' });
    this.say('200 OK', [['Content-Type', 'application/sdp']], body);
    this.up();
    return true;
  }

  /** 486 busy, 603 declined, 480 away, or any other. */
  decline(status: 480 | 486 | 488 | 500 | 503 | 603 = 603): void {
    if (this.said !== 'ringing') return;
    this.said = 'declined';
    this.say(`${status} Declined by the test`);
    this.finish({ by: 'us', status });
  }

  /** The caller withdrew before we answered. */
  cancelled(request: SipMessage, from: Address): void {
    this.socket.answer(request, from, '200 OK');
    if (this.said !== 'ringing' || branchOf(request) !== branchOf(this.invite)) return;
    this.said = 'declined';
    this.say('487 Request Terminated');
    const reason = header(request, 'Reason');
    this.finish({ by: 'them', ...(reason ? { reason } : {}) });
  }

  private say(status: string, headers: readonly (readonly [string, string])[] = [], body = ''): void {
    this.statuses.push(Number(status.slice(0, 3)));
    this.socket.answer(
      this.invite,
      this.dialog.peer,
      status,
      [['To', this.dialog.local], ['Contact', this.dialog.contact], ...headers],
      body,
    );
  }
}
