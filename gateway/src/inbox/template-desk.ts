import { namesIn, Problem, type TemplateField, templateFields, type TemplateView } from '@hotline/contracts';
import type { AuditBook, Database, Person } from '@hotline/platform';
import { asc, eq, sql } from 'drizzle-orm';
import type { GatewayPorts } from '../ports.ts';
import { conversation } from '../tables/message.ts';
import { template } from '../tables/template.ts';

export interface TemplateNeeds {
  readonly database: Database;
  readonly audit: AuditBook;
  readonly ports: GatewayPorts;
}

/** Templates for answers: written by the administrator, filled in for whoever answers, who may change every word of it. */
export class TemplateDesk {
  readonly #need: TemplateNeeds;

  constructor(need: TemplateNeeds) {
    this.#need = need;
  }

  async list(): Promise<{ items: TemplateView[] }> {
    return { items: await this.#need.database.db.select().from(template).orderBy(asc(template.id)) };
  }

  /** Throws `template.field-unknown`. */
  async put(me: Person, id: string, given: Pick<TemplateView, 'name' | 'text' | 'active'>): Promise<TemplateView> {
    const { database, audit } = this.#need;
    const unknown = namesIn(given.text).filter((name) => !(name in templateFields));
    if (unknown.length > 0)
      throw new Problem('template.field-unknown', { errors: unknown.map((name) => ({ path: 'body.text', message: `{${name}}` })) });
    const [row] = await database.db.transaction(async (tx) => {
      await audit.write(tx, me, { action: 'template.put', object: `template:${id}`, details: { ...given } });
      return tx
        .insert(template)
        .values({ id, ...given })
        .onConflictDoUpdate({ target: template.id, set: { ...given, version: sql`${template.version} + 1` } })
        .returning();
    });
    if (!row) throw new Error('a template that was just written is gone');
    return row;
  }

  /** As they read in this conversation. Throws `conversation.unknown`. */
  async filled(me: Person, conversationId: string) {
    const { database, ports } = this.#need;
    const [row] = await database.db
      .select({ ticketId: conversation.ticketId })
      .from(conversation)
      .where(eq(conversation.id, conversationId));
    if (!row) throw new Problem('conversation.unknown');
    const ticket = row.ticketId === null ? undefined : await ports.tickets.facts(row.ticketId);
    const values: Record<TemplateField, string | undefined> = {
      工单号: ticket?.number,
      标题: ticket?.title,
      状态: ticket?.state,
      承办单位: ticket?.unitName ?? undefined,
      工号: me.number ?? undefined,
    };
    const { items } = await this.list();
    return {
      items: items
        .filter(({ active }) => active)
        .map(({ id, name, text }) => ({
          id,
          name,
          text: text.replace(/\{([^{}]{1,20})\}/g, (braces, field: string) => values[field as TemplateField] ?? braces),
          missing: namesIn(text).filter((field) => values[field as TemplateField] === undefined),
        })),
    };
  }
}
