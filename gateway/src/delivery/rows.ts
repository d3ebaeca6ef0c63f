import type { DeliveryState } from '@hotline/contracts';
import { type RowKind, type Tx, wholeRows } from '@hotline/platform';
import { asc, inArray, sql } from 'drizzle-orm';
import { delivery, deliveryPart, deliveryStep } from '../tables/delivery.ts';
import { message } from '../tables/message.ts';

/** What an order writes. One that was given before is there, and stays as it is. */
export const rowsOf = {
  message: wholeRows(message, message.id, 'never'),
  delivery: wholeRows(delivery, delivery.messageId, 'never'),
  step: wholeRows(deliveryStep, deliveryStep.messageId, 'never'),
  spoken: {
    name: 'spoken',
    toJson: (row) => row,
    // one row, and said so: of a set PostgreSQL expects a hundred, and reads both tables whole
    insert: (rows) => sql`
      update gateway.conversation set last_at = (one.row->>'at')::timestamptz from (select ${rows}->0 as row) as one
      where id = one.row->>'id' and not exists (select 1 from gateway.message m where m.id = one.row->>'message')`,
  } satisfies RowKind<{ readonly id: string; readonly message: string; readonly at: Date }>,
};

/** One more line of a delivery's history, one of each delivery at a time; its row is locked by whoever writes. */
export const noted: RowKind<{ readonly messageId: string; readonly at: Date; readonly state: DeliveryState; readonly words: string }> = {
  name: 'noted',
  toJson: (row) => row,
  insert: (rows) => sql`
    insert into gateway.delivery_step (message_id, step, at, state, words)
    select r."messageId", coalesce((select max(step) from gateway.delivery_step where message_id = r."messageId"), 0) + 1, r.at, r.state, r.words
    from jsonb_to_recordset(${rows}) as r("messageId" text, at timestamptz, state text, words text)`,
};

/** Where a delivery stands after a try. */
export const moved: RowKind<{ readonly messageId: string; readonly state: DeliveryState; readonly nextTryAt: Date | null }> = {
  name: 'moved',
  toJson: (row) => row,
  insert: (rows) => sql`
    update gateway.delivery d set state = r.state, next_try_at = r."nextTryAt"
    from jsonb_to_recordset(${rows}) as r("messageId" text, state text, "nextTryAt" timestamptz)
    where d.message_id = r."messageId"`,
};

interface TakenPart {
  readonly messageId: string;
  readonly part: number;
  readonly accountId: string;
  readonly peerId: string;
  /** The index of the peer's id: what she answers is tied to the message by it. */
  readonly thread: string;
}

/** What a peer took. */
export const taken = {
  part: {
    name: 'part',
    toJson: (row) => row,
    insert: (rows) => sql`
      insert into gateway.delivery_part (message_id, part, account_id, peer_id)
      select r."messageId", r.part, r."accountId", r."peerId"
      from jsonb_to_recordset(${rows}) as r("messageId" text, part int, "accountId" text, "peerId" text) on conflict do nothing`,
  } satisfies RowKind<TakenPart>,
  tie: {
    name: 'tie',
    toJson: (row) => row,
    insert: (rows) => sql`
      update gateway.message m set threads = m.threads || r.threads
      from (select "messageId" as id, array_agg(thread) as threads
        from jsonb_to_recordset(${rows}) as all_of("messageId" text, thread text) group by 1) as r
      where m.id = r.id`,
  } satisfies RowKind<TakenPart>,
};

/** The parts of deliveries that a peer has taken, each with its state. */
export async function partsOf(tx: Tx, messageIds: readonly string[]): Promise<Map<string, { part: number; state: DeliveryState }[]>> {
  const rows = await tx
    .select({ messageId: deliveryPart.messageId, part: deliveryPart.part, state: deliveryPart.state })
    .from(deliveryPart)
    .where(inArray(deliveryPart.messageId, [...messageIds]))
    .orderBy(asc(deliveryPart.part));
  return Map.groupBy(rows, ({ messageId }) => messageId);
}
