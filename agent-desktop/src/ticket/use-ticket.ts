import { calls, tickets, type TicketView } from '@hotline/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { asking, nameOf, request } from '../desk-kit/ask.ts';
import { useStore } from '../desk-kit/settings.ts';
import { usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';

/** One ticket by id or number, kept fresh by the frames that name it (desk-kit/live.ts). */
export function useTicket(idOrNumber: string) {
  return useQuery(asking(tickets.read, { params: { id: idOrNumber } }));
}

/** Makes one step with the version that she saw, and puts the answer where the page reads it. */
export function useMove(ticket: TicketView, idOrNumber: string) {
  const queries = useQueryClient();
  return async (event: string, form: Readonly<Record<string, unknown>>, seen: number): Promise<TicketView> => {
    try {
      const moved = await request(tickets.move, {
        params: { id: ticket.id },
        ifMatch: seen,
        body: { ...form, event } as never,
      });
      for (const id of new Set([ticket.id, ticket.number, idOrNumber]))
        queries.setQueryData(asking(tickets.read, { params: { id } }).queryKey, moved);
      return moved;
    } finally {
      // also after a refusal: what it names has changed under her
      for (const row of [tickets.read, tickets.timeline, tickets.list, tickets.counts, calls.list])
        void queries.invalidateQueries({ queryKey: [nameOf(row)] });
    }
  };
}

/** Tells the others that I look at this ticket while it is open here; gives back who else does. */
export function useLookers(id: string | undefined, myName: string): readonly string[] {
  const { live } = usePhoneDesk();
  const looking = useStore(live.lookers);
  useEffect(() => {
    if (id === undefined) return;
    live.look(id);
    return () => live.look(null);
  }, [live, id]);
  return looking.id === id ? looking.names.filter((name) => name !== myName) : [];
}
