import { type WebForm, WebForm as Form } from '@hotline/contracts';
import { type Db, type KeyRing, seal, unseal } from '@hotline/platform';
import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { openAddress } from '../intake/addresses.ts';
import { openMessage } from '../intake/write-message.ts';
import type { GatewayPorts } from '../ports.ts';
import { contact, conversation, message, quarantine } from '../tables/message.ts';
import { webReport, type WebReportRow } from '../tables/web.ts';

/** What is kept of a form beside the message: what whoever reads it sees, and her name. */
const Kept = Form.omit({ regionName: true, alikeNumber: true, isConfirmed: true }).extend({
  name: z.string(),
  alike: z.string().optional(),
});
export type KeptForm = z.output<typeof Kept>;

/** Where a matter stands that came by the form. */
export interface Receipt {
  readonly at: Date;
  /** The ticket that it became, or that it was added to. */
  readonly ticketId: string | null;
  readonly isWaiting: boolean;
  /** It is a message, so that more can be added to it. */
  readonly canAdd: boolean;
  /** What people of the hotline wrote to her, oldest first. */
  readonly said: readonly { readonly at: Date; readonly text: string }[];
  /** The number that she left, in E.164; null: it stands apart. */
  readonly phone: string | null;
  /** A code by text showed that it is hers. */
  readonly isConfirmed: boolean;
}

export interface ReceiptNeeds {
  readonly db: Db;
  readonly ring: KeyRing;
  readonly ports: GatewayPorts;
}

const about = (number: string): string => `web-report:${number}`;

/** What was given with a number: the form, and how the matter goes on. */
export class Receipts {
  readonly #need: ReceiptNeeds;

  constructor(need: ReceiptNeeds) {
    this.#need = need;
  }

  /** Keeps what was given. False: this matter was handed in before. */
  async keep(row: Omit<WebReportRow, 'formSealed'>, form: KeptForm): Promise<boolean> {
    const { db, ring } = this.#need;
    const formSealed = seal(ring, about(row.number), JSON.stringify(form));
    const made = await db
      .insert(webReport)
      .values({ ...row, formSealed })
      .onConflictDoNothing()
      .returning({ number: webReport.number });
    return made.length > 0;
  }

  /** A matter that was handed in before; `arrived`: it is a message, or stands apart, and not only a number that was given. */
  async known(accountId: string, externalId: string): Promise<{ number: string; confirmed: boolean; arrived: boolean } | undefined> {
    const [row] = await this.#need.db
      .select({
        number: webReport.number,
        confirmed: webReport.confirmed,
        arrived: sql<boolean>`${message.id} is not null or ${quarantine.id} is not null`,
      })
      .from(webReport)
      .leftJoin(message, isItsMessage)
      .leftJoin(quarantine, and(eq(quarantine.accountId, webReport.accountId), eq(quarantine.externalId, webReport.externalId)))
      .where(and(eq(webReport.accountId, accountId), eq(webReport.externalId, externalId)));
    return row;
  }

  /** Where the matter with this number stands; undefined: no form gave this number. */
  async of(number: string): Promise<Receipt | undefined> {
    const { db, ring } = this.#need;
    const [row] = await db
      .select({ report: webReport, conversation, contact })
      .from(webReport)
      .leftJoin(message, isItsMessage)
      .leftJoin(conversation, eq(conversation.id, message.conversationId))
      .leftJoin(contact, eq(contact.id, conversation.contactId))
      .where(eq(webReport.number, number));
    if (!row) return undefined;
    const { report, conversation: its } = row;
    const said = its
      ? await db
          .select()
          .from(message)
          .where(and(eq(message.conversationId, its.id), eq(message.direction, 'out'), isNotNull(message.by)))
          .orderBy(asc(message.at))
      : [];
    return {
      at: report.at,
      ticketId: its?.ticketId ?? null,
      // what stands apart has no message yet, and waits for somebody as well
      isWaiting: its === null || its.waitsSince !== null,
      canAdd: its !== null,
      said: said.map((one) => ({ at: one.at, text: openMessage(ring, one).text })),
      phone: row.contact && openAddress(ring, row.contact),
      isConfirmed: report.confirmed,
    };
  }

  /** Who wrote the matter with this number, by the number that she left; undefined: there is none, or it stands apart. */
  async writerOf(number: string): Promise<{ phone: string; name: string } | undefined> {
    const { db, ring } = this.#need;
    const [row] = await db
      .select({ report: webReport, contact })
      .from(webReport)
      .innerJoin(message, isItsMessage)
      .innerJoin(conversation, eq(conversation.id, message.conversationId))
      .innerJoin(contact, eq(contact.id, conversation.contactId))
      .where(eq(webReport.number, number));
    return row && { phone: openAddress(ring, row.contact), name: this.#open(row.report).name };
  }

  /** What she gave in the conversation that a ticket is filed from: her name and the number that she holds. */
  async givenIn(conversationId: string): Promise<{ number: string; name: string } | undefined> {
    const found = await this.#in(conversationId);
    return found && { number: found.number, name: this.#open(found).name };
  }

  /** The form as whoever reads the conversation sees it. */
  async formIn(conversationId: string): Promise<WebForm | null> {
    const found = await this.#in(conversationId);
    if (!found) return null;
    const { name: _, alike, ...form } = this.#open(found);
    const { regionCode } = form.place;
    const regionName = regionCode === undefined ? null : (this.#need.ports.tickets.regionName(regionCode) ?? null);
    const numbers = alike === undefined ? undefined : await this.#need.ports.tickets.numbersOf([alike]);
    return { ...form, regionName, alikeNumber: numbers?.get(alike ?? '') ?? null, isConfirmed: found.confirmed };
  }

  async #in(conversationId: string): Promise<WebReportRow | undefined> {
    const [row] = await this.#need.db
      .select({ report: webReport })
      .from(message)
      .innerJoin(webReport, isItsMessage)
      .where(eq(message.conversationId, conversationId))
      .orderBy(asc(message.at))
      .limit(1);
    return row?.report;
  }

  #open({ number, formSealed }: WebReportRow): KeptForm {
    return Kept.parse(JSON.parse(unseal(this.#need.ring, about(number), formSealed)));
  }
}

const isItsMessage = and(
  eq(message.accountId, webReport.accountId),
  eq(message.direction, 'in'),
  eq(message.externalId, webReport.externalId),
);
