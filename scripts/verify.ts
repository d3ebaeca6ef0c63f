import { verifyAudit } from '@hotline/platform';
import { verifyTickets } from '@hotline/ticketing';
import { runCommand, withHouse } from './house/open-database.ts';

/** `npm run -s verify [-- --json]`: recomputes the whole audit and the log of every ticket. Exits 0 sound, 1 broken, 2 no database. */
await runCommand(async () => {
  const verdict = await withHouse(async ({ database: { db }, ring }) => {
    const audit = await verifyAudit(db, ring);
    const broken = [...audit.broken, ...(await verifyTickets(db, ring))];
    return { ...audit, ok: broken.length === 0, broken };
  });
  if (process.argv.includes('--json')) console.log(JSON.stringify(verdict));
  else {
    console.log(
      `${verdict.ok ? '✓ 审计链和工单记录完好 Audit and tickets are sound' : '✗ 记录被改动 Records were tampered with'}: 已封存 sealed ${verdict.sealed}, 未封存 unsealed ${verdict.unsealed}`,
    );
    for (const { table, id } of verdict.broken) console.log(`  ${table} id ${id}`);
  }
  process.exitCode = verdict.ok ? 0 : 1;
});
