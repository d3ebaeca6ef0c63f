import { ImapFlow } from 'imapflow';
import { mailOf } from '../../../tests/kit/messages.ts';
import { until } from '../../../tests/kit/hotline.ts';
import { Provider } from '../../../tests/peers/mail-peers.ts';
import type { BenchGround, Round } from './main.ts';

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

/** Mails per second through parsing to rows, and through a bare client that only fetches the same mailbox. */
export async function mailRound({ api, count, watch }: BenchGround, round: number, mails: number): Promise<Round> {
  const provider = await Provider.open();
  for (let n = 0; n < mails; n += 1) await provider.post(letter(round, n), `wang${n % SENDERS}@citizen.example`);
  const echo = await bare(provider);
  const account = `mails-${round}`;
  const used = watch();
  const began = performance.now();
  await api.accounts.put({ params: { id: account }, body: provider.account() });
  await until('all mails as rows', async () => (await count(account)) >= mails, 600_000);
  const found = { ours: mails / ((performance.now() - began) / 1_000), bare: echo, used: used() };
  await api.accounts.put({ params: { id: account }, body: { ...provider.account(), active: false } });
  await provider.peer.kill();
  return found;
}
