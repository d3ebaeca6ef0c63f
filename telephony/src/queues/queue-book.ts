import { Problem, type QueueSettings, type QueueView } from '@hotline/contracts';
import { type AuditBook, type Db, isTaken, type Person } from '@hotline/platform';
import { and, asc, eq } from 'drizzle-orm';
import type { KnownAgent } from '../board/floor.ts';
import { queue, queueMember, serviceNumber } from '../tables.ts';

type QueueRow = typeof queue.$inferSelect;

/** Queues, who serves them and which numbers reach them. Kept in memory: each call asks it, the rows change once a month. */
export class QueueBook {
  readonly #db: Db;
  readonly #audit: AuditBook;
  readonly #agents: () => Promise<readonly KnownAgent[]>;
  #queues = new Map<string, QueueRow>();
  #members = new Map<string, Set<string>>();
  #numbers = new Map<string, string>();

  constructor(db: Db, audit: AuditBook, agents: () => Promise<readonly KnownAgent[]>) {
    this.#db = db;
    this.#audit = audit;
    this.#agents = agents;
  }

  async load(): Promise<void> {
    const [queues, members, numbers] = await Promise.all([
      this.#db.select().from(queue).orderBy(asc(queue.code)),
      this.#db.select().from(queueMember),
      this.#db.select().from(serviceNumber),
    ]);
    this.#queues = new Map(queues.map((row) => [row.code, row]));
    this.#members = new Map(queues.map(({ code }) => [code, new Set(members.flatMap((row) => (row.queue === code ? [row.account] : [])))]));
    this.#numbers = new Map(numbers.map((row) => [row.number, row.queue]));
  }

  /** The first queue of a new house. */
  async first(): Promise<void> {
    await this.#db.insert(queue).values({ code: 'main', name: '12345 总队列' }).onConflictDoNothing();
    await this.#db.insert(serviceNumber).values({ number: '12345', queue: 'main' }).onConflictDoNothing();
    await this.load();
  }

  get(code: string | null): QueueRow {
    const row = this.#queues.get(code ?? '') ?? this.#queues.values().next().value;
    if (!row) throw new Error('a house without a queue');
    return row;
  }

  /** The queue of a dialled number. A number that no row names (an area code before 12345) goes to the first queue: nobody hears a dead line. */
  reachedBy(dialled: string): string {
    return this.#numbers.get(dialled) ?? this.get(null).code;
  }

  /** A queue that lists nobody is served by everybody. */
  serves(account: string, code: string): boolean {
    const members = this.#members.get(code);
    return members === undefined || members.size === 0 || members.has(account);
  }

  views(): QueueView[] {
    return [...this.#queues.values()].map((row) => this.#view(row));
  }

  async change(me: Person, code: string, version: number, settings: QueueSettings): Promise<QueueView> {
    const before = this.#need(code);
    if (settings.record && !settings.announceRecording) {
      throw new Problem('request.invalid', {
        errors: [{ path: 'body.announceRecording', message: '录音必须先告知 / recording needs the notice' }],
      });
    }
    const { members, ...rest } = settings;
    await this.#needKnown(code, members);
    await this.#db.transaction(async (tx) => {
      const [row] = await tx
        .update(queue)
        .set({ ...rest, version: version + 1 })
        .where(and(eq(queue.code, code), eq(queue.version, version)))
        .returning();
      if (!row) throw new Problem('version.stale', { version: before.version });
      await tx.delete(queueMember).where(eq(queueMember.queue, code));
      const unique = [...new Set(members)];
      if (unique.length > 0) await tx.insert(queueMember).values(unique.map((account) => ({ queue: code, account })));
      await this.#audit.write(tx, me, {
        action: 'queue.change',
        object: `queue:${code}`,
        details: { before: this.#view(before), after: settings },
      });
    });
    await this.load();
    return this.#view(this.#need(code));
  }

  async addNumber(me: Person, code: string, number: string): Promise<QueueView> {
    this.#need(code);
    try {
      await this.#db.transaction(async (tx) => {
        await tx.insert(serviceNumber).values({ number, queue: code });
        await this.#audit.write(tx, me, { action: 'queue.number-added', object: `queue:${code}`, details: { number } });
      });
    } catch (error) {
      if (isTaken(error)) throw new Problem('number.taken');
      throw error;
    }
    await this.load();
    return this.#view(this.#need(code));
  }

  async removeNumber(me: Person, code: string, number: string): Promise<QueueView> {
    this.#need(code);
    await this.#db.transaction(async (tx) => {
      const gone = await tx
        .delete(serviceNumber)
        .where(and(eq(serviceNumber.number, number), eq(serviceNumber.queue, code)))
        .returning();
      if (gone.length === 0) throw new Problem('number.unknown');
      await this.#audit.write(tx, me, { action: 'queue.number-removed', object: `queue:${code}`, details: { number } });
    });
    await this.load();
    return this.#view(this.#need(code));
  }

  /** Who is a member already may stay: whether she still takes calls is a matter of her account. */
  async #needKnown(code: string, members: readonly string[]): Promise<void> {
    const fresh = members.filter((account) => !this.#members.get(code)?.has(account));
    if (fresh.length === 0) return;
    const known = new Set((await this.#agents()).flatMap(({ account, takesCalls }) => (takesCalls ? [account] : [])));
    if (fresh.some((account) => !known.has(account))) throw new Problem('agent.unknown');
  }

  #need(code: string): QueueRow {
    const row = this.#queues.get(code);
    if (!row) throw new Problem('queue.unknown');
    return row;
  }

  #view(row: QueueRow): QueueView {
    const numbers = [...this.#numbers].flatMap(([number, code]) => (code === row.code ? [number] : []));
    return { ...row, members: [...(this.#members.get(row.code) ?? [])].sort(), numbers: numbers.sort() };
  }
}
