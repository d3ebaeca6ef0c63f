import { setTimeout as pause } from 'node:timers/promises';
import type { EventName, EventPayload } from '@hotline/contracts';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import type { Database } from '../database/database.ts';
import type { Log } from '../log/log.ts';

export interface Happened<N extends EventName = EventName> {
  readonly id: number;
  readonly name: N;
  readonly payload: EventPayload<N>;
}

const BATCH = 500;
/** When a notification is lost (a reconnect), the next look comes after so many milliseconds. */
const LOOK_MS = 1_000;

/** Looks are so many milliseconds apart at least: a busy hour has a hundred commits a second, and one look reads what all of them told. */
const APART_MS = 10;

/** How far a reader has come is written down so often at most: after a restart it reads what came since then a second time. */
const REMEMBER_MS = 1_000;

interface Place {
  readonly xid: string;
  readonly id: string;
}

/**
 * Reads events under a name, in commit order, at least once. An event counts as readable when its transaction is older than every
 * running one: a serial number says when it was begun, not when it was committed.
 */
export class EventReader {
  readonly #database: Database;
  readonly #reader: string;
  readonly #handle: (happened: readonly Happened[]) => Promise<void> | void;
  readonly #log: Log;
  readonly #apartMs: number;
  readonly #lookMs: number;
  #wake: () => void = () => undefined;
  #isWoken = false;
  #stopped = false;
  #running: Promise<void> | undefined;
  #place: Place | undefined;
  #remembered: Place | undefined;
  #rememberedAt = 0;

  constructor(
    database: Database,
    reader: string,
    log: Log,
    handle: (happened: readonly Happened[]) => Promise<void> | void,
    { apartMs = APART_MS, lookMs = LOOK_MS }: { readonly apartMs?: number; readonly lookMs?: number } = {},
  ) {
    this.#apartMs = apartMs;
    this.#lookMs = lookMs;
    this.#database = database;
    this.#reader = reader;
    this.#handle = handle;
    this.#log = log;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Looks now instead of at the next beat; the listener calls it at each NOTIFY. */
  wake(): void {
    this.#isWoken = true;
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const looked = performance.now();
      this.#isWoken = false;
      try {
        while ((await this.#readSome()) === BATCH);
        if (this.#stopped || performance.now() - this.#rememberedAt > REMEMBER_MS) await this.#remember();
      } catch (error) {
        this.#log.debug({ error: String(error), reader: this.#reader }, 'events could not be read; trying again');
      }
      if (this.#stopped) return;
      await this.#untilWoken();
      await pause(Math.max(0, this.#apartMs - (performance.now() - looked)));
    }
  }

  async #untilWoken(): Promise<void> {
    // Whatever was told while it read may have come too late for that.
    if (this.#isWoken) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#lookMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #readSome(): Promise<number> {
    const { xid, id } = (this.#place ??= await this.#recall());
    const { rows } = await this.#database.pool.query<{ id: string; xid: string; name: EventName; payload: never }>({
      name: 'events after',
      text: `select id, xid::text as xid, name, payload from platform.event
        where (xid, id) > ($1::xid8, $2::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot()) order by xid, id limit ${BATCH}`,
      values: [xid, id],
    });
    const last = rows.at(-1);
    if (!last) return 0;
    await this.#handle(rows.map((row) => ({ id: Number(row.id), name: row.name, payload: row.payload })));
    this.#place = { xid: last.xid, id: last.id };
    return rows.length;
  }

  /** Where it stopped the last time; a new reader begins with what happens from now on. */
  async #recall(): Promise<Place> {
    const { db } = this.#database;
    await db.execute(sql`insert into platform.event_cursor (reader, xid, id)
      values (${this.#reader}, pg_snapshot_xmin(pg_current_snapshot()), 0) on conflict do nothing`);
    const { rows } = await db.execute<{ xid: string; id: string }>(
      sql`select xid::text as xid, id from platform.event_cursor where reader = ${this.#reader}`,
    );
    const [place] = rows;
    if (!place) throw new Error(`the reader ${this.#reader} has no cursor`);
    this.#remembered = place;
    return place;
  }

  async #remember(): Promise<void> {
    const place = this.#place;
    if (!place || place === this.#remembered) return;
    const { xid, id } = place;
    await this.#database.db.execute(sql`update platform.event_cursor set xid = ${xid}::xid8, id = ${id} where reader = ${this.#reader}`);
    this.#remembered = place;
    this.#rememberedAt = performance.now();
  }
}

/** Listens for NOTIFY on a connection of its own and wakes the readers; reconnects by itself. */
export function listenForEvents(url: string, wake: () => void): { stop(): Promise<void> } {
  let client: pg.Client | undefined;
  let stopped = false;
  const listen = async (): Promise<void> => {
    client = new pg.Client({ connectionString: url });
    const over = new Promise<void>((resolve) => {
      client?.on('error', () => resolve());
      client?.on('end', () => resolve());
    });
    client.on('notification', wake);
    await client.connect();
    await client.query('listen hotline_event');
    wake();
    await over;
  };
  const running = (async () => {
    while (!stopped) {
      await listen().catch(() => undefined);
      await client?.end().catch(() => undefined);
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, 500));
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await client?.end().catch(() => undefined);
      await running;
    },
  };
}
