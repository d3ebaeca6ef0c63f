import { setTimeout as sleep } from 'node:timers/promises';
import { configFromEnvironment, isDatabaseAway, openLog, WrongSetting } from '@hotline/platform';
import { openApp } from './app/app.ts';
import type { FromApp, ToApp } from './supervisor/messages.ts';

/** PostgreSQL may come up a moment after the app when both were killed. */
const PATIENCE = 40;
const AGAIN_MS = 250;

const tellSupervisor = (message: FromApp): void => void process.send?.(message);

async function main(): Promise<void> {
  const config = configFromEnvironment();
  const url = config.postgres.url;
  if (!url) throw new WrongSetting('DATABASE_URL is missing: the app runs under `npm start`, which sets it.');
  const log = openLog(config.logLevel, 'app');
  process.on('unhandledRejection', (error) => log.error({ error }, 'a failure that nobody waited for'));
  process.on('uncaughtException', (error) => {
    // A library's connection (pg-boss has its own pool) that dies with PostgreSQL must not take the calls with it.
    if (isDatabaseAway(error)) return log.warn({ error: String(error) }, 'a connection of a library was lost');
    log.fatal({ error }, 'the app cannot go on');
    process.exit(1);
  });
  const app = await untilDatabase(() => openApp({ config, url, log, say: (line) => tellSupervisor({ kind: 'say', line }) }));
  process.on('message', (message: ToApp) => {
    if (message.kind === 'report-wanted') tellSupervisor({ kind: 'report', id: message.id, report: app.health.report() });
    if (message.kind === 'asterisk') app.health.switchChanged(message.reason);
  });
  const stop = (): void => void app.close().finally(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', () => undefined);
  // The supervisor is gone: nobody would restart us or stop us.
  process.once('disconnect', stop);
  tellSupervisor({ kind: 'ready' });
}

async function untilDatabase<T>(open: () => Promise<T>): Promise<T> {
  for (let left = PATIENCE; ; left -= 1) {
    try {
      return await open();
    } catch (error) {
      if (left === 0 || !isDatabaseAway(error)) throw error;
      await sleep(AGAIN_MS);
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof WrongSetting ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(error instanceof WrongSetting ? 2 : 1);
});
