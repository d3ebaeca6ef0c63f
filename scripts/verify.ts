import { verifyAudit } from '@hotline/platform';
import { runCommand, withHouse } from './house/open-database.ts';

/** `npm run -s verify [-- --json]`: recomputes the whole audit. Exits 0 sound, 1 broken, 2 no database. */
await runCommand(async () => {
  const verdict = await withHouse(({ database, ring }) => verifyAudit(database.db, ring));
  if (process.argv.includes('--json')) console.log(JSON.stringify(verdict));
  else {
    console.log(
      `${verdict.ok ? '✓ 审计链完好 The audit is sound' : '✗ 审计记录被改动 The audit was tampered with'}: 已封存 sealed ${verdict.sealed}, 未封存 unsealed ${verdict.unsealed}`,
    );
    for (const { table, id } of verdict.broken) console.log(`  ${table} id ${id}`);
  }
  process.exitCode = verdict.ok ? 0 : 1;
});
