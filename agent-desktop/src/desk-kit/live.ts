import { agents, board, calls, type FrameListeners, type MessageListeners, missedCalls, type Route } from '@hotline/contracts';
import { Store } from '@hotline/browser-kit';
import type { QueryClient } from '@tanstack/react-query';
import { io, type Socket } from 'socket.io-client';
import { nameOf } from './ask.ts';

type Line = Socket<FrameListeners, MessageListeners>;
/** Milliseconds that changes of the queue gather before it is asked for again: two hundred agents move more often than an eye reads. */
const BOARD_MS = 800;
/** Milliseconds before a page that was refused tries again; signed out, it is closed by then. */
const AGAIN_MS = 2_000;

/** What the server tells this page. A frame names what moved; the page asks again over HTTP. */
export class Live {
  readonly facts = new Store<{ readonly connected: boolean }>({ connected: true });
  #line: Line | null = null;
  #boardTimer: ReturnType<typeof setTimeout> | undefined;

  open(queries: QueryClient, onPhoneTaken: (tab: string) => void, onRefused: () => void): void {
    this.close();
    const line: Line = io({ withCredentials: true, reconnectionDelay: 500, reconnectionDelayMax: 4_000 });
    this.#line = line;
    const moved = (...rows: Route[]): void => {
      for (const row of rows) void queries.invalidateQueries({ queryKey: [nameOf(row)] });
    };
    line.on('connect', () => {
      this.facts.set({ connected: true });
      void queries.invalidateQueries({ type: 'active' });
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
    line.on('board:changed', () => {
      if (this.#boardTimer !== undefined) return;
      this.#boardTimer = setTimeout(() => {
        this.#boardTimer = undefined;
        moved(board.read, agents.list);
      }, BOARD_MS);
    });
    line.on('phone:taken', ({ tab }) => onPhoneTaken(tab));
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
