import { parseArgs } from 'node:util';
import { DEMO_PASSWORD, seedAgents } from '@hotline/people';
import { Refused, runCommand, withHouse } from './house/open-database.ts';

/** agent1001 would need 工号 2001, which is callback1's. */
const MOST_AGENTS = 1_000;

function wanted(): number {
  const { values } = parseArgs({
    options: { agents: { type: 'string' }, size: { type: 'string' } },
    allowPositionals: true,
    strict: false,
  });
  if (values.size !== undefined)
    throw new Refused('--size 还没有 --size is not there yet: tickets come with a later version. Use --agents N.');
  const agents = Number(values.agents);
  if (!Number.isInteger(agents) || agents < 1 || agents > MOST_AGENTS)
    throw new Refused(`用法 Usage: npm run seed -- --agents N (1–${MOST_AGENTS}; N 为坐席总数 N agents in all)`);
  return agents;
}

/** `npm run seed -- --agents N`: more demo agents for a trial. */
await runCommand(async () => {
  const agents = wanted();
  const made = await withHouse(async ({ config, database, audit }) => {
    if (!config.demo) throw new Refused('HOTLINE_DEMO=0:演示账号只在演示模式下生成 Demo accounts are made in the demo only.');
    return seedAgents(database.db, audit, agents);
  });
  if (made.length === 0) console.log('agent1–agent6 已随演示提供 are already there; ask for more than six.');
  else
    console.log(
      `坐席 Agents ${made[0]}–${made.at(-1)}(工号 from 1007), 密码 password ${DEMO_PASSWORD}; 十秒内生效 known to the hotline within 10 s`,
    );
});
