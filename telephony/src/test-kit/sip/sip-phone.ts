import { RtpEar } from '../voice/rtp-ear.ts';
import { askWithCredentials, type Credentials } from './credentials.ts';
import { DialledCall, type DialOrder } from './dialled-call.ts';
import { IncomingCall } from './incoming-call.ts';
import { header, methodOf, statusOf, tagOf, type SipMessage } from './message.ts';
import type { SipCall } from './sip-call.ts';
import { SipSocket, token, type Address } from './sip-socket.ts';

export interface PhoneOrder {
  /** Where the switch listens for SIP. */
  readonly switchAt: Address;
  /** Our own number or user name. */
  readonly number: string;
  readonly host?: string;
  readonly port?: number;
  /** For REGISTER, and for an INVITE that the switch challenges. */
  readonly credentials?: Credentials;
}

/** A citizen's or an agent's SIP phone over UDP, scripted by a test with exact timing. A-law sound through `call.ear`. */
export class SipPhone {
  readonly number: string;
  private readonly order: PhoneOrder;
  private readonly socket: SipSocket;
  private readonly calls = new Set<SipCall>();
  private readonly rung: IncomingCall[] = [];
  private waiting: ((call: IncomingCall) => void)[] = [];

  private constructor(order: PhoneOrder, socket: SipSocket) {
    this.order = order;
    this.number = order.number;
    this.socket = socket;
    socket.onRequest = (request, from) => void this.receive(request, from);
    socket.onRepeatedAnswer = (response) => this.callOf(response)?.acknowledge(response);
  }

  static async open(order: PhoneOrder): Promise<SipPhone> {
    return new SipPhone(order, await SipSocket.open(order));
  }

  /** Where this phone can be dialled directly: `contact` of PUT /api/agents/me/phone. */
  get contact(): string {
    return `sip:${this.number}@${this.socket.address.host}:${this.socket.address.port}`;
  }

  /** Registers (or with 0 unregisters) with the credentials; throws when refused. */
  async register(expiresSeconds = 300): Promise<void> {
    const { host, port } = this.order.switchAt;
    const [us, callId, tag] = [`<sip:${this.number}@${host}:${port}>`, token(), token()];
    const ask = (branch: string, more: readonly (readonly [string, string])[], sequence: number): SipMessage => {
      const who: [string, string][] = [
        ['From', `${us};tag=${tag}`],
        ['To', us],
        ['Call-ID', callId],
        ['CSeq', `${sequence} REGISTER`],
      ];
      const where: [string, string][] = [
        ['Contact', `<${this.contact}>`],
        ['Expires', String(expiresSeconds)],
      ];
      return {
        start: `REGISTER sip:${host}:${port} SIP/2.0`,
        headers: [this.socket.via(branch), ['Max-Forwards', '70'], ...who, ...where, ...more],
        body: '',
      };
    };
    const response = await askWithCredentials(this.socket, this.order.switchAt, ask, this.order.credentials);
    if (statusOf(response) !== 200) throw new Error(`REGISTER was refused: ${response.start}`);
  }

  /** Sends an INVITE and returns at once: `await (await phone.dials('12345')).waitAnswered(2_000)`. */
  async dials(number: string, how: DialOrder = {}): Promise<DialledCall> {
    const ear = await RtpEar.open({ host: this.socket.address.host });
    const call = new DialledCall(this.socket, ear, { from: this.number, number, contact: this.contact, peer: this.order.switchAt }, how);
    this.calls.add(call);
    void call.begin(this.order.credentials);
    return call;
  }

  /** The next call that rings here (180 is said at once), also one that rang before it was asked for. */
  async nextRing(withinMs: number): Promise<IncomingCall> {
    const already = this.rung.shift();
    if (already) return already;
    const { promise, resolve, reject } = Promise.withResolvers<IncomingCall>();
    this.waiting.push(resolve);
    const timer = setTimeout(() => {
      this.waiting = this.waiting.filter((each) => each !== resolve);
      reject(new Error(`the phone of ${this.number} did not ring within ${withinMs} ms`));
    }, withinMs);
    return promise.finally(() => clearTimeout(timer));
  }

  /** Closes the sockets at once, as if the phone lost its power: nobody is told. */
  close(): void {
    for (const { ear } of this.calls) ear.close();
    this.socket.close();
  }

  private callOf(message: SipMessage): SipCall | undefined {
    return [...this.calls].find(({ dialog }) => dialog.callId === header(message, 'Call-ID'));
  }

  private async receive(request: SipMessage, from: Address): Promise<void> {
    const method = methodOf(request);
    const call = this.callOf(request);
    if (method === 'CANCEL' && call instanceof IncomingCall) return call.cancelled(request, from);
    if (call && (!call.ended || method === 'ACK' || method === 'BYE')) return call.receive(method, request, from);
    if (method === 'INVITE' && !tagOf(header(request, 'To'))) return this.ring(request, from);
    if (method === 'OPTIONS') return this.socket.answer(request, from, '200 OK', [['To', `${header(request, 'To')};tag=${token()}`]]);
    if (method !== 'ACK') this.socket.answer(request, from, '481 Call/Transaction Does Not Exist');
  }

  private async ring(invite: SipMessage, from: Address): Promise<void> {
    const ear = await RtpEar.open({ host: this.socket.address.host });
    const call = new IncomingCall(this.socket, ear, invite, from, this.contact);
    this.calls.add(call);
    call.rings();
    const waiter = this.waiting.shift();
    if (waiter) waiter(call);
    else this.rung.push(call);
  }
}
