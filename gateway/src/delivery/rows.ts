import type { DeliveryState } from '@hotline/contracts';
import { type RowKind, wholeRows } from '@hotline/platform';
import { sql } from 'drizzle-orm';
import { delivery, deliveryStep } from '../tables/delivery.ts';
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

/** One more line of a delivery's history; its row is locked by whoever writes. */
export const noted: RowKind<{ readonly messageId: string; readonly at: Date; readonly state: DeliveryState; readonly words: string }> = {
  name: 'noted',
  toJson: (row) => row,
  insert: (rows) => sql`
    insert into gateway.delivery_step (message_id, step, at, state, words)
    select row->>'messageId', coalesce((select max(step) from gateway.delivery_step where message_id = row->>'messageId'), 0) + 1,
      (row->>'at')::timestamptz, row->>'state', row->>'words'
    from (select ${rows}->0 as row) as one`,
};
