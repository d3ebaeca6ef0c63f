import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import WebSocket from 'ws';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** SIP over WebSocket as a browser sends it; enough for signalling, no media. */
export class WebPhone {
  readonly #socket: WebSocket;
  readonly #who: { user: string; password: string };
  readonly #messages: string[] = [];
  #serial = 0;

  private constructor(socket: WebSocket, who: { user: string; password: string }) {
    this.#socket = socket;
    this.#who = who;
    socket.on('message', (data: Buffer) => this.#messages.push(data.toString()));
  }

  /** `how` says from which page it comes (Origin), or from which of our own addresses. Rejects when the door stays shut. */
  static async open(
    address: string,
    who: { user: string; password: string },
    how: { origin?: string; localAddress?: string } = {},
  ): Promise<WebPhone> {
    const socket = new WebSocket(address, 'sip', how);
    const phone = new WebPhone(socket, who);
    await once(socket, 'open');
    return phone;
  }

  close(): void {
    this.#socket.terminate();
  }

  /** Sends a request, with the password when asked for it; resolves with the last status: a final one, or 1xx after a second without. */
  async ask(method: 'REGISTER' | 'INVITE', target: string): Promise<number> {
    const callId = randomUUID();
    const first = await this.#send(method, target, callId, '');
    const challenge = /^WWW-Authenticate: Digest (.*)$/im.exec(first)?.[1];
    if (statusOf(first) !== 401 || !challenge) return statusOf(first);
    return statusOf(await this.#send(method, target, callId, this.#authorization(method, `sip:${target}`, challenge)));
  }

  async #send(method: string, target: string, callId: string, more: string): Promise<string> {
    const { user } = this.#who;
    const sequence = ++this.#serial;
    const body = method === 'INVITE' ? offer : '';
    const lines = [
      `${method} sip:${target} SIP/2.0`,
      `Via: SIP/2.0/WS nowhere.invalid;branch=z9hG4bK${randomUUID()}`,
      `From: <sip:${user}@127.0.0.1>;tag=${callId.slice(0, 8)}`,
      `To: <sip:${method === 'REGISTER' ? `${user}@127.0.0.1` : target}>`,
      `Call-ID: ${callId}`,
      `CSeq: ${sequence} ${method}`,
      `Contact: <sip:${user}@nowhere.invalid;transport=ws>`,
      'Max-Forwards: 70',
      ...(more ? [more] : []),
      ...(body ? ['Content-Type: application/sdp'] : ['Expires: 60']),
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    this.#socket.send(`${lines.join('\r\n')}\r\n\r\n${body}`);
    return this.#reply(callId, sequence);
  }

  async #reply(callId: string, sequence: number): Promise<string> {
    const isOurs = (text: string): boolean => text.startsWith('SIP/2.0') && text.includes(callId) && text.includes(`CSeq: ${sequence} `);
    for (let waited = 0; waited < 1_000; waited += 10) {
      const final = this.#messages.find((text) => isOurs(text) && statusOf(text) >= 200);
      if (final) return final;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return this.#messages.find(isOurs) ?? '';
  }

  #authorization(method: string, uri: string, challenge: string): string {
    const part = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
    const { user, password } = this.#who;
    const nonceCount = '00000001';
    const cnonce = 'abc';
    const secret = md5(`${user}:${part('realm')}:${password}`);
    const response = md5(`${secret}:${part('nonce')}:${nonceCount}:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
    const fields = `username="${user}", realm="${part('realm')}", nonce="${part('nonce')}", uri="${uri}", response="${response}"`;
    return `Authorization: Digest ${fields}, algorithm=MD5, qop=auth, nc=${nonceCount}, cnonce="${cnonce}", opaque="${part('opaque')}"`;
  }
}

const statusOf = (text: string): number => Number(text.split(' ')[1] ?? 0);

const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
const offer = `${[
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 8',
  'c=IN IP4 0.0.0.0',
  'a=rtcp-mux',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:abcdefghijklmnopqrstuvwx',
  `a=fingerprint:sha-256 ${fingerprint}`,
  'a=setup:actpass',
  'a=mid:0',
  'a=sendrecv',
  'a=rtpmap:111 opus/48000/2',
  'a=rtpmap:8 PCMA/8000',
].join('\r\n')}\r\n`;
