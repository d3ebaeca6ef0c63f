import type { Clock, Database, Log } from '@hotline/platform';
import { sql } from 'drizzle-orm';

/** Real milliseconds between two writings; a process that is killed forgets as much. */
const WRITE_MS = 1_000;

interface Seen {
  in?: Date;
  out?: Date;
}

/**
 * When something last came in at an account or went out of it. Gathered here and written apart from the messages: in their own
 * transactions all messages of an account would wait for one row.
 */
export class Traffic {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #log: Log;
  #seen = new Map<string, Seen>();
  #timer: NodeJS.Timeout | undefined;

  constructor({ database, clock, log }: { readonly database: Database; readonly clock: Clock; readonly log: Log }) {
    this.#database = database;
    this.#clock = clock;
    this.#log = log;
  }

  saw(accountId: string, way: keyof Seen): void {
    this.#seen.set(accountId, { ...this.#seen.get(accountId), [way]: this.#clock.now() });
    this.#timer ??= setTimeout(() => void this.write(), WRITE_MS);
  }

  /** Writes what was seen since the last time; what cannot be written now is written with the next. */
  async write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const seen = [...this.#seen].map(([id, at]) => ({ id, came: at.in?.toISOString() ?? null, went: at.out?.toISOString() ?? null }));
    if (seen.length === 0) return;
    const before = this.#seen;
    this.#seen = new Map();
    try {
      await this.#database.db.execute(sql`
        insert into gateway.account_state as kept (account_id, last_in_at, last_out_at)
        select id, came, went from jsonb_to_recordset(${JSON.stringify(seen)}::jsonb) as r(id text, came timestamptz, went timestamptz)
        on conflict (account_id) do update set
          last_in_at = greatest(kept.last_in_at, excluded.last_in_at), last_out_at = greatest(kept.last_out_at, excluded.last_out_at)`);
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'when accounts were last used could not be written; with the next');
      for (const [id, at] of before) this.#seen.set(id, { ...at, ...this.#seen.get(id) });
    }
  }
}
