import { assemblePeople } from '@hotline/people';
import { openJobs, type Sockets } from '@hotline/platform';
import { assembleTelephony, AsteriskSwitchboard, telephonyJobs } from '@hotline/telephony';
import { switchSettings } from '../supervisor/debian-asterisk.ts';
import type { Ground } from './ground.ts';

/** The packages, each given what it needs from the others: ports and adapters are plugged together here and nowhere else. */
export async function plugTogether(ground: Ground, sockets: () => Sockets | undefined) {
  const { config, log, database, clock, ring, audit } = ground;
  const { db } = database;
  const told = (line: string, trouble?: unknown): void => log.warn({ trouble: trouble === undefined ? undefined : String(trouble) }, line);
  const switchboard = new AsteriskSwitchboard(switchSettings(config, ''), clock, told);
  const people = assemblePeople({
    db,
    clock,
    audit,
    demo: config.demo,
    ports: {
      isInCall: (account) => telephony.isInCall(account),
      signedOut: (account) => telephony.signedOut(account),
      rightsChanged: (account) => sockets()?.disconnect(account),
    },
  });
  const telephony = assembleTelephony({
    database,
    clock,
    log,
    audit,
    ring,
    switchboard,
    folders: { recordings: config.dirs.recordings, spool: config.dirs.spool },
    addresses: { sipPort: config.sip.port, phoneUrl: phoneAddress(config.phonePort) },
    knownAgents: () => people.knownAgents(),
    orderKeeping: (id) => jobs.order('recording.keep', { id }),
  });
  await telephony.open();
  const jobs = await openJobs(database.url, telephonyJobs, telephony.handlers, log);
  return { switchboard, people, telephony, jobs };
}
export type Parts = Awaited<ReturnType<typeof plugTogether>>;

export const phoneAddress = (port: number): string => `ws://127.0.0.1:${port}/phone`;
