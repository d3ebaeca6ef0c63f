import type { BoardView } from '@hotline/contracts';
import { agentStates } from '@hotline/contracts';
import { type AuditBook, type Clock, type Database, Journal, type JobKinds, type KeyRing, type Log } from '@hotline/platform';
import { z } from 'zod';
import { GuestDesk } from './agents/guest-desk.ts';
import { guestsController } from './agents/guests.controller.ts';
import { PhoneDesk } from './agents/phone-desk.ts';
import { machineAlarms } from './board/alarms.ts';
import { CallBoard } from './board/call-board.ts';
import { CallDesk } from './line/call-desk.ts';
import { CallReads } from './calls/call-reads.ts';
import { type TicketBook, TicketCalls } from './calls/ticket-calls.ts';
import { callControllers } from './calls/calls.controller.ts';
import { effectsOf } from './board/effects.ts';
import type { Floor, KnownAgent } from './board/floor.ts';
import type { RecordingRow } from './board/live-call.ts';
import { loadBoard, reconcile } from './line/reconcile.ts';
import { distribute } from './line/ringing.ts';
import { MissedCallDesk } from './missed-calls/missed-call-desk.ts';
import { missedCallsController } from './missed-calls/missed-calls.controller.ts';
import { QueueBook } from './queues/queue-book.ts';
import { queuesController } from './queues/queues.controller.ts';
import { RecordingStore } from './recordings/recording-store.ts';
import { recordingsController } from './recordings/recordings.controller.ts';
import { FaxRoom } from './switch-room/fax/fax-room.ts';
import type { FaxSwitch } from './switch-room/fax/fax-switch.ts';
import type { Switchboard } from './switch-room/switchboard-port.ts';

/** Work of this package that is done later. */
export const telephonyJobs = {
  'recording.keep': { payload: z.object({ id: z.string() }), onceBy: ({ id }: { id: string }) => id, retries: 8, withinSeconds: 60 },
} as const satisfies JobKinds;

export interface TelephonyNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: AuditBook;
  readonly ring: KeyRing;
  readonly switchboard: Switchboard & { readonly faxes: FaxSwitch };
  readonly folders: { recordings: string; spool: string };
  readonly addresses: { sipPort: number; phoneUrl: string };
  /** People's word on who is an agent. */
  readonly knownAgents: () => Promise<readonly KnownAgent[]>;
  readonly orderKeeping: (id: string) => Promise<void>;
  readonly tickets: TicketBook;
}

/** After a call has ended its files are closed within milliseconds; its rows are committed within the journal's turn. */
const KEEP_AFTER_MS = 400;
/** Whatever an order forgot (a kill between two steps) is found by the next look. */
const SWEEP_MS = 15_000;
const AGENTS_MS = 10_000;

export function assembleTelephony(need: TelephonyNeeds) {
  const { database, clock, log, audit, ring, switchboard } = need;
  const { db } = database;
  const { floor, journal, store, keepRecordings, refreshAgents, queues, owed, faxes } = openFloor(need);
  const phones = new PhoneDesk(floor, ring, need.addresses);
  const guests = new GuestDesk(db, audit, floor, need.addresses);
  const reads = new CallReads(db, ring, audit, floor);
  const ticketCalls = new TicketCalls(db, ring, floor, reads);
  const desk = new CallDesk({
    floor,
    ring,
    admitGuest: (id, channelId) => guests.admit(id, channelId),
    guestGone: (id) => guests.gone(id),
    phoneChanged: (id, there) => phones.phoneChanged(id, there),
    reconcile: oneAtATime(() =>
      reconcile({
        floor,
        ring,
        issuePhones: () => phones.issueAgain(),
        guestsInUse: (ids) => guests.load(ids),
        keepRecordings: () => keepRecordings(),
      }),
    ),
  });
  const missed = new MissedCallDesk(db, clock, audit);
  const sweeps = new Sweeps(log);

  return {
    controllers: [
      ...callControllers({ floor, ring, reads, phones, tickets: need.tickets }),
      queuesController(queues),
      missedCallsController(missed),
      recordingsController(store, floor),
    ],
    ticketCalls,
    faxes,
    publicControllers: [guestsController(guests, floor)],
    handlers: { 'recording.keep': ({ id }: { id: string }) => store.keep(id) },
    isInCall: (account: string) => phones.isInCall(account),
    signedOut: (account: string) => phones.leave(account),
    recordingTrouble: () => store.trouble(),
    counts: () => ({ calls: countCalls(floor), agents: floor.staffing() }),
    /** Reads the rows, then listens to the switch; 'up' makes it reconcile. */
    open: async (): Promise<void> => {
      await queues.first();
      await refreshAgents();
      await loadBoard(db, floor);
      for (const callerIndex of await missed.owed()) owed.add(callerIndex);
      switchboard.onEvent((event) => desk.hear(event));
      faxes.open();
      sweeps.every(SWEEP_MS, () => keepRecordings());
      sweeps.every(AGENTS_MS, refreshAgents);
    },
    close: async (): Promise<void> => {
      sweeps.stop();
      floor.alarms.clearAll();
      await Promise.all([faxes.close(), journal.close()]);
    },
  };
}

