import { callLifecycle, type CallEvent, type PresenceEvent, type Told } from '@hotline/contracts';
import {
  type Actor,
  type AuditBook,
  type AuditEntry,
  auditLines,
  type Clock,
  type Draft,
  eventRows,
  eventsTold,
  type Journal,
  hotlineItself,
  type Tx,
} from '@hotline/platform';
import { eq } from 'drizzle-orm';
import { call as calls, leg as legs } from '../tables.ts';
import { rowsOf } from './rows.ts';
import { agentLeg, citizenLeg, type LegRow, type LiveCall, type QueueEntryRow, type RecordingRow } from './live-call.ts';
import { type AgentRow, type CallFacts, type CallRow, moveAgent, moveCall, type PresenceFacts } from './rules.ts';

/** What a step of the table does besides the row, in the same draft. */
export type EffectsOf = (draft: Draft, call: LiveCall, row: CallRow, event: CallEvent) => readonly Told[];

/**
 * The calls and agents of this moment. Every change is made here first, in one turn, and written behind it in order: the rows are the
 * truth after a restart, and while PostgreSQL is away a call goes on.
 */
export class CallBoard {
  readonly calls = new Map<string, LiveCall>();
  readonly agents = new Map<string, AgentRow>();
  readonly #channels = new Map<string, LiveCall>();
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #audit: AuditBook;
  readonly #effects: EffectsOf;

  constructor(journal: Journal, clock: Clock, audit: AuditBook, effects: EffectsOf) {
    this.#journal = journal;
    this.#clock = clock;
    this.#audit = audit;
    this.#effects = effects;
  }

  now(): Date {
    return this.#clock.now();
  }

  callOn(channelId: string): LiveCall | undefined {
    return this.#channels.get(channelId);
  }

  /** Takes up a call that stands in the database, after a restart. */
  remember(call: LiveCall): void {
    this.calls.set(call.row.id, call);
    for (const leg of call.legs) if (leg.endedAt === null) this.#channels.set(leg.channelId, call);
  }

  /** A new call. Resolves when its row is committed. */
  open(row: CallRow, event: 'arrive' | 'place', legs: LegRow[], by: Actor = hotlineItself): { call: LiveCall; committed: Promise<void> } {
    const call: LiveCall = {
      row,
      legs,
      entry: undefined,
      recordings: [],
      hearing: 'nothing',
      playing: undefined,
      missedBecause: 'abandoned',
      recoverUntil: undefined,
      waitedOut: false,
      joining: undefined,
    };
    this.remember(call);
    const write = (draft: Draft): void => {
      this.#writeMove(draft, call, row, event, by);
      draft.add(rowsOf.leg, ...legs);
    };
    // A caller waits for this commit, and it depends on nothing before it; a call out is one more step of an agent.
    const committed = event === 'arrive' ? this.#journal.writeNow(write) : this.#journal.write(write);
    // Whoever does not wait for it loses nothing: each later step writes the whole row.
    committed.catch(() => undefined);
    return { call, committed };
  }

