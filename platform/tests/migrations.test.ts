import { describe, expect, test } from 'vitest';
import { bringUpToDate } from '@hotline/platform';
import { allMigrations, emptyDatabase } from '../src/test-kit/index.ts';

describe('migrations (CASES, drizzle-orm#874)', () => {
  test('two apps that start at once on an empty database both succeed, and each migration is recorded once', async () => {
    const database = await emptyDatabase('platform-migrations-twice');
    const all = allMigrations();
    await Promise.all([bringUpToDate(database.url, all), bringUpToDate(database.url, all)]);
    for (const { schema } of all) {
      const rows = await database.sql<{ hash: string }>(`select hash from migrations.${schema}`);
      expect([schema, rows.length]).toEqual([schema, new Set(rows.map(({ hash }) => hash)).size]);
      expect(rows.length).toBeGreaterThan(0);
    }
    await database.close();
  });

  test('a second start changes nothing', async () => {
    const database = await emptyDatabase('platform-migrations-again');
    await bringUpToDate(database.url, allMigrations());
    const before = await database.sql('select * from migrations.platform');
    await bringUpToDate(database.url, allMigrations());
    expect(await database.sql('select * from migrations.platform')).toEqual(before);
    await database.close();
  });

  test("a start that was cut off in the middle of a package's migrations leaves nothing of them", async () => {
    const database = await emptyDatabase('platform-migrations-cut');
    // The package's last table is there already, so that its transaction fails after the first ones.
    await database.sql('create schema platform; create table platform.clock_seen (one integer)');
    const [first] = allMigrations();
    await expect(bringUpToDate(database.url, first ? [first] : [])).rejects.toThrow();
    expect(await database.sql("select to_regclass('platform.audit') as audit")).toEqual([{ audit: null }]);
    await database.sql('drop schema platform cascade');
    await bringUpToDate(database.url, allMigrations());
    expect(await database.sql("select to_regclass('platform.audit') is not null as there")).toEqual([{ there: true }]);
    await database.close();
  });
});
