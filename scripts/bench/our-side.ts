import { setTimeout as sleep } from 'node:timers/promises';
import type { FrameListeners } from '@hotline/contracts';
import { io, type Socket } from 'socket.io-client';
import { Hotline } from '../../tests/kit/hotline.ts';
import { freeUdpPort } from './load-step.ts';
import { type Manner, RTP_PORTS, type Side } from './side.ts';

/** argon2 fills a core for each sign-in. */
const SIGN_INS_AT_ONCE = 4;
const SETTLED_WITHIN_MS = 8_000;
const SETTLED_EVERY_MS = 250;

interface Worker {
  readonly socket: Socket<FrameListeners>;
}

/** What the agents' hands did. */
class Tally {
  disposed = 0;
  refused = 0;
  lastRefusal = '';
}

/** The whole hotline: supervisor, PostgreSQL, Asterisk, app, and agents who write each call up as soon as it is over. */
export async function openOurs(agents: number): Promise<Side> {
  const hotline = await Hotline.open({ RTP_PORTS, HOTLINE_LOG_LEVEL: 'warn' });
  const workers: Worker[] = [];
  const close = async (): Promise<void> => {
    for (const { socket } of workers) socket.disconnect();
    await hotline.stop();
  };
  try {
    const agentsPort = await freeUdpPort();
    const tally = new Tally();
    await hotline.command('scripts/seed.ts', '--agents', String(agents));
    const accounts = Array.from({ length: agents }, (_, index) => `agent${index + 1}`);
    for (let at = 0; at < agents; at += SIGN_INS_AT_ONCE)
      workers.push(
        ...(await Promise.all(accounts.slice(at, at + SIGN_INS_AT_ONCE).map((one) => beginWork(hotline, one, agentsPort, tally)))),
      );
    const supervisor = await hotline.desk('super1');
    return {
      name: 'ours',
      dialled: { bare: '12345', full: '12345' },
      sipPort: hotline.ports.sip,
      agentsPort,
      watched: await processesOf(hotline),
      be: (manner) => setManner(hotline, manner),
      settled: async () => {
        for (let left = SETTLED_WITHIN_MS; left > 0; left -= SETTLED_EVERY_MS) {
          if ((await supervisor.api.board.read()).agents.ready === agents) return true;
          await sleep(SETTLED_EVERY_MS);
        }
        return false;
      },
      troubles: () => (tally.refused === 0 ? '' : `${tally.refused} write-ups refused, the last: ${tally.lastRefusal}`),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function processesOf(hotline: Hotline): Promise<Side['watched']> {
  const { app, asterisk, postgres } = (await hotline.status()).processes;
  return {
    ...(asterisk ? { asterisk: { pid: asterisk.pid } } : {}),
    ...(app ? { app: { pid: app.pid } } : {}),
    ...(postgres ? { postgres: { pid: postgres.pid, withChildren: true } } : {}),
  };
}

/** Signs an agent in with a phone that SIPp plays; from then on she writes up each call when her page hears that it is over. */
async function beginWork(hotline: Hotline, account: string, agentsPort: number, tally: Tally): Promise<Worker> {
  const { api, token } = await hotline.desk(account);
  await api.agents.setPhone({ body: { kind: 'sip', contact: `sip:${account}@127.0.0.1:${agentsPort}` } });
  const socket: Socket<FrameListeners> = io(hotline.deskUrl, { auth: { token }, transports: ['websocket'] });
  socket.on('call:moved', ({ id, event }) => {
    if (event !== 'hang-up') return;
    api.calls.dispose({ params: { id }, body: { kind: 'direct-answer' } }).then(
      () => (tally.disposed += 1),
      (error: unknown) => {
        tally.refused += 1;
        tally.lastRefusal = String(error);
      },
    );
  });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  await api.agents.setState({ body: { state: 'ready' } });
  return { socket };
}

async function setManner(hotline: Hotline, manner: Manner): Promise<void> {
  const { api } = await hotline.desk('admin1');
  const main = (await api.queues.list()).items.find(({ code }) => code === 'main');
  if (!main) throw new Error('the hotline has no queue "main"');
  const full = manner === 'full';
  const { name, ringSeconds, maxWaitSeconds, voicemailSeconds, wrapUpReminderSeconds, members } = main;
  const kept = { name, ringSeconds, maxWaitSeconds, voicemailSeconds, wrapUpReminderSeconds, members };
  await api.queues.change({
    params: { code: 'main' },
    ifMatch: main.version,
    body: { ...kept, announceAgent: full, announceRecording: full, record: full },
  });
}
