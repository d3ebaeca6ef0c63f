import type { DeliveryState, MessageChannelName, RecordingView } from '@hotline/contracts';
import type { Person, Tx } from '@hotline/platform';
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

/** A page of a list, newest first. */
export interface PageOf {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** What ticketing asks of telephony. */
export interface Calls {
  callerOf(callId: string): Promise<Caller | undefined>;
  /** The call is about this ticket. */
  link(callId: string, ticketId: string): Promise<void>;
  /** Calls about a ticket; `callId`: the one it was filed from. */
  about(ticketId: string, callId: string | null): Promise<CallItem[]>;
  /** Calls of one citizen, newest first, behind a cursor. */
  of(callerIndexes: readonly string[], page: PageOf): Promise<CallItem[]>;
  /** How often she has called us since then. */
  countSince(callerIndexes: readonly string[], since: Date): Promise<number>;
}

/** A message as a ticket's timeline shows it. */
export interface MessageItem {
  readonly id: string;
  readonly at: Date;
  readonly direction: 'in' | 'out';
  readonly conversationId: string;
  readonly channel: MessageChannelName;
  /** Who wrote it at the hotline; null for the citizen and for what the hotline itself sent. */
  readonly by: string | null;
  readonly text: string;
  readonly delivery: DeliveryState | null;
}

/** A matter that was written on the site. */
export interface Receipt {
  readonly at: Date;
  readonly ticketId: string | null;
  readonly isWaiting: boolean;
  /** What its writer adds reaches the inbox. */
  readonly canAdd: boolean;
  /** What people of the hotline wrote to her. */
  readonly said: readonly { readonly at: Date; readonly text: string }[];
  /** The number that she left, in E.164; null: it stands apart. */
  readonly phone: string | null;
  /** A code by text showed that it is hers. */
  readonly isConfirmed: boolean;
}

/** What ticketing asks of the gateway. */
export interface Conversations {
  /** The conversation is about this ticket from now on. Throws `conversation.unknown`, `conversation.has-ticket`. */
  attach(tx: Tx, me: Person, conversationId: string, ticketId: string): Promise<void>;
  /** The number that she texts from, in E.164; undefined when she writes in another way. Throws `conversation.unknown`. */
  phoneOf(conversationId: string): Promise<string | undefined>;
  /** What she gave on the site beside her words; `number`: the one that she holds, and that the ticket will have. */
  givenIn(conversationId: string): Promise<{ readonly number: string; readonly name: string } | undefined>;
  /** Where a matter stands that was written on the site, by the number that was given with it. */
  receipt(number: string): Promise<Receipt | undefined>;
  /** What was written to and fro about a ticket. */
  about(ticketId: string): Promise<MessageItem[]>;
  /** All contacts, numbers (E.164) and conversations of the citizen who has these. */
  citizenOf(known: { readonly numbers: readonly string[]; readonly conversationIds: readonly string[] }): Promise<{
    readonly contactIds: readonly string[];
    readonly numbers: readonly string[];
    readonly conversationIds: readonly string[];
  }>;
  /** What she and we wrote, newest first, behind a cursor. */
  written(contactIds: readonly string[], page: PageOf & { readonly without?: string | undefined }): Promise<MessageItem[]>;
}

export interface TicketingPorts {
  readonly units: Units;
  readonly calls: Calls;
  readonly conversations: Conversations;
  /** Names of people by account, for timelines. */
  readonly nameOf: (account: string) => string | undefined;
}
