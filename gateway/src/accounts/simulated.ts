import type { MessageChannelName } from '@hotline/contracts';
import { type AuditBook, type Database, hotlineItself, type KeyRing, seal } from '@hotline/platform';
import { and, eq, ne } from 'drizzle-orm';
import { channelOf } from '../channels.ts';
import { account } from '../tables/account.ts';
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

/**
 * Before the lines open: a house that has no account of a kind gets the simulated one, one that has it is told where the simulator is today, and
 * a house without simulators has none that tries to reach them.
 */
export async function keepSimulated({ database, ring, audit }: SimulatedNeeds, all: readonly SimulatedAccount[]): Promise<void> {
  await database.db.transaction(async (tx) => {
    if (all.length === 0)
      await tx
        .update(account)
        .set({ active: false })
        .where(and(eq(account.simulated, true), eq(account.active, true)));
    for (const { id, kind, name, settings, secrets } of all) {
      const channel = channelOf(kind);
      const told = {
        settings: channel.settings.parse(settings) as Record<string, unknown>,
        secretsSealed: seal(ring, aboutSecrets(id), JSON.stringify(channel.secrets.parse(secrets))),
      };
      const [real] = await tx
        .select({ id: account.id })
        .from(account)
        .where(and(eq(account.kind, kind), ne(account.id, id)))
        .limit(1);
      const [known] = await tx.select({ simulated: account.simulated }).from(account).where(eq(account.id, id));
      if (known)
        await tx
          .update(account)
          .set({ ...told, active: !real })
          .where(and(eq(account.id, id), eq(account.simulated, true)));
      if (known || real) continue;
      await tx.insert(account).values({ id, kind, name, ...told, simulated: true });
      await audit.write(tx, hotlineItself, { action: 'account.put', object: `account:${id}`, details: { kind, simulated: true } });
    }
  });
}
