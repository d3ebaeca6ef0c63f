import type { KeyRing, Person } from '@hotline/platform';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { TicketDesk } from '../lifecycle/ticket-desk.ts';
import type { TicketingPorts } from '../ports.ts';
import type { TicketPage } from '../reads/ticket-page.ts';
import type { Outbox } from './outbox.ts';
import { queryCodeOf } from './query-code.ts';
import type { QueryDesk } from './query-desk.ts';

interface Answering {
  readonly ring: KeyRing;
  readonly ports: TicketingPorts;
  readonly catalogue: Catalogue;
  readonly desk: TicketDesk;
  readonly page: TicketPage;
  readonly query: QueryDesk;
  readonly outbox: Outbox;
}

/** What the gateway asks when somebody writes. */
export function answersForMessages({ ring, ports, catalogue, desk, page, query, outbox }: Answering) {
  return {
    prove: (number: string, code: string | undefined, phone?: string) => query.prove(number, code, phone),
    facts: async (ticketId: string) => {
      const found = await query.facts(ticketId);
      return found && { ...found, unitName: found.unit && (ports.units.nameOf(found.unit) ?? found.unit) };
    },
    newNumber: async () => {
      const number = await desk.newNumber();
      return { number, queryCode: queryCodeOf(ring, number) };
    },
    opens: (number: string, code: string) => query.opens(number, code),
    codeOf: (number: string) => queryCodeOf(ring, number),
    needRegion: (code: string) => catalogue.needRegion(code),
    regionName: (code: string) => catalogue.placeName(code),
    phoneOf: (ticketId: string) => query.phoneOf(ticketId),
    filedFrom: (ticketId: string) => query.filedFrom(ticketId),
    rate: async (ticketId: string, satisfied: 4 | 3 | 1) => (await desk.rate(ticketId, { satisfied })) === null,
    numbersOf: (ids: readonly string[]) => query.numbersOf(ids),
    standing: (number: string) => query.standing(number),
    stepWords: (id: string) => outbox.stepWords(id),
    find: async (me: Person, idOrNumber: string) => (await page.find(me, idOrNumber)).id,
  };
}
