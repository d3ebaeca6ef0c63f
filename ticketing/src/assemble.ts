import { type AuditBook, type Clock, type Database, type KeyRing, type Log, type Person, startSweep, sweepOnce } from '@hotline/platform';
import { BulkLoader } from './bulk/bulk-loader.ts';
import { categoriesController, publicPlacesController, regionsController } from './catalogue/catalogue.controller.ts';
import { Catalogue } from './catalogue/catalogue.ts';
import { CitizenHistory } from './contact/citizen-history.ts';
import { ContactDesk } from './contact/contact-desk.ts';
import { CalendarDesk } from './deadlines/calendar-desk.ts';
import { RuleBook } from './deadlines/rule-book.ts';
import { calendarController, rulesController } from './deadlines/rules.controller.ts';
import { ticketClockShelf } from './deadlines/sweep.ts';
import { DraftDesk } from './drafts/draft-desk.ts';
import { draftsController } from './drafts/drafts.controller.ts';
import { TicketDesk } from './lifecycle/ticket-desk.ts';
import {
  citizensController,
  demoController,
  noticesController,
  publicTicketsController,
  ticketsController,
} from './lifecycle/tickets.controller.ts';
import { writeConversationNotices } from './notices/conversation-notices.ts';
import { NoticeDesk } from './notices/notice-desk.ts';
import type { TicketingPorts } from './ports.ts';
import { NearDesk } from './public/near-desk.ts';
import { Outbox } from './public/outbox.ts';
import { answersForMessages } from './public/for-messages.ts';
import { QueryDesk } from './public/query-desk.ts';
import { TicketList } from './reads/ticket-list.ts';
import { TicketPage } from './reads/ticket-page.ts';
import { Timeline } from './reads/timeline.ts';

export interface TicketingNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: AuditBook;
  readonly ring: KeyRing;
  readonly demo: boolean;
  readonly ports: TicketingPorts;
}

export function assembleTicketing({ database, clock, log, audit, ring, demo, ports }: TicketingNeeds) {
  const { db } = database;
  const catalogue = new Catalogue(db, audit);
  const rules = new RuleBook(db, audit, clock);
  const need = { database, db, time: clock, audit, ring, catalogue, rules, ports };
  const page = new TicketPage(db, clock, ports, () => desk.ground());
  const drafts = new DraftDesk(db, ring, clock);
  const desk: TicketDesk = new TicketDesk(need, page, drafts);
  const contact = new ContactDesk(need, page);
  const query = new QueryDesk(db, ring, clock, ports.conversations, desk);
  const outbox = new Outbox(db, ring, demo);
  const list = new TicketList(db, clock, ring, ports, catalogue);
  const shelf = ticketClockShelf(ports.units);
  const signalsDue = (): Promise<number> => sweepOnce(db, clock, shelf);
  return {
    desk,
    page,
    list,
    contact,
    maySee: (me: Person, id: string): Promise<boolean> =>
      page.find(me, id).then(
        () => true,
        () => false,
      ),
    catalogue,
    rules,
    forMessages: answersForMessages({ ring, ports, catalogue, desk, page, query, outbox }),
    /** Notices about the gateway's conversations. */
    notices: { write: writeConversationNotices },
    controllers: [
      ticketsController(desk, list, page, new Timeline(db, ring, ports), contact),
      draftsController(drafts, page),
      categoriesController(catalogue, ports.units),
      regionsController(catalogue),
      citizensController(new CitizenHistory(need, page)),
      noticesController(new NoticeDesk(db, clock)),
      rulesController(rules),
      calendarController(rules, new CalendarDesk(db, audit, clock, rules)),
      demoController(outbox),
    ],
    publicControllers: [publicTicketsController(query), publicPlacesController(catalogue, new NearDesk(db, clock, catalogue))],
    /** Reads what is kept in memory. */
    open: async (): Promise<void> => void (await Promise.all([catalogue.load(), rules.load()])),
    bulk: () => new BulkLoader({ ...need, units: ports.units }),
    sweepNow: signalsDue,
    startSweep: () => startSweep(signalsDue, log),
    sweep: async (): Promise<void> => void (await Promise.all([drafts.sweep(), query.sweep()])),
  };
}
