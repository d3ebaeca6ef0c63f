import os from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { readConfig } from '@hotline/platform';
import { databaseUrl } from '../../../server/src/postgres/index.ts';
import { Hotline, root } from '../../../tests/kit/hotline.ts';
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
  for (const [name, { per, bare, amount, round }] of Object.entries(channels)) {
    if (values.only !== undefined && values.only !== name) continue;
    console.log(`\n${amount} ${per} a round, load ${os.loadavg()[0]?.toFixed(2)}`);
    console.log(`| round | ours, 1/s | ${bare}, 1/s | ours of bare |\n| --- | --- | --- | --- |`);
    const shares: number[] = [];
    for (let n = 1; n <= Number(values.rounds); n += 1) {
      const found = await round({ api, count, siteUrl: hotline.siteUrl }, n, amount);
      shares.push(found.ours / found.bare);
      console.log(`| ${n} | ${found.ours.toFixed(0)} | ${found.bare.toFixed(0)} | ${((100 * found.ours) / found.bare).toFixed(1)} % |`);
    }
    const middle = shares.sort((a, b) => a - b)[Math.floor(shares.length / 2)] ?? NaN;
    console.log(`rows with audit, event, seals and a receipt queued: ${(100 * middle).toFixed(1)} % of ${bare} (median)`);
  }
} finally {
  await database.end();
  await hotline.stop();
}
