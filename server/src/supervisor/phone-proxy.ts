import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Config } from '@hotline/platform/settings';
import WebSocket, { WebSocketServer } from 'ws';

/** SIP messages stay far below; Asterisk itself refuses more than 64 kB. */
const MAX_MESSAGE_BYTES = 65_536;
/** As many as Asterisk's HTTP server admits (`sessionlimit`, DESIGN 4). */
const MAX_PHONES = 1_000;
const MAX_WAITING_MESSAGES = 32;
const PING_EVERY_MS = 30_000;
/** Asterisk tells browsers from the trunk by this address: an INVITE from a browser must never pass for the trunk's. */
const LOCAL_ADDRESS = '127.0.0.3';
/** WebSocket close code "try again later" (RFC 6455 registry): JsSIP then reconnects. */
const TRY_AGAIN_LATER = 1_013;

/**
 * The browsers' phone line: /phone on PHONE_PORT, piped to Asterisk's WebSocket. It lives in the supervisor, so that a restart of the app
 * breaks no registration. Only pages of our own two addresses may use it: a browser lets any page open a WebSocket to anywhere.
 */
export class PhoneProxy {
  readonly #config: Config;
  readonly #origins: ReadonlySet<string>;
  readonly #phones = new Set<WebSocket>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has('sip') ? 'sip' : false),
  });
  #server: Server | undefined;

  constructor(config: Config) {
    this.#config = config;
    const ports = [config.siteAddress.port, config.deskAddress.port];
    this.#origins = new Set(ports.flatMap((port) => [`http://127.0.0.1:${port}`, `http://localhost:${port}`]));
  }

  open(): Promise<void> {
    const server = createServer((_, reply) => reply.writeHead(426, { connection: 'close' }).end('This address is for WebSockets only.\n'));
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#config.phonePort, '127.0.0.1', resolve);
    });
  }

  close(): void {
    for (const phone of this.#phones) phone.terminate();
    this.#server?.close();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const refusal = this.#refusal(request);
    if (refusal) {
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (phone) => this.#connect(phone));
  }

  #refusal(request: IncomingMessage): string | undefined {
    if (request.url?.split('?')[0] !== '/phone') return '404 Not Found';
    if (!this.#origins.has(request.headers.origin ?? '')) return '403 Forbidden';
    const offered = String(request.headers['sec-websocket-protocol'] ?? '').split(',');
    if (!offered.some((one) => one.trim() === 'sip')) return '400 Bad Request';
    return this.#phones.size >= MAX_PHONES ? '503 Service Unavailable' : undefined;
  }

  #connect(phone: WebSocket): void {
    const asterisk = new WebSocket(`ws://127.0.0.1:${this.#config.asterisk.httpPort}/ws`, ['sip'], {
      localAddress: LOCAL_ADDRESS,
      perMessageDeflate: false,
      maxPayload: MAX_MESSAGE_BYTES,
      handshakeTimeout: 5_000,
    });
    this.#phones.add(phone);
    const stopPinging = keepAlive(phone);
    pipe(phone, asterisk);
    pipe(asterisk, phone);
    phone.on('close', () => {
      this.#phones.delete(phone);
      stopPinging();
      asterisk.terminate();
    });
    phone.on('error', () => phone.terminate());
    asterisk.on('error', () => asterisk.terminate());
    asterisk.on('close', () => phone.close(TRY_AGAIN_LATER, 'switch away'));
  }
}

/** Carries messages one way. Those that come before the other end is open wait, a few; a reader that has stopped reading is cut off. */
function pipe(from: WebSocket, to: WebSocket): void {
  const waiting: { data: WebSocket.RawData; binary: boolean }[] = [];
  const pass = (data: WebSocket.RawData, binary: boolean) => {
    if (to.bufferedAmount > 16 * MAX_MESSAGE_BYTES) to.terminate();
    else to.send(data, { binary });
  };
  to.once('open', () => {
    for (const { data, binary } of waiting.splice(0)) pass(data, binary);
  });
  from.on('message', (data, binary) => {
    if (to.readyState === WebSocket.OPEN) pass(data, binary);
    else if (to.readyState === WebSocket.CONNECTING && waiting.length < MAX_WAITING_MESSAGES) waiting.push({ data, binary });
    else from.close(TRY_AGAIN_LATER);
  });
}

/** A browser that vanished without a word (lid closed, cable pulled) is found by the second ping it leaves unanswered. */
function keepAlive(phone: WebSocket): () => void {
  let unanswered = 0;
  phone.on('pong', () => (unanswered = 0));
  const timer = setInterval(() => {
    if (unanswered >= 2) phone.terminate();
    unanswered += 1;
    phone.ping();
  }, PING_EVERY_MS);
  return () => clearInterval(timer);
}
