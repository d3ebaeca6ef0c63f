import os from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { readConfig } from '@hotline/platform';
import { databaseUrl } from '../../../server/src/postgres/index.ts';
import { Hotline, root } from '../../../tests/kit/hotline.ts';
import { watchCpu } from '../cpu.ts';
import { mailRound } from './mails.ts';
import { pushRound } from './pushes.ts';
import { textRound } from './texts.ts';

/** Messages per second of each channel to rows, each against a bare peer in the same run. */
const { values } = parseArgs({
  options: {
    mails: { type: 'string', default: '500' },
    texts: { type: 'string', default: '2000' },
    pushes: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
  },
});

type Api = Awaited<ReturnType<Hotline['desk']>>['api'];
export interface BenchGround {
  /** The administrator's. */
  readonly api: Api;
  /** Where peers push to. */
  readonly siteUrl: string;
  /** Messages that came in at an account. */
  readonly count: (account: string) => Promise<number>;
  /** Begins to count the processor's time; the returned function gives the milliseconds used since then. */
  readonly watch: () => () => Used;
}

interface Used {
  readonly app: number;
  readonly postgres: number;
}

/** What one round found. */
export interface Round {
  /** Messages a second to a row and its acknowledgement. */
  readonly ours: number;
  readonly bare: number;
  /** Messages a second until the last receipt was out as well, where the peer counts them. */
  readonly receipts?: number;
  readonly used: Used;
}

const channels = {
  mails: { per: 'mails', bare: 'a bare fetch', amount: Number(values.mails), round: mailRound },
  texts: { per: 'CMPP texts (window 32)', bare: 'a peer that only answers', amount: Number(values.texts), round: textRound },
  pushes: { per: 'encrypted WeChat pushes', bare: 'a peer that only answers', amount: Number(values.pushes), round: pushRound },
} as const;

const hotline = await Hotline.open({ HOTLINE_LOG_LEVEL: 'warn' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void hotline.stop().finally(() => process.exit(130)));
const database = new pg.Client({ connectionString: databaseUrl(readConfig(hotline.environment, root)) });
const countIn = "select count(*) as n from gateway.message where direction = 'in' and account_id = $1";
try {
  await database.connect();
  const { api } = await hotline.desk('admin1');
  const count = async (account: string): Promise<number> => Number((await database.query<{ n: string }>(countIn, [account])).rows[0]?.n);
  const { processes } = await hotline.status();
  const watch = (): (() => Used) => {
    const began = performance.now();
    const [app, postgres] = [processes.app?.pid ?? 0, processes.postgres?.pid ?? 0];
    const shares = watchCpu({ app: { pid: app }, postgres: { pid: postgres, withChildren: true } });
    return () => {
      const ms = performance.now() - began;
      const used = shares();
      return { app: ((used.app ?? 0) * ms) / 100, postgres: ((used.postgres ?? 0) * ms) / 100 };
    };
  };
  for (const [name, { per, bare, amount, round }] of Object.entries(channels)) {
    if (values.only !== undefined && values.only !== name) continue;
    console.log(`\n${amount} ${per} a round, load ${os.loadavg()[0]?.toFixed(2)}`);
    const titles = ['round', 'ours, 1/s', 'with its receipt out, 1/s', `${bare}, 1/s`, 'ours of bare', 'app, ms of CPU each', 'PostgreSQL'];
    console.log(`| ${titles.join(' | ')} |\n|${' --- |'.repeat(titles.length)}`);
    const shares: number[] = [];
    for (let n = 1; n <= Number(values.rounds); n += 1) {
      const found = await round({ api, count, siteUrl: hotline.siteUrl, watch }, n, amount);
      shares.push(found.ours / found.bare);
      const [ours, receipts, plain] = [found.ours, found.receipts, found.bare].map((one) => one?.toFixed(0) ?? '');
      const share = `${((100 * found.ours) / found.bare).toFixed(1)} %`;
      const each = [found.used.app, found.used.postgres].map((ms) => (ms / amount).toFixed(2));
      console.log(`| ${[n, ours, receipts, plain, share, ...each].join(' | ')} |`);
    }
    const middle = shares.sort((a, b) => a - b)[Math.floor(shares.length / 2)] ?? NaN;
    console.log(`rows with audit, event, seals and a receipt queued: ${(100 * middle).toFixed(1)} % of ${bare} (median)`);
  }
  // as fast as it was, nothing may be missing in the audit
  const { code, output } = await hotline.command('scripts/verify.ts');
  console.log(`\n${output.trim()}`);
  process.exitCode = code ?? 1;
} finally {
  await database.end();
  await hotline.stop();
}
