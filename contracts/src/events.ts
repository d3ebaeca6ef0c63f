import { z } from 'zod';
import { callLifecycle } from './calls/lifecycle.ts';
import { keysOf } from './calls/operations.ts';
import { signals, ticketClocks, ticketLifecycle } from './tickets/lifecycle.ts';
import { becomings, deliveryStates } from './messages/vocabulary.ts';
import { Account, Id, Version } from './words/scalars.ts';

/** What has happened, told inside the transaction that made it so. No personal data: ids and versions only. */
export interface EventKind {
  readonly payload: z.ZodObject;
  /** The package that tells it. */
  readonly teller: 'telephony' | 'people' | 'ticketing' | 'gateway';
  /** Named readers; each reads on its own, in commit order, at least once. */
  readonly readers: readonly ('sockets' | 'gateway')[];
}

// prettier-ignore
export const events = {
  'call.moved':      { payload: z.object({ id: Id, version: Version, event: keysOf(callLifecycle), agents: z.array(Account) }), teller: 'telephony', readers: ['sockets'] },
  'agent.moved':     { payload: z.object({ account: Account, version: Version }), teller: 'telephony', readers: ['sockets'] },
  'missed.changed':  { payload: z.object({ id: Id }), teller: 'telephony', readers: ['sockets'] },
  'recording.kept':  { payload: z.object({ id: Id, callId: Id, agents: z.array(Account) }), teller: 'telephony', readers: ['sockets'] },
  'ticket.moved':    { payload: z.object({ id: Id, version: Version, event: keysOf(ticketLifecycle), units: z.array(z.string()) }), teller: 'ticketing', readers: ['sockets'] },
  'ticket.signalled':{ payload: z.object({ id: Id, clock: keysOf(ticketClocks), signal: keysOf(signals), units: z.array(z.string()) }), teller: 'ticketing', readers: ['sockets'] },
  'citizen.told':    { payload: z.object({ id: Id, ticketId: Id }), teller: 'ticketing', readers: ['gateway'] },
  'notice.written':  { payload: z.object({ audience: z.string() }), teller: 'ticketing', readers: ['sockets'] },
  'draft.saved':     { payload: z.object({ id: Id, version: Version, account: Account, tab: z.string() }), teller: 'ticketing', readers: ['sockets'] },
  'message.arrived':   { payload: z.object({ id: Id, conversationId: Id, becomes: keysOf(becomings), ticketId: Id.nullable() }), teller: 'gateway', readers: ['sockets'] },
  'conversation.moved':{ payload: z.object({ id: Id }), teller: 'gateway', readers: ['sockets'] },
  'conversation.signalled': { payload: z.object({ id: Id, signal: keysOf(signals) }), teller: 'gateway', readers: ['sockets'] },
  'contact.changed': { payload: z.object({ ids: z.array(Id) }), teller: 'gateway', readers: ['sockets'] },
  'delivery.moved':    { payload: z.object({ messageId: Id, state: keysOf(deliveryStates) }), teller: 'gateway', readers: ['sockets'] },
  'quarantine.changed':{ payload: z.object({ id: Id }), teller: 'gateway', readers: ['sockets'] },
  'rights.changed':  { payload: z.object({ account: Account }), teller: 'people', readers: ['sockets'] },
} as const satisfies Record<string, EventKind>;

export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.output<(typeof events)[N]['payload']>;

/** One event to be written with the change it tells of. */
export type Told = { [N in EventName]: { name: N; payload: EventPayload<N> } }[EventName];
