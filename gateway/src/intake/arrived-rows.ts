import { auditLines, eventRows, newRows, type RowKind } from '@hotline/platform';
import { type SQL, sql } from 'drizzle-orm';
import { attachment, contact, type ConversationRow, message } from '../tables/message.ts';

type Spoken = Pick<
  ConversationRow,
  'id' | 'accountId' | 'contactId' | 'ticketId' | 'waitsSince' | 'dueAt' | 'warnAt' | 'redAt' | 'nextSignal' | 'nextDueAt' | 'lastAt'
>;

const clock = ['waits_since', 'due_at', 'warn_at', 'red_at', 'next_signal', 'next_due_at'] as const;

/** A conversation in which she wrote: a new one, or one that goes on. Who writes twice has waited since the first time, and whoever has taken it goes on. */
const spokenIn = (name: string, about: SQL): RowKind<Spoken> => ({
  name,
  toJson: (row) => ({
    id: row.id,
    account_id: row.accountId,
    contact_id: row.contactId,
    ticket_id: row.ticketId,
    waits_since: row.waitsSince,
    due_at: row.dueAt,
    warn_at: row.warnAt,
    red_at: row.redAt,
    next_signal: row.nextSignal,
    next_due_at: row.nextDueAt,
    last_at: row.lastAt,
  }),
  insert: (rows) => sql`
    insert into gateway.conversation as kept (id, account_id, contact_id, ticket_id, last_at, ${sql.raw(clock.join(', '))})
    select id, account_id, contact_id, ticket_id, last_at, ${sql.raw(clock.join(', '))}
    from jsonb_populate_recordset(null::gateway.conversation, ${rows})
    on conflict (id) do update set version = kept.version + 1, last_at = excluded.last_at, is_test = false, ${about}
      ${sql.raw(clock.map((column) => `${column} = case when kept.waits_since is null then excluded.${column} else kept.${column} end`).join(', '))}`,
});

/** What an arrival writes. One of them that is there already fails all of it: then it has come meanwhile. */
export const arrivedRows = {
  contact: newRows(contact),
  conversation: spokenIn('spoken', sql`ticket_id = excluded.ticket_id,`),
  /** A question how some ticket stands does not change what this conversation is about. */
  question: spokenIn('asked', sql``),
  message: newRows(message),
  files: newRows(attachment),
  audit: auditLines,
  event: eventRows,
} as const;
