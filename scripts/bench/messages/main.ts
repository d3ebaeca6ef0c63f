import os from 'node:os';
import { parseArgs } from 'node:util';
import { ImapFlow } from 'imapflow';
import pg from 'pg';
import { readConfig } from '@hotline/platform';
import { databaseUrl } from '../../../server/src/postgres/index.ts';
import { Hotline, root, until } from '../../../tests/kit/hotline.ts';
import { mailOf } from '../../../tests/kit/messages.ts';
import { Provider } from '../../../tests/peers/mail-peers.ts';

/** Mails per second through parsing to rows, against a bare client that only fetches the same mailbox, in the same run. */
const { values } = parseArgs({ options: { mails: { type: 'string', default: '500' }, rounds: { type: 'string', default: '3' } } });
const mails = Number(values.mails);
const SENDERS = 50;

/** Text of the length that citizens write, each mail another. */
const letter = (round: number, n: number): string =>
  mailOf({
    id: `bench-${round}-${n}@citizen.example`,
    from: `wang${n % SENDERS}-${round}-${Math.floor(n / SENDERS)}@citizen.example`,
    subject: `第${n}封 停水`,
    text: `第${round}轮第${n}封。${'金桂小区三号楼停水两天,家里有老人,打过两次电话都说在修。'.repeat(12)}`,
  });

async function bare(provider: Provider): Promise<number> {
  const { host, port, user } = provider.account().settings.imap;
  const client = new ImapFlow({ host, port, secure: false, doSTARTTLS: false, auth: { user, pass: 'secret' }, logger: false });
  await client.connect();
  await client.mailboxOpen('INBOX', { readOnly: true });
  const began = performance.now();
  const fetched = (await client.fetchAll('1:*', { source: true })).length;
  const perSecond = fetched / ((performance.now() - began) / 1_000);
  client.close();
  return perSecond;
}

const hotline = await Hotline.open({ HOTLINE_LOG_LEVEL: 'warn' });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void hotline.stop().finally(() => process.exit(130)));
const database = new pg.Client({ connectionString: databaseUrl(readConfig(hotline.environment, root)) });
try {
  await database.connect();
  const { api } = await hotline.desk('admin1');
  const count = async (account: string): Promise<number> =>
    Number(
      (
        await database.query<{ n: string }>("select count(*) as n from gateway.message where direction = 'in' and account_id = $1", [
          account,
        ])
      ).rows[0]?.n,
    );
  console.log(
    `${mails} mails a round, load ${os.loadavg()[0]?.toFixed(2)}\n| round | ours, mails/s | bare fetch, mails/s | ours of bare |\n| --- | --- | --- | --- |`,
  );
  const shares: number[] = [];
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    const provider = await Provider.open();
    for (let n = 0; n < mails; n += 1) await provider.post(letter(round, n), `wang${n % SENDERS}@citizen.example`);
    const echo = await bare(provider);
    const account = `bench-${round}`;
    const began = performance.now();
    await api.accounts.put({ params: { id: account }, body: provider.account() });
    await until('all mails as rows', async () => (await count(account)) >= mails, 600_000);
    const ours = mails / ((performance.now() - began) / 1_000);
    await api.accounts.put({ params: { id: account }, body: { ...provider.account(), active: false } });
    await provider.peer.kill();
    shares.push(ours / echo);
    console.log(`| ${round} | ${ours.toFixed(0)} | ${echo.toFixed(0)} | ${((100 * ours) / echo).toFixed(0)} % |`);
  }
  const middle = shares.sort((a, b) => a - b)[Math.floor(shares.length / 2)] ?? NaN;
  console.log(`rows with audit, event, seals and a receipt queued: ${(100 * middle).toFixed(0)} % of a bare fetch (median)`);
} finally {
  await database.end();
  await hotline.stop();
}
