import { randomUUID } from 'node:crypto';
import { refusalReasons, type TicketEvent } from '@hotline/contracts';
import { type KeyRing, seal } from '@hotline/platform';
import type { TicketRow } from '../tables/ticket.ts';
import { queryCodeOf } from '../public/query-code.ts';

export interface MessageOrder {
  readonly id: string;
  readonly ticketId: string;
  readonly at: Date;
  readonly event: TicketEvent;
  readonly toMasked: string | null;
  readonly textSealed: string;
}

interface Telling {
  readonly ticket: TicketRow;
  readonly unitName: string;
  readonly code: string;
}

const lookUp = ({ ticket, code }: Telling): string => `凭工单号${ticket.number}、查询码${code}可在网站查询进展。`;

/** What a citizen is told at which step. In Chinese: it goes to her phone. */
const words: Partial<Record<TicketEvent, (telling: Telling) => string | undefined>> = {
  file: (telling) => `【12345】您反映的“${telling.ticket.title}”已受理。${lookUp(telling)}`,
  answer: (telling) =>
    `【12345】您咨询的“${telling.ticket.title}”答复如下:${telling.ticket.publicAnswer ?? '已在电话中答复'} ${lookUp(telling)}`,
  refuse: ({ ticket }) => {
    const reason = refusalReasons[ticket.refusal ?? 'other'];
    return `【12345】您反映的“${ticket.title}”不予受理:${reason.zh}。${reason.tells.zh}`;
  },
  dispatch: ({ ticket, unitName }) => `【12345】您反映的“${ticket.title}”(${ticket.number})已转${unitName}办理。`,
  reply: (telling) =>
    `【12345】${telling.unitName}对“${telling.ticket.title}”的答复:${telling.ticket.publicAnswer ?? ''} 稍后将电话回访。${lookUp(telling)}`,
  // Only once the tries are used up: until then somebody telephones again.
  'call-back': ({ ticket }) =>
    ticket.state === 'called-back' && ticket.contacted === false
      ? `【12345】您反映的“${ticket.title}”(${ticket.number})已答复,我们未能与您电话联系上。请回复数字评价:1满意,2基本满意,3不满意。`
      : undefined,
  redo: ({ ticket, unitName }) => `【12345】您反映的“${ticket.title}”(${ticket.number})已要求${unitName}重新办理。`,
  close: ({ ticket }) => `【12345】您反映的“${ticket.title}”(${ticket.number})已办结,感谢您的监督。`,
  withdraw: ({ ticket }) => `【12345】您反映的“${ticket.title}”(${ticket.number})已按您的意愿撤回。`,
};

/** Steps that she hears of who wants only the outcome. */
const outcomes: readonly TicketEvent[] = ['file', 'answer', 'refuse', 'reply', 'call-back', 'withdraw'];
const wants = ({ tells }: TicketRow, event: TicketEvent): boolean => tells === 'all' || (tells === 'outcome' && outcomes.includes(event));

export const messageAbout = (id: string): string => `citizen-message:${id}`;

/** The message of a step. Sealed: it holds the query code, and often names. */
export function messageOf(ring: KeyRing, event: TicketEvent, ticket: TicketRow, unitName: string, at: Date): MessageOrder | undefined {
  const text = !wants(ticket, event) ? undefined : words[event]?.({ ticket, unitName, code: queryCodeOf(ring, ticket.number) });
  // Who left no number and wrote nothing cannot be told; she still has her query code from the call.
  if (text === undefined || (ticket.phoneMasked === null && ticket.conversationId === null)) return undefined;
  const id = randomUUID();
  return { id, ticketId: ticket.id, at, event, toMasked: ticket.phoneMasked, textSealed: seal(ring, messageAbout(id), text) };
}
