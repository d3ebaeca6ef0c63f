import dgram from 'node:dgram';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { branchOf, formatSip, header, isResponse, methodOf, parseSip, statusOf, tagOf, type SipMessage } from './message.ts';

/** RFC 3261 timer T1: the first retransmission over UDP; doubled up to T2. */
const T1_MS = 500;
const T2_MS = 4_000;
/** Timer B/F: who has not answered by now is gone. */
const GIVE_UP_MS = 32_000;
const BRANCH_COOKIE = 'z9hG4bK';

export interface Address {
  readonly host: string;
  readonly port: number;
}

interface Asking {
  readonly onProvisional: (response: SipMessage) => void;
  readonly settle: (response: SipMessage) => void;
  readonly stop: () => void;
  readonly request: SipMessage;
  readonly to: Address;
}

export const token = (): string => randomBytes(8).toString('hex');
/** The request a CANCEL or an ACK of a refusal belongs to is named by its branch. */
export const newBranch = (): string => `${BRANCH_COOKIE}${token()}`;

/** Transactions over one UDP socket: asks again until answered, answers a repeated request with what it said before. */
export class SipSocket {
  readonly address: Address;
  /** Every new request, and ACK; the same request again is answered here. */
  onRequest: (request: SipMessage, from: Address) => void = () => undefined;
  /** A 2xx that comes again because our ACK was lost. */
  onRepeatedAnswer: (response: SipMessage) => void = () => undefined;
  private readonly socket: dgram.Socket;
  private readonly asking = new Map<string, Asking>();
  private readonly answered = new Map<string, string>();
  private readonly insisting = new Map<string, NodeJS.Timeout>();
  private isClosed = false;

  private constructor(socket: dgram.Socket, host: string) {
    this.socket = socket;
    this.address = { host, port: socket.address().port };
    socket.on('message', (packet, from) => this.receive(packet.toString(), { host: from.address, port: from.port }));
  }

  static async open(place: { host?: string; port?: number } = {}): Promise<SipSocket> {
    const host = place.host ?? '127.0.0.1';
    const socket = dgram.createSocket('udp4');
    socket.bind(place.port ?? 0, host);
    await once(socket, 'listening');
    return new SipSocket(socket, host);
  }

  via(branch: string): [string, string] {
    return ['Via', `SIP/2.0/UDP ${this.address.host}:${this.address.port};rport;branch=${branch}`];
  }

  /** Sends a request until a final response comes, and gives that. Its first header is its Via. Throws after 32 s. */
  ask(request: SipMessage, to: Address, onProvisional: (response: SipMessage) => void = () => undefined): Promise<SipMessage> {
    const key = `${branchOf(request)} ${methodOf(request)}`;
    const { promise, resolve, reject } = Promise.withResolvers<SipMessage>();
    let [wait, timer] = [T1_MS, undefined as NodeJS.Timeout | undefined];
    const repeat = (): void => {
      this.send(request, to);
      timer = setTimeout(repeat, wait);
      wait = methodOf(request) === 'INVITE' ? wait * 2 : Math.min(wait * 2, T2_MS);
    };
    const giveUp = setTimeout(() => {
      this.asking.delete(key);
      clearTimeout(timer);
      reject(new Error(`no answer within ${GIVE_UP_MS} ms to ${request.start}`));
    }, GIVE_UP_MS);
    const stop = (): void => {
      clearTimeout(timer);
      clearTimeout(giveUp); // a ringing INVITE may take as long as it likes
    };
    this.asking.set(key, { request, to, onProvisional, settle: resolve, stop });
    repeat();
    return promise;
  }

  /** Answers a request; a 2xx to an INVITE is repeated until `confirmed`. */
  answer(request: SipMessage, to: Address, status: string, headers: SipMessage['headers'] = [], body = ''): void {
    const copied = request.headers.filter(([name]) => /^(via|from|to|call-id|cseq|record-route)$/i.test(name));
    const text = formatSip({
      start: `SIP/2.0 ${status}`,
      headers: [
        ...copied.map(([name, value]) => [name, replaceTo(name, value, headers)] as const),
        ...headers.filter(([name]) => name !== 'To'),
      ],
      body,
    });
    this.answered.set(`${branchOf(request)} ${methodOf(request)}`, text);
    this.sendText(text, to);
    if (methodOf(request) === 'INVITE' && status.startsWith('2')) this.insist(header(request, 'Call-ID'), text, to, T1_MS);
  }

  /** The ACK of our 2xx has come. */
  confirmed(callId: string): void {
    clearTimeout(this.insisting.get(callId));
    this.insisting.delete(callId);
  }

  /** Sends without expecting anything: ACK. */
  send(message: SipMessage, to: Address): void {
    this.sendText(formatSip(message), to);
  }

  /** Sends any text as it is: what strangers and broken phones send. */
  sendText(text: string, to: Address): void {
    if (!this.isClosed) this.socket.send(text, to.port, to.host);
  }

  close(): void {
    this.isClosed = true;
    for (const { stop } of this.asking.values()) stop();
    for (const timer of this.insisting.values()) clearTimeout(timer);
    this.socket.close();
  }

  private insist(callId: string, text: string, to: Address, wait: number): void {
    const again = (): void => {
      this.sendText(text, to);
      if (wait < GIVE_UP_MS) this.insist(callId, text, to, wait * 2);
    };
    this.insisting.set(callId, setTimeout(again, wait));
  }

  private receive(text: string, from: Address): void {
    const message = parseSip(text);
    if (!message) return;
    if (isResponse(message)) return this.receiveResponse(message);
    const before = this.answered.get(`${branchOf(message)} ${methodOf(message)}`);
    if (before === undefined) this.onRequest(message, from);
    else this.sendText(before, from);
  }

  private receiveResponse(response: SipMessage): void {
    const key = `${branchOf(response)} ${methodOf(response)}`;
    const asking = this.asking.get(key);
    if (!asking) return this.onRepeatedAnswer(response);
    asking.stop();
    if (statusOf(response) < 200) return asking.onProvisional(response);
    this.asking.delete(key);
    if (methodOf(response) === 'INVITE' && statusOf(response) >= 300) this.acknowledgeRefusal(asking, response);
    asking.settle(response);
  }

  /** The ACK of a refusal belongs to the transaction: same branch, same number. */
  private acknowledgeRefusal({ request, to }: Asking, refusal: SipMessage): void {
    const kept = request.headers.filter(([name]) => /^(via|from|call-id|route|max-forwards)$/i.test(name));
    const sequence = header(request, 'CSeq').split(' ')[0] ?? '1';
    const headers = [...kept, ['To', header(refusal, 'To')], ['CSeq', `${sequence} ACK`]] as const;
    this.send({ start: request.start.replace(/^INVITE/, 'ACK'), headers, body: '' }, to);
  }
}

/** A response keeps the request's To, with our tag if it has none yet. */
function replaceTo(name: string, value: string, headers: SipMessage['headers']): string {
  const own = headers.find(([each]) => each === 'To')?.[1];
  return name.toLowerCase() === 'to' && own !== undefined && !tagOf(value) ? own : value;
}
