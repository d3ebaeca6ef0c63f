import { eq, type SQL } from 'drizzle-orm';
import { ticket } from '../tables/ticket.ts';

/** A ticket is named by its id or by the number that citizens know. */
export const isNamed = (idOrNumber: string): SQL => eq(/^\d{12}$/.test(idOrNumber) ? ticket.number : ticket.id, idOrNumber);
