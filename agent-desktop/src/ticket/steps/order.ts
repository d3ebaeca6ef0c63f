import type { TicketMove, TicketView } from '@hotline/contracts';

/** What carries a ticket onward; the first of these that she may do is the filled button. The rest follows as the lifecycle lists it. */
const onward: readonly TicketMove[] = ['sign', 'reply', 'call-back', 'dispatch', 'close', 'archive'];

const rank = (event: TicketMove): number => (onward.includes(event) ? onward.indexOf(event) : onward.length);

/** Exactly what the server allows, the step onward first. */
export const stepsInOrder = (can: TicketView['can']): TicketView['can'] => can.toSorted((a, b) => rank(a.event) - rank(b.event));
