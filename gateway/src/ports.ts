import type { TicketEvent } from '@hotline/contracts';
import type { Person } from '@hotline/platform';
import type { FaxPort } from './fax/fax-port.ts';

/** What a step of a ticket says to the citizen. */
export interface StepWords {
  readonly number: string;
  readonly title: string;
  readonly event: TicketEvent;
  /** The conversation that the ticket was filed from. */
  readonly conversationId: string | null;
  /** In Chinese, with the query code where the step tells it. */
  readonly text: string;
}

/** What the gateway asks of ticketing. */
export interface Tickets {
  /** The id of a ticket that she may see, by id or number. Throws `ticket.unknown`. */
  find(me: Person, idOrNumber: string): Promise<string>;
  /** The ticket with this number, and whether it is hers: this is its query code, or the number it was filed with; undefined when there is none, or too many wrong codes were tried. */
  prove(
    number: string,
    code: string | undefined,
    phone?: string,
  ): Promise<{ readonly ticketId: string; readonly isProven: boolean } | undefined>;
  /** The number to text her at, in E.164. */
  phoneOf(ticketId: string): Promise<string | null>;
  /** A number and its query code for a matter that may become a ticket: that ticket then has this number. */
  newNumber(): Promise<{ readonly number: string; readonly queryCode: string }>;
  /** The same code again, for a number that was given before. */
  codeOf(number: string): string;
  /** Whether this code opens this number; too many wrong ones within the hour close it. */
  opens(number: string, code: string): Promise<boolean>;
  /** Throws `region.unknown`, `region.elsewhere`. */
  needRegion(code: string): void;
  /** Its name with those of the places that it lies in. */
  regionName(code: string): string | undefined;
  /** What a template may name of a ticket, in Chinese. */
  facts(
    ticketId: string,
  ): Promise<{ readonly number: string; readonly title: string; readonly state: string; readonly unitName: string | null } | undefined>;
  /** What she answered to the callback question. False: it cannot count any more. */
  rate(ticketId: string, satisfied: 4 | 3 | 1): Promise<boolean>;
  /** Numbers by id, of those that there are. */
  numbersOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** How a ticket stands, in a citizen's words. */
  standing(ticketId: string): Promise<string | undefined>;
  /** The words of one `citizen.told`; undefined when there are none any more. */
  stepWords(id: string): Promise<StepWords | undefined>;
}

export interface GatewayPorts {
  /** Names of people by account. */
  readonly nameOf: (account: string) => string | undefined;
  readonly tickets: Tickets;
  /** The telephone line, as far as faxes go over it. */
  readonly fax: FaxPort;
}
