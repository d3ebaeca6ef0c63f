import { type AccountView, type MessageChannelName, Problem } from '@hotline/contracts';
import { type AuditBook, type Clock, type Database, type KeyRing, type Person, seal, type Tx } from '@hotline/platform';
import { and, asc, count, eq, isNotNull, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { channelOf } from '../channels.ts';
import { account, type AccountRow, accountState, type AccountStateRow } from '../tables/account.ts';
import { conversation } from '../tables/message.ts';

export interface AccountNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditBook;
  readonly ring: KeyRing;
  /** The line of this account is opened anew, as its row says now. */
  readonly changed: (id: string) => void;
}

interface AccountOrder {
  readonly kind: MessageChannelName;
  readonly name?: string | undefined;
  readonly active: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, unknown>> | undefined;
}

export const aboutSecrets = (id: string): string => `account:${id}:secrets`;

/** Accounts of the channels: set up by the administrator, who writes secrets and never reads them back. */
export class AccountDesk {
  readonly #need: AccountNeeds;

  constructor(need: AccountNeeds) {
    this.#need = need;
  }

  async list(): Promise<{ items: AccountView[] }> {
    const rows = await this.#need.database.db
      .select()
      .from(account)
      .leftJoin(accountState, eq(accountState.accountId, account.id))
      .orderBy(asc(account.id));
    const now = this.#need.clock.now();
    const waiting = await this.#waiting(now);
    return { items: rows.map((row) => viewOf(row.account, row.account_state, now, waiting.get(row.account.id))) };
  }

  /** How many conversations wait, by account. */
  async #waiting(now: Date, id?: string): Promise<Map<string, Waiting>> {
    const rows = await this.#need.database.db
      .select({
        id: conversation.accountId,
        waiting: count(),
        overdue: sql<number>`count(*) filter (where ${conversation.dueAt} <= ${now.toISOString()}::timestamptz)::int`,
      })
      .from(conversation)
      .where(and(isNotNull(conversation.dueAt), id === undefined ? undefined : eq(conversation.accountId, id)))
      .groupBy(conversation.accountId);
    return new Map(rows.map(({ id: of, ...counted }) => [of, counted]));
  }

  async put(me: Person, id: string, { kind, name, active, settings, secrets }: AccountOrder): Promise<AccountView> {
    const { database, audit, ring, changed } = this.#need;
    const channel = channelOf(kind);
    const fit = checked(channel.settings, settings, 'body.settings');
    const sealed =
      secrets === undefined ? undefined : seal(ring, aboutSecrets(id), JSON.stringify(checked(channel.secrets, secrets, 'body.secrets')));
    const row = await database.db.transaction(async (tx) => {
      const [before] = await tx.select().from(account).where(eq(account.id, id)).for('update');
      if (before && before.kind !== kind) throw new Problem('account.kind-fixed', { kind: before.kind });
      if (!before && sealed === undefined) throw new Problem('account.secrets-missing');
      const stepped = before ? [] : await this.#replaceSimulated(tx, me, id, kind);
      const written = {
        name: name ?? before?.name ?? id,
        active,
        settings: fit,
        ...(sealed === undefined ? {} : { secretsSealed: sealed }),
      };
      const [made] = await tx
        .insert(account)
        .values({ id, kind, ...written })
        .onConflictDoUpdate({ target: account.id, set: { ...written, version: sql`${account.version} + 1` } })
        .returning();
      // whether there are new secrets is kept, what they are is not
      await audit.write(tx, me, {
        action: 'account.put',
        object: `account:${id}`,
        details: { kind, active, settings: fit, secrets: sealed !== undefined },
      });
      return made && { made, stepped };
    });
    if (!row) throw new Error('an account that was just written is gone');
    for (const one of [id, ...row.stepped]) changed(one);
    const now = this.#need.clock.now();
    return viewOf(row.made, null, now, (await this.#waiting(now, id)).get(id));
  }

  /** What goes to citizens must not go to the simulator as soon as there is a real account of this kind. Returns whom it sent away. */
  async #replaceSimulated(tx: Tx, me: Person, by: string, kind: MessageChannelName): Promise<string[]> {
    const gone = await tx
      .update(account)
      .set({ active: false, version: sql`${account.version} + 1` })
      .where(and(eq(account.kind, kind), eq(account.simulated, true), eq(account.active, true)))
      .returning({ id: account.id });
    for (const { id } of gone)
      await this.#need.audit.write(tx, me, { action: 'account.replaced', object: `account:${id}`, details: { by } });
    return gone.map(({ id }) => id);
  }
}

/** The settings as the channel's schema has them. Throws `account.settings-wrong`, with each path. */
function checked(schema: z.ZodType, value: unknown, at: string): Record<string, unknown> {
  const read = schema.safeParse(value);
  if (read.success) return read.data as Record<string, unknown>;
  const errors = read.error.issues.map(({ path, message }) => ({ path: [at, ...path].join('.'), message }));
  throw new Problem('account.settings-wrong', { errors });
}

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

interface Waiting {
  readonly waiting: number;
  readonly overdue: number;
}

function viewOf(row: AccountRow, state: AccountStateRow | null, now: Date, counted: Waiting | undefined): AccountView {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    name: row.name,
    active: row.active,
    simulated: row.simulated,
    settings: row.settings,
    hasSecrets: row.secretsSealed !== null,
    connectedSince: iso(state?.connectedSince),
    lastInAt: iso(state?.lastInAt),
    lastOutAt: iso(state?.lastOutAt),
    trouble: state?.trouble ?? null,
    troubleAt: iso(state?.troubleAt),
    scan: row.active ? (state?.scan ?? null) : null,
    isSilent: isSilent(row, state, now),
    waiting: counted?.waiting ?? 0,
    overdue: counted?.overdue ?? 0,
  };
}

/** The alarm “no mail for N minutes”: counted from the last message, or from when the account was connected. */
function isSilent({ active, settings }: AccountRow, state: AccountStateRow | null, now: Date): boolean {
  const minutes = Number(settings['quietMinutes'] ?? 0);
  const since = state?.lastInAt ?? state?.connectedSince;
  return active && minutes > 0 && since !== undefined && since !== null && now.getTime() - since.getTime() > minutes * 60_000;
}
