import type { AuditBook, Db, KeyRing, Person } from '@hotline/platform';
import type { TicketPage } from '../reads/ticket-page.ts';
import { openContact } from './contact-seal.ts';

export interface ContactNeeds {
  readonly db: Db;
  readonly ring: KeyRing;
  readonly audit: AuditBook;
}

/** Who a citizen is, for those who must know and say why. */
export class ContactDesk {
  readonly #need: ContactNeeds;
  readonly #page: TicketPage;

  constructor(need: ContactNeeds, page: TicketPage) {
    this.#need = need;
    this.#page = page;
  }

  /** The clear name, number and id. The reason is an audit line before anything is shown. */
  async reveal(me: Person, idOrNumber: string, reason: string) {
    const row = await this.#page.find(me, idOrNumber);
    await this.#need.audit.write(this.#need.db, me, { action: 'citizen.reveal', object: `ticket:${row.id}`, details: { reason } });
    return openContact(this.#need.ring, row);
  }

  /** For a call to the citizen: the number stays in the server. */
  async numberOf(me: Person, idOrNumber: string): Promise<{ ticketId: string; number: string | null }> {
    const row = await this.#page.find(me, idOrNumber);
    return { ticketId: row.id, number: openContact(this.#need.ring, row).phone };
  }
}
