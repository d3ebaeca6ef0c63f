import type { MessageChannelName, Purpose } from '@hotline/contracts';
import { type Db, Together } from '@hotline/platform';
import { sql } from 'drizzle-orm';

/** What is asked of the rows about one arrival. */
export interface Question {
  readonly accountId: string;
  readonly externalId: string;
  readonly kind: MessageChannelName;
  /** Whose address it is. */
  readonly addressIndex: string;
  /** What she wrote since then counts as within the hour, what we said by ourselves as within the day. */
  readonly hourAgo: Date;
  readonly dayAgo: Date;
  /** A conversation of hers goes on when something was said there since then; null: not by itself. */
  readonly freshSince: Date | null;
}

/** What the rows say to it. */
export interface Known {
  /** It has come before and is a message, or stands apart. */
  readonly isMessage: boolean;
  readonly isApart: boolean;
  readonly contactId: string | null;
  readonly inHour: number;
  readonly saidToday: number;
  /** Her last conversation at this account, while it is fresh. */
  readonly goesOnIn: string | null;
  readonly ticketId: string | null;
}

export interface KnownConversation {
  /** A matter has been received there: a question or a menu entry before it gets no receipt. */
  readonly hasMatter: boolean;
  /** What the last that we said there was for. */
  readonly lastSaid: Purpose | null;
}

/** Asks the rows about arrivals, one question for all that come at about the same time. */
export class KnownRows {
  readonly #arrivals: Together<Question, Known>;
  readonly #conversations: Together<string, KnownConversation>;

  constructor(db: Db) {
    this.#arrivals = new Together((questions) => askArrivals(db, questions));
    this.#conversations = new Together((ids) => askConversations(db, ids));
  }

  about(question: Question): Promise<Known> {
    return this.#arrivals.run(question);
  }

  conversation(id: string): Promise<KnownConversation> {
    return this.#conversations.run(id);
  }
}

/**
 * `offset 0` keeps PostgreSQL to the order written here: from her to her conversations to what was said there. Its estimates begin with what
 * everybody said within the hour, and in a busy hour that is all there is.
 */
async function askArrivals(db: Db, questions: readonly Question[]): Promise<Known[]> {
  const asked = JSON.stringify(questions.map((question, place) => ({ ...question, place })));
  const { rows } = await db.execute<Known & Record<string, unknown>>(sql`
    select m.id is not null as "isMessage", q.id is not null as "isApart", c.id as "contactId",
      said."inHour", said."saidToday", fresh.id as "goesOnIn", fresh.ticket_id as "ticketId"
    from jsonb_to_recordset(${asked}::jsonb) as a(place int, "accountId" text, "externalId" text, kind text, "addressIndex" text,
      "hourAgo" timestamptz, "dayAgo" timestamptz, "freshSince" timestamptz)
    left join gateway.message m on m.account_id = a."accountId" and m.direction = 'in' and m.external_id = a."externalId"
    left join gateway.quarantine q on q.account_id = a."accountId" and q.external_id = a."externalId"
    left join gateway.contact c on c.kind = a.kind and c.address_index = a."addressIndex"
    cross join lateral (
      select count(*) filter (where one.direction = 'in' and one.at > a."hourAgo")::int as "inHour",
        count(*) filter (where one.purpose in ('receipt', 'status'))::int as "saidToday"
      from (select v.id from gateway.conversation v where v.contact_id = c.id offset 0) as hers
      cross join lateral (
        select h.direction, h.at, (select d.purpose from gateway.delivery d where d.message_id = h.id) as purpose
        from gateway.message h where h.conversation_id = hers.id and h.at > a."dayAgo" offset 0) as one) as said
    left join lateral (
      select hers.id, hers.ticket_id from (
        select v.id, v.ticket_id, v.last_at from gateway.conversation v
        where v.contact_id = c.id and v.account_id = a."accountId" and not v.is_test and v.last_at > a."freshSince" offset 0) as hers
      order by hers.last_at desc limit 1) as fresh on true
    order by a.place`);
  return rows;
}

async function askConversations(db: Db, ids: readonly string[]): Promise<KnownConversation[]> {
  const { rows } = await db.execute<KnownConversation & Record<string, unknown>>(sql`
    select
      exists (select 1 from gateway.message m where m.conversation_id = a.id and m.becomes in ('matter', 'addition')) as "hasMatter",
      (select d.purpose from gateway.message m join gateway.delivery d on d.message_id = m.id
        where m.conversation_id = a.id order by m.at desc limit 1) as "lastSaid"
    from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) with ordinality as a(id, place) order by a.place`);
  return rows;
}
