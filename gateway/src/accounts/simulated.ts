import { isDeepStrictEqual } from 'node:util';
import type { MessageChannelName } from '@hotline/contracts';
import { type AuditBook, type Database, hotlineItself, type KeyRing, seal, unseal } from '@hotline/platform';
import { eq } from 'drizzle-orm';
import { channelOf } from '../channels.ts';
import { account, type AccountRow } from '../tables/account.ts';
import { aboutSecrets } from './account-desk.ts';

/** An account whose other side is the simulator, as that says how it is reached. */
export interface SimulatedAccount {
  readonly id: string;
  readonly kind: MessageChannelName;
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
}

interface SimulatedNeeds {
  readonly database: Database;
  readonly ring: KeyRing;
  readonly audit: AuditBook;
}

/** Whether the other side of an account is there: a house without simulators keeps a simulated account as it is, and does not use it. */
export const isThere = (one: { readonly id: string; readonly simulated: boolean }, all: readonly SimulatedAccount[] = []): boolean =>
  !one.simulated || all.some(({ id }) => id === one.id);

/**
 * Before the lines open: a house that has no account of a kind gets the simulated one, and one that has it is told where the simulator is today.
 * Whether it is in use is the administrator's to say.
 */
export async function keepSimulated({ database, ring, audit }: SimulatedNeeds, all: readonly SimulatedAccount[]): Promise<void> {
  await database.db.transaction(async (tx) => {
    for (const { id, kind, name, settings, secrets } of all) {
      const channel = channelOf(kind);
      const told = channel.settings.parse(settings) as Record<string, unknown>;
      const secretText = JSON.stringify(channel.secrets.parse(secrets));
      const ofKind = await tx.select().from(account).where(eq(account.kind, kind)).orderBy(account.id).for('update');
      const known = ofKind.find((one) => one.id === id);
      if (known ? !known.simulated || isAsTold(ring, known, told, secretText) : ofKind.length > 0) continue;
      const row = { settings: told, secretsSealed: seal(ring, aboutSecrets(id), secretText) };
      if (known) await tx.update(account).set(row).where(eq(account.id, id));
      else await tx.insert(account).values({ id, kind, name, ...row, simulated: true });
      await audit.write(tx, hotlineItself, {
        action: 'account.put',
        object: `account:${id}`,
        details: { kind, simulated: true, settings: told },
      });
    }
  });
}

const isAsTold = (ring: KeyRing, { id, settings, secretsSealed }: AccountRow, told: Record<string, unknown>, secrets: string): boolean =>
  isDeepStrictEqual(settings, told) && secretsSealed !== null && unseal(ring, aboutSecrets(id), secretsSealed) === secrets;
