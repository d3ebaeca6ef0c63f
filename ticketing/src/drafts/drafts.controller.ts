import { drafts } from '@hotline/contracts';
import { controllerOf } from '@hotline/platform';
import type { TicketPage } from '../reads/ticket-page.ts';
import type { DraftDesk } from './draft-desk.ts';

export const draftsController = (desk: DraftDesk, page: TicketPage) =>
  controllerOf('drafts', drafts, {
    list: (_, me) => desk.list(me),
    open: async ({ body }, me) => {
      if (body.ticketId !== undefined) await page.find(me, body.ticketId);
      return desk.open(me, body);
    },
    save: ({ params, ifMatch, body }, me) => desk.save(me, params.id, ifMatch, body),
    read: ({ params }, me) => desk.read(me, params.id),
    drop: ({ params }, me) => desk.drop(me, params.id),
  });
