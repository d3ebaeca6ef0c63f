import type { ConversationNotice, Permission, TicketEvent, Told } from '@hotline/contracts';
import type { Person, Tx } from '@hotline/platform';
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
  /** The matter with this number (`ticketId` null: written on the site, and no ticket yet), and whether it is hers: this is its query code, or the number it was filed with; undefined when there is none, or too many wrong codes were tried. */
  prove(
    number: string,
    code: string | undefined,
    phone?: string,
  ): Promise<{ readonly ticketId: string | null; readonly isProven: boolean } | undefined>;
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
  /** The conversation that it was filed from. */
  filedFrom(ticketId: string): Promise<string | null>;
  /** What a template may name of a ticket, in Chinese. */
  facts(
    ticketId: string,
  ): Promise<{ readonly number: string; readonly title: string; readonly state: string; readonly unitName: string | null } | undefined>;
  /** What she answered to the callback question. False: it cannot count any more. */
  rate(ticketId: string, satisfied: 4 | 3 | 1): Promise<boolean>;
  /** Numbers by id, of those that there are. */
  numbersOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** How the matter with this number stands, in a citizen's words. */
  standing(number: string): Promise<string | undefined>;
  /** The words of one `citizen.told`; undefined when there are none any more. */
  stepWords(id: string): Promise<StepWords | undefined>;
}

/** Somebody of the house who may answer citizens in writing. */
export interface Answerer {
  readonly account: string;
  readonly name: string;
  readonly number: string | null;
}

/** What the gateway asks of people. */
export interface Answerers {
  /** By part of an account, a name or a 工号; never `without`. */
  find(search: { readonly q?: string | undefined; readonly limit: number; readonly without: string }): Promise<Answerer[]>;
  has(account: string): Promise<boolean>;
}

/** Who reads a notice: whoever has a right, or one person. */
export type Audience = `right:${Permission}` | `person:${string}`;

/** Messages inside the house, in the bell of a desk. */
export interface Notices {
  /** Writes them, each once by `onceBy`, and says what is to be told of it. */
  write(
    tx: Tx,
    orders: readonly {
      readonly audience: Audience;
      readonly at: Date;
      readonly conversationId: string;
      readonly kind: ConversationNotice;
      readonly onceBy: string;
    }[],
  ): Promise<Told[]>;
}

export interface GatewayPorts {
  /** Names of people by account. */
  readonly nameOf: (account: string) => string | undefined;
  readonly answerers: Answerers;
  /** Who called, in E.164; null: withheld. Throws `call.unknown`. */
  readonly numberOfCall: (callId: string) => Promise<string | null>;
  readonly notices: Notices;
  readonly tickets: Tickets;
  /** The telephone line, as far as faxes go over it. */
  readonly fax: FaxPort;
}
