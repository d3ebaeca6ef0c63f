import type { RecordingView } from '@hotline/contracts';
import type { z } from 'zod';

/** The tree of units, as ticketing must know it; people answers it from memory. */
export interface Units {
  takesTickets(code: string): boolean;
  nameOf(code: string): string | undefined;
  /** The unit and everything below it: what its people see. */
  below(code: string): readonly string[];
  /** The unit and everything above it. */
  above(code: string): readonly string[];
}

/** A call as a ticket's page shows it. */
export interface CallItem {
  readonly id: string;
  readonly at: Date;
  readonly direction: 'in' | 'out';
  readonly state: string;
  readonly agent: string | null;
  readonly seconds: number | null;
  readonly recordings: readonly z.output<typeof RecordingView>[];
}

/** Who called; the number in E.164 stays in the server. */
export interface Caller {
  readonly number: string | undefined;
  readonly index: string | null;
  /** Whoever took part in the call. */
  readonly agents: readonly string[];
}

/** What ticketing asks of telephony. */
export interface Calls {
  callerOf(callId: string): Promise<Caller | undefined>;
  /** The call is about this ticket. */
  link(callId: string, ticketId: string): Promise<void>;
  /** Calls about a ticket; `callId`: the one it was filed from. */
  about(ticketId: string, callId: string | null): Promise<CallItem[]>;
  /** Calls of one citizen, newest first. */
  of(callerIndex: string, limit: number): Promise<CallItem[]>;
}

export interface TicketingPorts {
  readonly units: Units;
  readonly calls: Calls;
  /** Names of people by account, for timelines. */
  readonly nameOf: (account: string) => string | undefined;
}
