import path from 'node:path';
import type { Config, Log, Sockets, Undeclared } from '@hotline/platform';
import { probeRecording } from '@hotline/telephony';
import { sql } from 'drizzle-orm';
import { eventLag, startBackground } from './background.ts';
import { openDoors } from './doors.ts';
import { type Ground, openGround } from './ground.ts';
import { Health } from './health.ts';
import { type Parts, plugTogether } from './parts.ts';
import { firstTickets } from '../seed/first-tickets.ts';

export interface AppOrder {
  readonly config: Config;
  /** The database's address. */
  readonly url: string;
  readonly log: Log;
  /** A line for the person at the terminal, which belongs in no log. */
  readonly say: (line: string) => void;
  /** Told when an operation answers a problem that its contract row does not list. */
  readonly undeclared?: Undeclared;
}

/** The composition root: ground, parts, doors, and what goes on in the background. */
export async function openApp({ config, url, log, say, undeclared }: AppOrder) {
  const ground = await openGround(config, url, log, say);
  const late: { sockets?: Sockets } = {};
  const parts = await plugTogether(ground, () => late.sockets);
  await firstTickets(ground, parts);
  const health = healthOf(ground, parts);
  const doors = await openDoors(ground, parts, health, undeclared);
  late.sockets = doors.sockets;
  const stopBackground = await startBackground(ground, parts, doors.sockets);
  parts.switchboard.onEvent((event) => (event.kind === 'up' || event.kind === 'down' ? health.switchChanged() : undefined));
  parts.switchboard.connect();
  await parts.gateway.start();
  health.start();
  return {
    health,
    close: async (): Promise<void> => {
      health.stop();
      parts.switchboard.close();
      await parts.gateway.stop();
      await doors.close();
      await parts.telephony.close();
      await parts.jobs.stop().catch(() => undefined);
      await stopBackground();
      await ground.database.close();
    },
  };
}

function healthOf(ground: Ground, { telephony, jobs, switchboard }: Parts): Health {
  const { config, database } = ground;
  return new Health({
    database: async () => void (await database.db.execute(sql`select 1`)),
    jobs: async () => ({ ...(await jobs.counts()), up: jobs.isUp() }),
    eventLag: () => eventLag(ground),
    counts: () => {
      const { calls, agents } = telephony.counts();
      return { ...calls, agents };
    },
    switchboard,
    recordingTrouble: () => telephony.recordingTrouble(),
    probe: () => probeRecording(switchboard, path.join(config.dirs.spool, 'probe'), String(Math.floor(performance.now()))),
  });
}