/** The floor with everything that stands on it before the first call. */
function openFloor({ database, clock, log, audit, switchboard, folders, knownAgents, orderKeeping }: TelephonyNeeds) {
  const { db } = database;
  const journal = new Journal(database.pool, log);
  const alarms = machineAlarms(log);
  const queues = new QueueBook(db, audit, knownAgents);
  const store = new RecordingStore({ db, clock, audit, log, folder: folders.recordings, changed: (row) => board.recordingChanged(row) });
  const keepRecordings = async (callId?: string): Promise<void> => {
    for (const id of await store.unfiled(callId)) await orderKeeping(id);
  };
  const keepSoon = (callId: string, recordings: readonly RecordingRow[]): void => {
    if (recordings.length > 0) alarms.set(`recordings of ${callId}`, 'keep', KEEP_AFTER_MS, () => keepRecordings(callId));
  };
  const owed = new Set<string>();
  const board = new CallBoard(journal, clock, audit, effectsOf({ clock, audit, keepRecordings: keepSoon, owed }));
  let known: readonly KnownAgent[] = [];
  const floor: Floor = {
    board,
    switchboard,
    queues,
    alarms,
    clock,
    log,
    spool: folders.spool,
    distribute: () => distribute(floor),
    agentNumber: (account) => known.find((one) => one.account === account)?.number,
    knownAgents: () => known,
    staffing: () => staffing(floor),
    mayTakeCalls: () => !journal.isFull,
    written: () => Promise.race([journal.settled(), new Promise<void>((resolve) => setTimeout(resolve, 1_000).unref())]),
  };
  const faxes = new FaxRoom(switchboard.faxes, folders.spool, log);
  return { floor, journal, store, queues, keepRecordings, owed, faxes, refreshAgents: async () => void (known = await knownAgents()) };
}

/** Work done again and again; a failure is tried again at the next turn. */
class Sweeps {
  readonly #log: Log;
  readonly #timers: NodeJS.Timeout[] = [];

  constructor(log: Log) {
    this.#log = log;
  }

  every(ms: number, work: () => Promise<void>): void {
    const turn = (): void => void work().catch((error: unknown) => this.#log.debug({ error: String(error) }, 'a sweep failed'));
    this.#timers.push(setInterval(turn, ms));
  }

  stop(): void {
    this.#timers.forEach(clearInterval);
  }
}

function countCalls(floor: Floor) {
  const states = [...floor.board.calls.values()].map(({ row }) => row.state);
  const count = (state: string): number => states.filter((one) => one === state).length;
  return { waiting: count('waiting'), ringing: count('ringing'), talking: count('talking') };
}

function staffing(floor: Floor): BoardView['agents'] {
  const counts = { ready: 0, busy: 0, wrapUp: 0, paused: 0, offline: 0 };
  for (const { account, takesCalls } of floor.knownAgents())
    if (takesCalls) counts[agentStates[floor.board.agents.get(account)?.state ?? 'offline'].counts] += 1;
  return counts;
}

/** While one runs, another request for it means: once more afterwards. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      await work();
    } while (again);
  };
  return () => {
    if (running) again = true;
    running ??= run().finally(() => (running = undefined));
    return running;
  };
}
