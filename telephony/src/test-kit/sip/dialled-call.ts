import type { RtpEar } from '../voice/rtp-ear.ts';
import { askWithCredentials, type Credentials } from './credentials.ts';
import { header, statusOf, type SipMessage } from './message.ts';
import { SipCall } from './sip-call.ts';
import { token, type Address, type SipSocket } from './sip-socket.ts';
import { describeSound } from './session-description.ts';

export interface DialOrder {
  /** From becomes anonymous and Privacy: id goes along. */
  readonly isAnonymous?: boolean;
  /** P-Asserted-Identity: the number that the carrier vouches for. */
  readonly assertedNumber?: string;
  readonly headers?: readonly (readonly [string, string])[];
}

/** A call that this phone dials. */
export class DialledCall extends SipCall {
  private readonly more: readonly (readonly [string, string])[];
  private sent: SipMessage | undefined;

  constructor(socket: SipSocket, ear: RtpEar, ends: { from: string; number: string; contact: string; peer: Address }, how: DialOrder) {
    const { host, port } = ends.peer;
    const name = how.isAnonymous ? '"Anonymous" <sip:anonymous@anonymous.invalid>' : `<sip:${ends.from}@${socket.address.host}>`;
    const target = `sip:${ends.number}@${host}:${port}`;
    super(socket, ear, {
      callId: token(),
      local: `${name};tag=${token()}`,
      remote: `<${target}>`,
      target,
      routes: [],
      peer: ends.peer,
      contact: `<${ends.contact}>`,
    });
    const asserted: [string, string][] = how.assertedNumber ? [['P-Asserted-Identity', `<sip:${how.assertedNumber}@${host}>`]] : [];
    this.more = [...asserted, ...(how.isAnonymous ? ([['Privacy', 'id']] as const) : []), ...(how.headers ?? [])];
  }

  /** Sends the INVITE and follows its answers to the end. */
  async begin(credentials: Credentials | undefined): Promise<void> {
    try {
      const ask = (branch: string, more: readonly (readonly [string, string])[], sequence: number): SipMessage =>
        (this.sent = this.invite(branch, more, sequence));
      const response = await askWithCredentials(this.socket, this.dialog.peer, ask, credentials, (provisional) => {
        this.statuses.push(statusOf(provisional));
        this.soundFrom(provisional); // early media: a queue may speak before it answers
      });
      this.statuses.push(statusOf(response));
      if (statusOf(response) >= 300) return this.finish({ by: 'refused', status: statusOf(response) });
      this.established(response);
      this.acknowledge(response);
      this.up();
    } catch {
      this.finish({ by: 'refused', status: 408 });
    }
  }

  /** Withdraws the call before it is answered; an answer that crosses it has to be hung up. */
  async cancel(): Promise<void> {
    if (!this.sent || this.isAnswered || this.ended) return;
    const kept = this.sent.headers.filter(([name]) => /^(via|from|to|call-id|max-forwards)$/i.test(name));
    const sequence = header(this.sent, 'CSeq').split(' ')[0] ?? '1';
    await this.socket.ask(
      { start: this.sent.start.replace(/^INVITE/, 'CANCEL'), headers: [...kept, ['CSeq', `${sequence} CANCEL`]], body: '' },
      this.dialog.peer,
    );
  }

  private invite(branch: string, more: readonly (readonly [string, string])[], sequence: number): SipMessage {
    const { callId, local, remote, target, contact } = this.dialog;
    const headers: (readonly [string, string])[] = [
      this.socket.via(branch),
      ['Max-Forwards', '70'],
      ['From', local],
      ['To', remote],
      ['Call-ID', callId],
      ['CSeq', `${sequence} INVITE`],
      ['Contact', contact],
      ['Allow', 'INVITE, ACK, BYE, CANCEL, OPTIONS, UPDATE'],
      ['Content-Type', 'application/sdp'],
      ...this.more,
      ...more,
    ];
    return { start: `INVITE ${target} SIP/2.0`, headers, body: describeSound({ ...this.here, direction: 'sendrecv' }) };
  }
}
