import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../kit/hotline.ts';
import { House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await House.open('app-ticket-verify');
});
afterAll(() => house.close());

/** What the command says, and how it ends. */
function command(): { code: number | null; verdict: unknown } {
  const { status, stdout } = spawnSync(process.execPath, ['scripts/verify.ts', '--json'], {
    cwd: root,
    env: house.environment,
    encoding: 'utf8',
  });
  return { code: status, verdict: JSON.parse(stdout) };
}

describe('verify knows the tickets too (DESIGN section 10)', () => {
  test('a sound house is sound, and a line and a ticket that were tampered with are named, to the auditor and at the terminal', async () => {
    const [agent, auditor] = [await house.desk('agent1'), await house.desk('audit1')];
    const { items } = await agent.api.categories.list({ query: { q: '供水服务' } });
    const file = () =>
      agent.api.tickets.file({
        body: { type: 'help', category: items[0]?.code ?? '', title: '停水', body: '三号楼没有水', place: { text: '金桂小区' } },
      });
    const [one, other] = [await file(), await file()];
    expect(await auditor.api.audit.verify()).toMatchObject({ ok: true, broken: [] });
    expect(command()).toMatchObject({ code: 0, verdict: { ok: true, broken: [] } });
    await house.database.sql("update ticketing.ticket_log set actor = 'agent2' where ticket_id = $1", [one.id]);
    await house.database.sql('alter table ticketing.ticket disable trigger ticket_is_logged');
    await house.database.sql("update ticketing.ticket set title = '别的事' where id = $1", [other.id]);
    const broken = [
      { table: 'ticketing.ticket_log', id: `${one.id}/1` },
      { table: 'ticketing.ticket', id: other.id },
    ].sort((a, b) => (a.id < b.id ? -1 : 1));
    const found = await auditor.api.audit.verify();
    expect({ ...found, broken: [...found.broken].sort((a, b) => (a.id < b.id ? -1 : 1)) }).toMatchObject({ ok: false, broken });
    expect(command()).toMatchObject({ code: 1, verdict: { ok: false, broken: found.broken } });
  }, 40_000);
});
