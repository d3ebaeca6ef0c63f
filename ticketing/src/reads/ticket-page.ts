import { Problem, type TicketView } from '@hotline/contracts';
import type { Clock, Db, Person } from '@hotline/platform';
import { and, asc, eq } from 'drizzle-orm';
import { isNamed } from '../lifecycle/named.ts';
import { can, type Ground } from '../lifecycle/step.ts';
import type { TicketingPorts } from '../ports.ts';
import { clock as clockTable, type ClockRow, signal as signalTable, ticket as ticketTable, type TicketRow } from '../tables/ticket.ts';
import { type GivenSignal, mask, present } from './present.ts';
import { visibleTo } from './visible.ts';

export interface Beside {
  readonly clocks: readonly ClockRow[];
  readonly signals: readonly GivenSignal[];
}

/** One ticket with its clocks, and what the reader may do with it. */
export class TicketPage {
  readonly #db: Db;
  readonly #time: Clock;
  readonly #ports: TicketingPorts;
  readonly #ground: () => Ground;

  constructor(db: Db, time: Clock, ports: TicketingPorts, ground: () => Ground) {
    this.#db = db;
    this.#time = time;
    this.#ports = ports;
    this.#ground = ground;
  }

  /** The row of a ticket that this person may see. Throws `ticket.unknown` alike for one that does not exist and one that is none of hers. */
  async find(me: Person, idOrNumber: string): Promise<TicketRow> {
    const [row] = await this.#db
      .select()
      .from(ticketTable)
      .where(and(isNamed(idOrNumber), visibleTo(me, this.#ports.units)));
    if (!row) throw new Problem('ticket.unknown');
    return row;
  }

  async read(me: Person, idOrNumber: string): Promise<TicketView> {
    return this.show(me, await this.find(me, idOrNumber));
  }

  /** What stands beside a ticket's row. */
  async gather(id: string): Promise<Beside> {
    const [clocks, signals] = await Promise.all([
      this.#db.select().from(clockTable).where(eq(clockTable.ticketId, id)),
      this.#db.select().from(signalTable).where(eq(signalTable.ticketId, id)).orderBy(asc(signalTable.at), asc(signalTable.writtenAt)),
    ]);
    return { clocks, signals };
  }

  async show(me: Person, row: TicketRow): Promise<TicketView> {
    return this.draw(me, row, await this.gather(row.id));
  }

  /** Masks and presents what was gathered. */
  draw(me: Person, row: TicketRow, { clocks, signals }: Beside): TicketView {
    const inOrder = clocks.toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || a.dueAt.getTime() - b.dueAt.getTime());
    return present(this.#ports, mask(row, me), inOrder, signals, can(this.#ground(), row, me, this.#time.now()));
  }
}
