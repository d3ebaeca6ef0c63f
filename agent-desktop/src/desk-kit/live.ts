import {
  agents,
  board,
  calls,
  citizens,
  contacts,
  conversations,
  type FrameListeners,
  type MessageListeners,
  missedCalls,
  notices,
  quarantine,
  type Route,
  ticketFiles,
  tickets,
} from '@hotline/contracts';
import { Store } from '@hotline/browser-kit';
import type { Query, QueryClient, QueryFilters } from '@tanstack/react-query';
import { io, type Socket } from 'socket.io-client';
import { nameOf } from './ask.ts';

type Line = Socket<FrameListeners, MessageListeners>;
/** Milliseconds that changes of the queue gather before it is asked for again: two hundred agents move more often than an eye reads. */
const BOARD_MS = 800;
/** Milliseconds that moved tickets gather before lists are asked for again; an open ticket is asked for at once. */
const TICKETS_MS = 400;
/** Milliseconds before a page that was refused tries again; signed out, it is closed by then. */
const AGAIN_MS = 2_000;

/** What the server tells this page. A frame names what moved; the page asks again over HTTP. */
export class Live {
  readonly facts = new Store<{ readonly connected: boolean }>({ connected: true });
  /** Who looks at the ticket that this page has open, by name. */
  readonly lookers = new Store<{ readonly id: string | null; readonly names: readonly string[] }>({ id: null, names: [] });
  readonly #draftListeners = new Set<FrameListeners['draft:saved']>();
  #line: Line | null = null;
  #lookedAt: string | null = null;

  open(queries: QueryClient, onPhoneTaken: (tab: string) => void, onRefused: () => void): void {
    this.close();
    const line: Line = io({ withCredentials: true, reconnectionDelay: 500, reconnectionDelayMax: 4_000 });
    this.#line = line;
    const moved = (...rows: Route[]): void => {
      for (const row of rows) askAgain(queries, { queryKey: [nameOf(row)] });
    };
    line.on('connect', () => {
      this.facts.set({ connected: true });
      if (this.#lookedAt !== null) line.emit('ticket:look', { id: this.#lookedAt });
      askAgain(queries, { type: 'active' });
    });
    line.on('disconnect', (reason) => {
      this.facts.set({ connected: false });
      // a revoked right or an ended session: the server closed it and socket.io will not come back by itself
      if (reason !== 'io server disconnect') return;
      onRefused();
      this.#again(line);
    });
    line.on('connect_error', () => {
      this.facts.set({ connected: false });
      // refused by the server (a session that is gone, a database that is away): socket.io gives up there
      if (!line.active) this.#again(line);
    });
    line.on('call:moved', () => moved(agents.me, calls.list, calls.read, calls.history));
    line.on('me:moved', () => moved(agents.me));
    line.on('missed:changed', () => moved(missedCalls.list, board.read));
    line.on(
      'board:changed',
      gathered(BOARD_MS, () => moved(board.read, agents.list)),
    );
    line.on('phone:taken', ({ tab }) => onPhoneTaken(tab));
    line.on('draft:saved', (frame) => {
      for (const tell of [...this.#draftListeners]) tell(frame);
    });
    const listsMoved = gathered(TICKETS_MS, () => moved(tickets.list, tickets.counts, citizens.history));
    const ticketMoved = ({ id }: { id: string }): void => {
      askAgain(queries, { predicate: isAbout(id) });
      listsMoved();
    };
    line.on('ticket:moved', ticketMoved);
    line.on('ticket:signalled', ticketMoved);
    line.on('ticket:looked', (frame) => frame.id === this.#lookedAt && this.lookers.set(frame));
    hearMessages(line, queries, moved);
    line.on('contact:changed', () => moved(contacts.of, citizens.history));
    line.on('notice:new', () => moved(notices.list));
  }

  /** This page has a ticket open now, or none: those who have it open too see each other's names. */
  look(id: string | null): void {
    this.#lookedAt = id;
    this.lookers.set({ id, names: [] });
    this.#line?.emit('ticket:look', { id });
  }

  /** A draft of mine was saved: here, in another tab, in another browser. */
  hearDrafts(listener: FrameListeners['draft:saved']): () => void {
    this.#draftListeners.add(listener);
    return () => this.#draftListeners.delete(listener);
  }

  tellPhoneTaken(tab: string): void {
    this.#line?.emit('phone:take', { tab });
  }

  #again(line: Line): void {
    setTimeout(() => this.#line === line && line.connect(), AGAIN_MS);
  }

  close(): void {
    this.#line?.disconnect();
    this.#line = null;
  }
}

/** What citizens write, and how ours fare. */
function hearMessages(line: Line, queries: QueryClient, moved: (...rows: Route[]) => void): void {
  const countsMoved = gathered(BOARD_MS, () => moved(conversations.counts));
  line.on('message:arrived', ({ conversationId }) => {
    moved(conversations.list, tickets.timeline, ticketFiles.list, citizens.history);
    countsMoved();
    askAgain(queries, { queryKey: [nameOf(conversations.read), { params: { id: conversationId } }] });
  });
  line.on('conversation:moved', () => {
    moved(conversations.list, conversations.read);
    countsMoved();
  });
  line.on('conversation:signalled', ({ id }) => {
    moved(conversations.list);
    countsMoved();
    askAgain(queries, { queryKey: [nameOf(conversations.read), { params: { id } }] });
  });
  line.on('delivery:moved', () => moved(conversations.read, tickets.timeline));
  line.on('quarantine:changed', () => moved(quarantine.list));
}

/** Reads of one ticket, whether it was asked for by id or by number; thousands of others move meanwhile. */
const isAbout =
  (id: string) =>
  ({ queryKey: [name, sent], state }: Query): boolean =>
    (name === nameOf(tickets.read) && (state.data as { id?: string } | undefined)?.id === id) ||
    (name === nameOf(tickets.timeline) && (sent as { params: { id: string } }).params.id === id);

/**
 * Asks again for what these queries showed. One that is asking for the first time is left asking by the library, and its answer may
 * be from before the change: it is asked once more when that is here.
 */
export function askAgain(queries: QueryClient, which: QueryFilters): void {
  const first = queries
    .getQueryCache()
    .findAll({ ...which, fetchStatus: 'fetching' })
    .filter(({ state }) => state.data === undefined);
  void queries.invalidateQueries(which);
  for (const query of first)
    void query.promise?.then(
      () => queries.invalidateQueries({ predicate: (one) => one === query }),
      () => undefined,
    );
}

/** Many calls within the time become one deed at its end. */
function gathered(ms: number, deed: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      deed();
    }, ms);
  };
}
