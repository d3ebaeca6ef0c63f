import { citizens, demo, notices, publicTickets, tickets } from '@hotline/contracts';
import { controllerOf } from '@hotline/platform';
import type { CitizenHistory } from '../contact/citizen-history.ts';
import type { ContactDesk } from '../contact/contact-desk.ts';
import type { NoticeDesk } from '../notices/notice-desk.ts';
import type { Outbox } from '../public/outbox.ts';
import type { QueryDesk } from '../public/query-desk.ts';
import type { TicketList } from '../reads/ticket-list.ts';
import type { TicketPage } from '../reads/ticket-page.ts';
import type { Timeline } from '../reads/timeline.ts';
import type { TicketDesk } from './ticket-desk.ts';

export const ticketsController = (desk: TicketDesk, list: TicketList, page: TicketPage, timeline: Timeline, contact: ContactDesk) =>
  controllerOf('tickets', tickets, {
    file: ({ body }, me) => desk.file(me, body),
    list: ({ query }, me) => list.page(me, query),
    counts: (_, me) => list.counts(me),
    read: ({ params }, me) => page.read(me, params.id),
    move: ({ params, ifMatch, body }, me) => desk.move(me, params.id, ifMatch, body),
    timeline: async ({ params }, me) => timeline.of(me, await page.find(me, params.id)),
    reveal: ({ params, body }, me) => contact.reveal(me, params.id, body.reason),
  });

export const citizensController = (history: CitizenHistory) =>
  controllerOf('citizens', citizens, { history: ({ query }, me) => history.read(me, query) });

export const noticesController = (desk: NoticeDesk) =>
  controllerOf('notices', notices, { list: ({ query }, me) => desk.list(me, query), read: ({ body }, me) => desk.read(me, body.upTo) });

export const publicTicketsController = (desk: QueryDesk) =>
  controllerOf('publicTickets', publicTickets, {
    read: ({ params, query }) => desk.read(params.number, query.code),
    rate: ({ params, body: { code, ...form } }) => desk.rate(params.number, code, form),
  });

export const demoController = (outbox: Outbox) => controllerOf('demo', demo, { outbox: ({ query }) => outbox.list(query) });
