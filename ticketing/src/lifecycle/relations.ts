import { type Relation, relations } from '@hotline/contracts';
import type { Person } from '@hotline/platform';
import type { TicketRow } from '../tables/ticket.ts';

type Standing = Pick<TicketRow, 'owner' | 'filedBy' | 'unit'>;

/** Whether this person, who has the right that the relation needs, stands so to this ticket. */
const stands = {
  intake: () => true,
  /** 首问负责 (row 117): whoever filed it, until somebody takes it. */
  owner: (me, ticket) => (ticket.owner ?? ticket.filedBy) === me.account,
  dispatcher: () => true,
  handler: (me, ticket) => ticket.unit === me.unit,
  callback: () => true,
  supervisor: () => true,
  citizen: () => true,
} satisfies Record<Relation, (me: Person, ticket: Standing) => boolean>;

export const isTo = (me: Person, relation: Relation, ticket: Standing): boolean =>
  me.permissions.has(relations[relation].needs) && stands[relation](me, ticket);
