import type { BoardView } from '@hotline/contracts';
import type { Clock, Log } from '@hotline/platform';
import type { QueueBook } from '../queues/queue-book.ts';
import type { Switchboard } from '../switch-room/switchboard-port.ts';
import type { CallBoard } from './call-board.ts';
import type { Alarms } from './alarms.ts';

/** An agent as people know her. */
export interface KnownAgent {
  readonly account: string;
  readonly number: string;
  readonly name: string;
  /** Whether citizens' calls may ring her phone; a department's people call out only. */
  readonly takesCalls: boolean;
}

/** What everybody who works on live calls shares. */
export interface Floor {
  readonly board: CallBoard;
  readonly switchboard: Switchboard;
  readonly queues: QueueBook;
  readonly alarms: Alarms;
  readonly clock: Clock;
  readonly log: Log;
  /** Rings free desks for waiting callers; whoever changes either asks for it. */
  distribute: () => void;
  /** 工号, as it is read out to the caller. */
  readonly agentNumber: (account: string) => string | undefined;
  readonly knownAgents: () => readonly KnownAgent[];
  /** Agents by what they do now. */
  readonly staffing: () => BoardView['agents'];
  /** False while so many changes wait for the database that a new call would only add to them. */
  readonly mayTakeCalls: () => boolean;
  /** Resolves when every change made so far is committed, at most after a second. */
  readonly written: () => Promise<void>;
  /** Where the switch writes what it records. */
  readonly spool: string;
}

/** A verb of the switchboard whose failure only means that the switch is away: reconcile repairs what it left undone. */
export function tried(floor: Floor, deed: Promise<unknown>): void {
  deed.catch((error: unknown) => floor.log.warn({ error: String(error) }, 'the switch did not do what it was asked'));
}
