import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { databaseUrl } from '../../../server/src/postgres/index.ts';
import { readConfig } from '@hotline/platform';
import { Hotline, root } from '../../../tests/kit/hotline.ts';
import { inventFilings, rawSql, type Rate, throughHttp } from './filing.ts';
import { plansOf } from './plans.ts';
import { readAll, type Reading } from './reading.ts';

/** The aims: HTTP at least so much of raw SQL; reads at most so much slower at the large size. */
const AIM_OF_RAW = 0.3;
const MOST_GROWTH = 2;
const ROUNDS = 3;
/** So long must no vacuum run before reads are measured. */
const QUIET_SECONDS = 10;
const MOST_SETTLING_MS = 600_000;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    small: { type: 'string', default: '10000' },
    large: { type: 'string', default: '1000000' },
    only: { type: 'string', default: 'filing,reading' },
  },
});
const median = (rates: readonly Rate[]): number =>
  rates.map(({ perSecond }) => perSecond).sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? NaN;
const load = (): string =>
  os
    .loadavg()
    .map((value) => value.toFixed(2))
    .join(' ');

async function filing(hotline: Hotline, url: string): Promise<void> {
  const filings = inventFilings(2_000);
  const seconds = Number(values.seconds);
  await throughHttp(hotline, filings, 2);
  const http: Rate[] = [];
  const raw: Rate[] = [];
  console.log(
    `\nA full ticket, 8 clients, ${seconds} s a round (load ${load()})\n| round | HTTP tickets/s | failed | raw SQL tickets/s | failed |\n| --- | --- | --- | --- | --- |`,
  );
  for (let round = 1; round <= ROUNDS; round += 1) {
    const [one, other] = [await throughHttp(hotline, filings, seconds), await rawSql(url, seconds, round)];
    http.push(one);
    raw.push(other);
    console.log(`| ${round} | ${one.perSecond.toFixed(0)} | ${one.failed} | ${other.perSecond.toFixed(0)} | ${other.failed} |`);
  }
  const share = median(http) / median(raw);
  console.log(
    `HTTP does ${(100 * share).toFixed(0)} % of raw SQL (aim: ${100 * AIM_OF_RAW} %): ${share >= AIM_OF_RAW ? 'met' : 'NOT met'}`,
  );
}

async function grow(hotline: Hotline, url: string, size: number): Promise<void> {
  const began = performance.now();
  await hotline.command('scripts/seed.ts', '--size', String(size));
  console.log(`seeded ${size} tickets in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  await untilSettled(url);
}

/** After a million rows PostgreSQL has work of its own for minutes: what is measured is a city's day, not the morning after its move. */
async function untilSettled(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('checkpoint');
  const began = performance.now();
  const isBusy = async (): Promise<boolean> => {
    const asked = "select count(*)::int as n from pg_stat_activity where backend_type = 'autovacuum worker'";
    return ((await client.query<{ n: number }>(asked)).rows[0]?.n ?? 0) > 0;
  };
  for (let quiet = 0; quiet < QUIET_SECONDS && performance.now() - began < MOST_SETTLING_MS; quiet += 1) {
    if (await isBusy()) quiet = -1;
    await sleep(1_000);
  }
  await client.query('checkpoint');
  await client.end();
}

function compare(small: readonly Reading[], large: readonly Reading[]): void {
  console.log(
    `\nReads through HTTP, ms (load ${load()})\n| what | rows at ${values.small} | p50 | p95 | rows at ${values.large} | p50 | p95 | growth of p95 |\n| --- | --- | --- | --- | --- | --- | --- | --- |`,
  );
  const grown = small.map((before, at) => ({ before, after: large[at] ?? before }));
  for (const { before, after } of grown) {
    const halves = [before, after].map(({ rows, p50, p95 }) => `${rows} | ${p50.toFixed(1)} | ${p95.toFixed(1)}`);
    console.log(`| ${before.what} | ${halves.join(' | ')} | ${(after.p95 / before.p95).toFixed(2)} |`);
  }
  const worstOf = (some: typeof grown): number => Math.max(...some.map(({ before, after }) => after.p95 / before.p95));
  // a search reads as many tickets as hold the word; a full page costs more than a short one
  const alike = worstOf(grown.filter(({ before, after }) => before.rows === after.rows && !before.what.startsWith('search')));
  const verdict = alike < MOST_GROWTH ? 'met' : 'NOT met';
  console.log(
    `lists and pages whose answers hold as many rows at both sizes: the worst p95 grew ${alike.toFixed(2)}× (aim: below ${MOST_GROWTH}×): ${verdict}`,
  );
  console.log(`the worst of all, searches and fuller pages included, grew ${worstOf(grown).toFixed(2)}×`);
}

const hotline = await Hotline.open({ HOTLINE_LOG_LEVEL: 'warn' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void hotline.stop().finally(() => process.exit(130)));
try {
  const config = readConfig(hotline.environment, root);
  const url = databaseUrl(config);
  if (values.only.includes('reading')) {
    await grow(hotline, url, Number(values.small) + 1);
    const small = await readAll(hotline);
    await grow(hotline, url, Number(values.large) - Number(values.small));
    const large = await readAll(hotline);
    for (const plan of await plansOf(url, path.join(config.dirs.keys))) console.log(`\n${plan}`);
    compare(small, large);
  }
  if (values.only.includes('filing')) await filing(hotline, url);
} finally {
  await hotline.stop();
}
