import {
  agents,
  calls,
  citizens,
  conversations,
  drafts,
  type FormName,
  type FormOf,
  formOfMove,
  type Route,
  type TicketFiling,
  type TicketMove,
  tickets,
} from '@hotline/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { nameOf, request } from '../desk-kit/ask.ts';
import type { Draft } from '../fields/use-draft.ts';
import { type Tab, tabs } from './tabs.ts';

const touched: readonly Route[] = [
  agents.me,
  calls.list,
  citizens.history,
  conversations.list,
  conversations.read,
  drafts.list,
  tickets.list,
  tickets.counts,
];

/** The ends that a matter can have in the call itself; each with the lifecycle's form. */
export const ends = ['answer', 'dispatch', 'refuse'] as const satisfies readonly TicketMove[];
export type End = (typeof ends)[number];
export const endForm = (end: End): FormName => formOfMove(end);

/** From a draft to a ticket, perhaps with its first step. A lost answer is no second ticket: the draft names the one it became. */
export function useFiling(tab: Tab, draft: Draft) {
  const queries = useQueryClient();
  const settle = async (): Promise<void> => {
    await Promise.all(touched.map((row) => queries.invalidateQueries({ queryKey: [nameOf(row)] })));
  };
  return async (filing: TicketFiling, step: { event: End; form: FormOf<FormName> } | null): Promise<void> => {
    await draft.flush();
    const draftId = draft.idNow();
    const { id, number, queryCode, title, version } = await request(tickets.file, {
      body: { ...filing, ...(draftId ? { draftId } : {}) },
    });
    draft.close();
    tabs.change(tab.key, { filed: { id, number, queryCode, title, step: step?.event ?? null, done: step === null } });
    try {
      if (step) {
        await request(tickets.move, { params: { id }, ifMatch: version, body: { event: step.event, ...step.form } });
        tabs.change(tab.key, { filed: { id, number, queryCode, title, step: step.event, done: true } });
      }
    } catch {
      // the ticket stands; its panel shows that the step did not, with the words and the way to try again
    }
    await settle();
  };
}
