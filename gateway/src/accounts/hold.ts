import { type Clock, type Database, type KeyRing, seal, unseal } from '@hotline/platform';
import { and, asc, eq, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import type { Hold } from '../channel.ts';
import { held } from '../tables/account.ts';

/** How long a key is known after it is done with: carriers send again what they think unanswered within minutes. */
const REMEMBERED_MS = 86_400_000;

/** The things that one account's channel keeps until they are whole, sealed like a message. */
export function holdOf({ database, clock, ring }: { database: Database; clock: Clock; ring: KeyRing }, accountId: string): Hold {
  const { db } = database;
  const about = (key: string): string => `held:${accountId}:${key}`;
  return {
    keep: async (key, value) => {
      const row = { accountId, key, at: clock.now(), sealed: seal(ring, about(key), JSON.stringify(value)) };
      const made = await db.insert(held).values(row).onConflictDoNothing().returning({ key: held.key });
      return made.length > 0;
    },
    all: async () => {
      const rows = await db
        .select()
        .from(held)
        .where(and(eq(held.accountId, accountId), isNotNull(held.sealed)))
        .orderBy(asc(held.at), asc(held.key));
      return rows.map(({ key, at, sealed }) => ({ key, at, value: JSON.parse(unseal(ring, about(key), sealed ?? '')) as unknown }));
    },
    done: async (keys) => {
      await db
        .update(held)
        .set({ sealed: null, at: clock.now() })
        .where(and(eq(held.accountId, accountId), inArray(held.key, [...keys])));
      const old = lt(held.at, new Date(clock.now().getTime() - REMEMBERED_MS));
      await db.delete(held).where(and(eq(held.accountId, accountId), isNull(held.sealed), old));
    },
  };
}
