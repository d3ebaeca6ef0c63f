import { type AuditBook, type Clock, type Database, hotlineItself, type KeyRing, type Log, unseal } from '@hotline/platform';
import { eq } from 'drizzle-orm';
import type { Line, Standing } from '../channel.ts';
import { channelOf } from '../channels.ts';
import type { IntakeDesk } from '../intake/intake-desk.ts';
import type { GatewayPorts } from '../ports.ts';
import { account, type AccountRow, accountState } from '../tables/account.ts';
import type { Sending } from '../delivery/sending.ts';
import { aboutSecrets } from './account-desk.ts';
import { holdOf } from './hold.ts';
import { isThere, type SimulatedAccount } from './simulated.ts';

export interface LineNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditBook;
  readonly ring: KeyRing;
  readonly log: Log;
  readonly intake: IntakeDesk;
  readonly sending: Sending;
  readonly retryScale: number;
  readonly programs: string;
  readonly ports: GatewayPorts;
  readonly simulated?: readonly SimulatedAccount[];
}

/** A QR code of more is too dense for a telephone. */
const LONGEST_SCAN = 500;

/** The open lines, one for each active account. One that cannot be opened disturbs no other. */
export class Lines {
  readonly #need: LineNeeds;
  readonly #open = new Map<string, Line>();
  /** Changes of one account are made one after the other. */
  readonly #turns = new Map<string, Promise<void>>();
  #stopped = false;

  constructor(need: LineNeeds) {
    this.#need = need;
  }

  async start(): Promise<void> {
    for (const { id } of await this.#need.database.db.select({ id: account.id }).from(account)) this.renew(id);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#turns.values());
    await Promise.all([...this.#open.values()].map((line) => line.stop()));
  }

  of(accountId: string): Line | undefined {
    return this.#open.get(accountId);
  }

  /** Closes the account's line and opens it as its row says now. */
  renew(id: string): void {
    const turn = (this.#turns.get(id) ?? Promise.resolve())
      .then(() => this.#renew(id))
      .catch(async (error: unknown) => {
        this.#need.log.warn({ account: id, error: String(error) }, 'an account could not be opened');
        await this.#stands(id, { connected: false, trouble: String(error) }).catch(() => undefined);
      });
    this.#turns.set(id, turn);
  }

  async #renew(id: string): Promise<void> {
    await this.#open.get(id)?.stop();
    this.#open.delete(id);
    await this.#cut(id);
    const [row] = await this.#need.database.db.select().from(account).where(eq(account.id, id));
    if (this.#stopped || !row?.active || row.secretsSealed === null || !isThere(row, this.#need.simulated)) return;
    const line = this.#lineOf(row, row.secretsSealed);
    this.#open.set(id, line);
    line.start();
  }

  /** Nothing is connected until the line says so: a process that was killed left its word behind. */
  async #cut(accountId: string): Promise<void> {
    await this.#need.database.db
      .update(accountState)
      .set({ connectedSince: null, scan: null })
      .where(eq(accountState.accountId, accountId));
  }

  #lineOf(row: AccountRow, sealed: string): Line {
    const { database, clock, audit, ring, log, intake, sending, retryScale, programs, ports } = this.#need;
    const { id } = row;
    const channel = channelOf(row.kind);
    return channel.open({
      accountId: id,
      settings: channel.settings.parse(row.settings),
      secrets: channel.secrets.parse(JSON.parse(unseal(ring, aboutSecrets(id), sealed))),
      retryScale,
      programs,
      fax: ports.fax,
      log,
      now: () => clock.now(),
      hold: holdOf({ database, clock, ring }, id),
      report: async (report) => {
        if (!(await sending.reported(id, report)))
          log.info({ account: id, state: report.state }, 'a carrier reports on a message that is none of ours');
      },
      take: async (arrival) => void (await intake.take(arrival)),
      place: {
        get: async () => (await database.db.select({ at: account.readUpTo }).from(account).where(eq(account.id, id)))[0]?.at ?? undefined,
        set: async (readUpTo) => void (await database.db.update(account).set({ readUpTo }).where(eq(account.id, id))),
      },
      audit: (action, details) =>
        database.db.transaction(async (tx) => {
          await audit.write(tx, hotlineItself, { action, object: `account:${id}`, details });
        }),
      stands: (state) => this.#stands(id, state),
    });
  }

  async #stands(accountId: string, { connected, trouble, scan }: Standing): Promise<void> {
    const now = this.#need.clock.now();
    const words = trouble ?? (connected ? null : '');
    const state = {
      connectedSince: connected ? now : null,
      trouble: words && words.slice(0, 300),
      troubleAt: words === null ? null : now,
      scan: scan !== undefined && scan.length <= LONGEST_SCAN ? scan : null,
    };
    await this.#need.database.db
      .insert(accountState)
      .values({ accountId, ...state })
      .onConflictDoUpdate({ target: accountState.accountId, set: state });
  }
}
