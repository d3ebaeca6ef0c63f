import type { RtpEar } from '../voice/rtp-ear.ts';
import { header, routesOf, uriIn, type SipMessage } from './message.ts';
import { newBranch, type Address, type SipSocket } from './sip-socket.ts';
import { answerTo, describeSound, readSound } from './session-description.ts';

export interface CallEnd {
  /** Who ended it; `refused` has the status that a dialled call was refused with. */
  readonly by: 'us' | 'them' | 'refused';
  readonly status?: number;
  /** The Reason header of a BYE or CANCEL, if any. */
  readonly reason?: string;
  /** Milliseconds since the call began. */
  readonly atMs: number;
}

export interface Dialog {
  readonly callId: string;
  /** Our own party, with tag. */
  readonly local: string;
  /** The other party; its tag comes with its first response. */
  remote: string;
  /** Where requests inside the call go: the other side's Contact. */
  target: string;
  routes: readonly string[];
  /** Where packets go: the switch. */
  readonly peer: Address;
  readonly contact: string;
}

/** One call as one side of it sees it: the dialog, its sound, and moments to wait for. */
export class SipCall {
  readonly ear: RtpEar;
  readonly dialog: Dialog;
  /** Every status heard or said, in order, for the message of a failed claim. */
  readonly statuses: number[] = [];
  protected readonly socket: SipSocket;
  private readonly began = performance.now();
  private readonly answeredAt = Promise.withResolvers<number>();
  private readonly endedAt = Promise.withResolvers<CallEnd>();
  private end: CallEnd | undefined;
  private isUp = false;
  private sequence = 1;

  constructor(socket: SipSocket, ear: RtpEar, dialog: Dialog) {
    this.socket = socket;
    this.ear = ear;
    this.dialog = dialog;
  }

  get isAnswered(): boolean {
    return this.isUp;
  }

  get ended(): CallEnd | undefined {
    return this.end;
  }

  /** Milliseconds from the INVITE to the answer; throws when refused, ended or not answered in time. */
  waitAnswered(withinMs: number): Promise<number> {
    const over = this.endedAt.promise.then((end): never => {
      throw new Error(`the call ended before it was answered: ${JSON.stringify(end)}`);
    });
    return this.within(withinMs, 'answered', Promise.race([this.answeredAt.promise, over]));
  }

  waitEnded(withinMs: number): Promise<CallEnd> {
    return this.within(withinMs, 'ended', this.endedAt.promise);
  }

  /** Ends an answered call and waits for the other side's word. */
  async hangUp(): Promise<void> {
    if (this.end) return;
    this.finish({ by: 'us' });
    await this.request('BYE');
  }

  /** Puts the other side on hold (or takes it back) by a re-INVITE. */
  async hold(isHeld = true): Promise<void> {
    const answer = await this.request('INVITE', describeSound({ ...this.here, direction: isHeld ? 'sendonly' : 'sendrecv' }));
    this.acknowledge(answer);
  }

  /** A request of the other side inside this call. */
  receive(method: string, request: SipMessage, from: Address): void {
    const sound = readSound(request.body);
    if (method === 'ACK') {
      if (sound) this.ear.talkTo(sound.host, sound.port); // the answer to an offer that we made in our 200
      return this.socket.confirmed(this.dialog.callId);
    }
    if (method === 'INVITE' || (method === 'UPDATE' && sound)) {
      if (sound) this.ear.talkTo(sound.host, sound.port);
      const body = describeSound({ ...this.here, direction: answerTo(sound?.direction ?? 'sendrecv') });
      return this.socket.answer(
        request,
        from,
        '200 OK',
        [
          ['Contact', this.dialog.contact],
          ['Content-Type', 'application/sdp'],
        ],
        body,
      );
    }
    this.socket.answer(request, from, '200 OK', [['Contact', this.dialog.contact]]);
    const reason = header(request, 'Reason');
    if (method === 'BYE') this.finish({ by: 'them', ...(reason ? { reason } : {}) });
  }

  /** The other side's 200: its tag, its target, its sound. */
  established(response: SipMessage): void {
    this.dialog.remote = header(response, 'To');
    this.dialog.target = uriIn(header(response, 'Contact')) || this.dialog.target;
    this.dialog.routes = routesOf(response).reverse();
    this.soundFrom(response);
  }

  soundFrom(message: SipMessage): void {
    const sound = readSound(message.body);
    if (sound) this.ear.talkTo(sound.host, sound.port);
  }

  up(): void {
    this.isUp = true;
    this.answeredAt.resolve(performance.now() - this.began);
  }

  finish(how: Omit<CallEnd, 'atMs'>): void {
    if (this.end) return;
    this.end = { ...how, atMs: performance.now() - this.began };
    this.ear.hush();
    this.endedAt.resolve(this.end);
  }

  acknowledge(answer: SipMessage): void {
    const sequence = header(answer, 'CSeq').split(' ')[0] ?? '1';
    this.socket.send(this.inside('ACK', sequence), this.dialog.peer);
  }

  get here(): { host: string; port: number } {
    return { host: this.socket.address.host, port: this.ear.port };
  }

  private request(method: string, body = ''): Promise<SipMessage> {
    this.sequence += 1;
    return this.socket.ask(this.inside(method, String(this.sequence), body), this.dialog.peer);
  }

  private inside(method: string, sequence: string, body = ''): SipMessage {
    const { callId, local, remote, target, routes, contact } = this.dialog;
    const headers: [string, string][] = [
      this.socket.via(newBranch()),
      ...routes.map((route): [string, string] => ['Route', route]),
      ['Max-Forwards', '70'],
      ['From', local],
      ['To', remote],
      ['Call-ID', callId],
      ['CSeq', `${sequence} ${method}`],
      ['Contact', contact],
    ];
    if (body) headers.push(['Content-Type', 'application/sdp']);
    return { start: `${method} ${target} SIP/2.0`, headers, body };
  }

  private async within<Moment>(milliseconds: number, what: string, moment: Promise<Moment>): Promise<Moment> {
    const late = Promise.withResolvers<never>();
    const sentence = (): string => `not ${what} within ${milliseconds} ms; statuses ${this.statuses.join(' ') || 'none'}`;
    const timer = setTimeout(() => late.reject(new Error(sentence())), milliseconds);
    try {
      return await Promise.race([moment, late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }
}
