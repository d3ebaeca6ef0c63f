import type { Server as HttpServer } from 'node:http';
import { type FrameListeners, type MessageListeners, messages, type Permission } from '@hotline/contracts';
import { Server, type Socket } from 'socket.io';
import type { Log } from '../log/log.ts';
import type { Doorkeeper, Person } from '../http/person.ts';
import { SESSION_COOKIE } from '../http/guard.ts';

type DeskSocket = Socket<MessageListeners, FrameListeners, Record<string, never>, { person: Person; token: string }>;
type DeskServer = Server<MessageListeners, FrameListeners, Record<string, never>, { person: Person; token: string }>;

export const roomOf = {
  unit: (code: string) => `unit:${code}`,
  person: (account: string) => `person:${account}`,
  right: (permission: Permission) => `right:${permission}`,
};

/** Live frames for signed-in pages. Cookie or token and Origin are checked at the handshake; rooms come from who she is and what she may. */
export class Sockets {
  /** Who looks at which ticket, by socket. */
  readonly #looking = new Map<string, { ticket: string; name: string }>();
  /** Whether a person may see a ticket; ticketing answers it. */
  #maySee: (person: Person, ticketId: string) => Promise<boolean> = () => Promise.resolve(false);
  readonly #server: DeskServer;
  readonly #doorkeeper: Doorkeeper;
  readonly #log: Log;

  constructor(http: HttpServer, doorkeeper: Doorkeeper, log: Log) {
    this.#doorkeeper = doorkeeper;
    this.#log = log;
    this.#server = new Server(http, {
      serveClient: false,
      maxHttpBufferSize: 16_384,
      pingInterval: 10_000,
      pingTimeout: 8_000,
      allowRequest: (request, done) => done(null, sameOrigin(request.headers.origin, request.headers.host)),
    });
    this.#server.use((socket, next) => void this.#admit(socket, next));
    this.#server.on('connection', (socket) => this.#welcome(socket));
  }

  /** One frame to everybody in these rooms, once each. */
  send<N extends keyof FrameListeners>(rooms: readonly string[], name: N, ...frame: Parameters<FrameListeners[N]>): void {
    if (rooms.length > 0) this.#server.to([...rooms]).emit(name, ...(frame as never));
  }

  /** Ends the sockets of a person whose rights changed or whose session ended; her pages reconnect and are asked again. */
  disconnect(account: string): void {
    this.#server.in(roomOf.person(account)).disconnectSockets(true);
  }

  /** Plugs in who may see which ticket. */
  letLook(maySee: (person: Person, ticketId: string) => Promise<boolean>): void {
    this.#maySee = maySee;
  }

  async close(): Promise<void> {
    this.#server.disconnectSockets(true);
    await this.#server.close();
  }

  async #admit(socket: DeskSocket, next: (error?: Error) => void): Promise<void> {
    const token = tokenIn(socket);
    const from = { requestId: socket.id, address: socket.handshake.address };
    const person = token ? await this.#doorkeeper.who(token, from).catch(() => undefined) : undefined;
    if (!person || !token) return next(new Error('session.missing'));
    socket.data = { person, token };
    await socket.join([
      roomOf.person(person.account),
      ...(person.permissions.has('ticket.handle') ? [roomOf.unit(person.unit)] : []),
      ...[...person.permissions].map((permission) => roomOf.right(permission)),
    ]);
    next();
  }

  #welcome(socket: DeskSocket): void {
    const { account } = socket.data.person;
    socket.on('phone:take', (message) => {
      const read = messages['phone:take'].safeParse(message);
      if (read.success) socket.to(roomOf.person(account)).emit('phone:taken', read.data);
      else this.#log.debug({ account }, 'a page sent a message that is none of ours');
    });
    socket.on('ticket:look', (message) => {
      const read = messages['ticket:look'].safeParse(message);
      if (read.success) void this.#look(socket, read.data.id);
      else this.#log.debug({ account }, 'a page sent a message that is none of ours');
    });
    socket.on('disconnect', () => this.#lookAway(socket));
  }

  /** She looks at a ticket now, or at none: those who look at it too hear everybody's names. */
  async #look(socket: DeskSocket, ticketId: string | null): Promise<void> {
    const { person } = socket.data;
    const may = ticketId !== null && (await this.#maySee(person, ticketId).catch(() => false));
    if (this.#looking.get(socket.id)?.ticket !== ticketId) this.#lookAway(socket);
    if (!may || socket.disconnected) return;
    this.#looking.set(socket.id, { ticket: ticketId, name: person.name });
    await socket.join(lookersOf(ticketId));
    this.#tellLookers(ticketId);
  }

  #lookAway(socket: DeskSocket): void {
    const before = this.#looking.get(socket.id);
    if (!before) return;
    this.#looking.delete(socket.id);
    void socket.leave(lookersOf(before.ticket));
    this.#tellLookers(before.ticket);
  }

  #tellLookers(ticketId: string): void {
    const names = [...this.#looking.values()].flatMap(({ ticket, name }) => (ticket === ticketId ? [name] : []));
    this.#server.to(lookersOf(ticketId)).emit('ticket:looked', { id: ticketId, names: [...new Set(names)] });
  }
}

const lookersOf = (ticketId: string): string => `looks:${ticketId}`;

function tokenIn(socket: DeskSocket): string | undefined {
  const given = (socket.handshake.auth as { token?: unknown }).token;
  if (typeof given === 'string') return given;
  return new RegExp(`(?:^|; )${SESSION_COOKIE}=([^;]+)`).exec(socket.handshake.headers.cookie ?? '')?.[1];
}

/** A page of another site may not open our socket with her cookie; programs send no Origin. */
function sameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
