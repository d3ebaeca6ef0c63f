import { agents, board, calls, missedCalls, publicCalls, queues, recordings } from './calls/operations.ts';
import { publicMap, staffMap } from './map/operations.ts';
import { accounts, conversations, quarantine, ticketFiles } from './messages/operations.ts';
import { contacts } from './messages/contacts.ts';
import { templates } from './messages/templates.ts';
import { publicMessages, publicPlaces } from './messages/web-form.ts';
import { audit, session, staff, units } from './people/operations.ts';
import { categories, citizens, demo, drafts, notices, publicTickets, regions, tickets } from './tickets/operations.ts';
import { calendar, rules } from './tickets/rules.ts';

/** What the staff listener serves. */
export const staffApi = {
  session,
  calls,
  agents,
  board,
  missedCalls,
  recordings,
  queues,
  staff,
  units,
  audit,
  tickets,
  drafts,
  categories,
  regions,
  citizens,
  notices,
  rules,
  calendar,
  accounts,
  conversations,
  contacts,
  ticketFiles,
  quarantine,
  templates,
  staffMap,
  demo,
} as const;
/** What the public listener serves: nothing that needs a right. */
export const publicApi = { publicCalls, publicTickets, publicMessages, publicPlaces, publicMap } as const;