  /** A call that could not be written: it never was. Its caller goes to the announcement of a house that is away. */
  unmake(call: LiveCall, committed: Promise<void>): void {
    this.#drop(call);
    const { id } = call.row;
    const forget = (): void =>
      this.#write((draft) =>
        draft.also(async (tx) => {
          await tx.delete(legs).where(eq(legs.callId, id));
          await tx.delete(calls).where(eq(calls.id, id));
        }),
      );
    // Not before it is clear what became of the row: a late commit would leave a call that nobody ends.
    committed.then(forget, forget);
  }

  /** One step of a call. */
  move(call: LiveCall, event: CallEvent, facts: Omit<CallFacts, 'at'> & { at?: Date } = {}, by: Actor = hotlineItself): void {
    const row = moveCall(call.row, event, { at: this.#clock.now(), ...facts });
    call.row = row;
    if (row.state === 'ended') this.#drop(call);
    this.#write((draft) => this.#writeMove(draft, call, row, event, by));
  }

  /** What a call's row says that is no step: held or not, and which ticket it is about. */
  amend(call: LiveCall, change: Partial<Pick<CallRow, 'held' | 'ticketId'>>, action: string, by: Actor): void {
    const row = { ...call.row, ...change, version: call.row.version + 1 };
    call.row = row;
    this.#write((draft) => {
      draft.add(rowsOf.call, row);
      this.#note(draft, by, { action, object: `call:${row.id}`, details: change }, [
        { name: 'call.moved', payload: { id: row.id, version: row.version, event: 'bridge', agents: deskOf(row) } },
      ]);
    });
  }

  startLeg(call: LiveCall, leg: Omit<LegRow, 'callId' | 'answeredAt' | 'endedAt' | 'endedBecause'>): LegRow {
    const row: LegRow = { ...leg, callId: call.row.id, answeredAt: null, endedAt: null, endedBecause: null };
    call.legs = [...call.legs, row];
    this.#channels.set(row.channelId, call);
    this.#write((draft) => draft.add(rowsOf.leg, row));
    return row;
  }

  answerLeg(call: LiveCall, channelId: string): void {
    this.#changeLeg(call, channelId, (leg) => ({ ...leg, answeredAt: leg.answeredAt ?? this.#clock.now() }));
  }

  endLeg(call: LiveCall, channelId: string, because: string, at = this.#clock.now()): void {
    this.#changeLeg(call, channelId, (leg) => ({ ...leg, endedAt: leg.endedAt ?? at, endedBecause: leg.endedBecause ?? because }));
    this.#channels.delete(channelId);
  }

  enterQueue(call: LiveCall, entry: QueueEntryRow): void {
    call.entry = entry;
    this.#write((draft) => draft.add(rowsOf.queueEntry, entry));
  }

  leaveQueue(call: LiveCall, outcome: NonNullable<QueueEntryRow['outcome']>): void {
    if (!call.entry) return;
    const entry = { ...call.entry, leftAt: this.#clock.now(), outcome };
    call.entry = undefined;
    this.#write((draft) => draft.add(rowsOf.queueEntry, entry));
  }

  addRecordings(call: LiveCall, rows: readonly RecordingRow[]): void {
    call.recordings = [...call.recordings, ...rows];
    this.#write((draft) => draft.add(rowsOf.recording, ...rows));
  }

  /** A recording was filed behind our back: a call in wrap-up shows it. */
  recordingChanged(row: RecordingRow): void {
    const call = this.calls.get(row.callId);
    if (call) call.recordings = call.recordings.map((one) => (one.id === row.id ? row : one));
  }

  /** One step of an agent's presence. */
  moveAgent(account: string, event: PresenceEvent, facts: Omit<PresenceFacts, 'at'> = {}, by: Actor = hotlineItself): AgentRow | undefined {
    const before = this.agents.get(account);
    if (!before) return undefined;
    return this.setAgent(moveAgent(before, event, { at: this.#clock.now(), ...facts }), by, `agent.${event}`);
  }

  /** What an agent says of her own part in a call that went on without her (a transfer). */
  notePart(callId: string, by: Actor, disposition: { kind: string; reason: string | null }): void {
    this.#write((draft) => this.#note(draft, by, { action: 'call.part-disposed', object: `call:${callId}`, details: disposition }));
  }

  /** Writes an agent's row as it is given. */
  setAgent(row: AgentRow, by: Actor = hotlineItself, action = 'agent.change'): AgentRow {
    this.agents.set(row.account, row);
    const details = { state: row.state, ...(row.reason ? { reason: row.reason } : {}) };
    this.#write((draft) => {
      draft.add(rowsOf.agent, row);
      this.#note(draft, by, { action, object: `agent:${row.account}`, details }, [
        { name: 'agent.moved', payload: { account: row.account, version: row.version } },
      ]);
    });
    return row;
  }

  /** Any other change that must keep its place in the order. */
  alsoWrite(write: (tx: Tx) => Promise<void>): void {
    this.#write((draft) => draft.also(write));
  }

  /** A step's row, and what the step does besides: effects, audit, events. */
  #writeMove(draft: Draft, call: LiveCall, row: CallRow, event: CallEvent, by: Actor): void {
    draft.add(rowsOf.call, row);
    const told = this.#effects(draft, call, row, event);
    const details = { state: row.state, agent: row.agent, by: callLifecycle[event].by };
    this.#note(draft, by, { action: `call.${event}`, object: `call:${row.id}`, details }, told);
  }

  #note(draft: Draft, by: Actor, entry: AuditEntry, told: readonly Told[] = []): void {
    draft.add(auditLines, this.#audit.line(by, entry));
    draft.add(eventRows, ...eventsTold(this.#clock, told));
  }

  #changeLeg(call: LiveCall, channelId: string, change: (leg: LegRow) => LegRow): void {
    const leg = call.legs.find((one) => one.channelId === channelId);
    if (!leg) return;
    const row = change(leg);
    call.legs = call.legs.map((one) => (one === leg ? row : one));
    this.#write((draft) => draft.add(rowsOf.leg, row));
  }

  #drop(call: LiveCall): void {
    this.calls.delete(call.row.id);
    for (const leg of call.legs)
      if (leg.endedAt !== null || (leg !== citizenLeg(call) && leg !== agentLeg(call))) this.#channels.delete(leg.channelId);
  }

  /** A refused write is our bug and is logged by the journal; the call goes on in memory. */
  #write(change: (draft: Draft) => void): void {
    this.#journal.write(change).catch(() => undefined);
  }
}

/** The desks that a call concerns now. */
export const deskOf = (row: CallRow): string[] => (row.agent ? [row.agent] : []);
