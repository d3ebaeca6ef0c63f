import { Problem } from '@hotline/contracts';
import { assembleGateway, type GatewayPorts, Paddle } from '@hotline/gateway';
import { assemblePeople, type Colleagues } from '@hotline/people';
import { openJobs, type Sockets } from '@hotline/platform';
import { assembleTelephony, AsteriskSwitchboard, type TelephonyNeeds, telephonyJobs } from '@hotline/telephony';
import { assembleTicketing, type TicketingPorts } from '@hotline/ticketing';
import { simulatedAccounts } from './simulated-accounts.ts';
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
    log,
    audit,
    demo: config.demo,
    ports: {
      isInCall: (account) => telephony.isInCall(account),
      signedOut: (account) => telephony.signedOut(account),
      rightsChanged: (account) => sockets()?.disconnect(account),
    },
  });
  const nameOf = (account: string) => people.nameOf(account);
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
    tickets: ticketBookOf(() => ticketing),
  });
  const ticketing = assembleTicketing({
    database,
    clock,
    log,
    audit,
    ring,
    demo: config.demo,
    ports: {
      units: people.units,
      calls: telephony.ticketCalls,
      conversations: conversationsOf(() => gateway),
      nameOf,
    },
  });
  const { forMessages: tickets, notices } = ticketing;
  const gateway = openGateway(ground, {
    tickets,
    notices,
    nameOf,
    fax: telephony.faxes,
    answerers: answerersOf(people.colleagues),
    numberOfCall: telephony.ticketCalls.numberOf,
  });
  await Promise.all([people.load(), ticketing.open()]);
  await telephony.open();
  const jobs = await openJobs(database.url, telephonyJobs, telephony.handlers, log);
  return { switchboard, people, telephony, ticketing, gateway, jobs };
}
/** Opened after telephony, which asks it. */
const ticketBookOf = (ticketing: () => ReturnType<typeof assembleTicketing>): TelephonyNeeds['tickets'] => ({
  find: async (me, id) => (await ticketing().page.find(me, id)).id,
  numberOf: async (me, id) => {
    const { ticketId, number } = await ticketing().contact.numberOf(me, id);
    if (number === null) throw new Problem('ticket.no-number');
    return { ticketId, number };
  },
});

const answerersOf = (colleagues: Colleagues): GatewayPorts['answerers'] => ({
  find: (search) => colleagues.find('message.answer', search),
  has: (account) => colleagues.may('message.answer', account),
});

/** Opened after ticketing, which asks it. */
const conversationsOf = (gateway: () => ReturnType<typeof openGateway>): TicketingPorts['conversations'] => ({
  attach: (tx, me, id, ticketId) => gateway().conversations.attach(tx, me, id, ticketId),
  about: (ticketId) => gateway().conversations.about(ticketId),
  phoneOf: (id) => gateway().conversations.phoneOf(id),
  givenIn: (id) => gateway().web.receipts.givenIn(id),
  receipt: (number) => gateway().web.receipts.of(number),
  citizenOf: (known) => gateway().book.citizenOf(known),
  written: (contactIds, page) => gateway().book.written(contactIds, page),
});

const openGateway = ({ config, log, database, clock, ring, audit }: Ground, ports: GatewayPorts) =>
  assembleGateway({
    database,
    clock,
    log,
    audit,
    ring,
    ports,
    folder: config.dirs.messages,
    programs: config.dirs.programs,
    recogniser: new Paddle(config.dirs.models),
    retryScale: config.retryScale,
    ...(config.map ? { map: config.map } : {}),
    simulated: simulatedAccounts(config),
  });

export type Parts = Awaited<ReturnType<typeof plugTogether>>;

export const phoneAddress = (port: number): string => `ws://127.0.0.1:${port}/phone`;
