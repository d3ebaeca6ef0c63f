import { PgBoss } from 'pg-boss';
import type { z } from 'zod';
import type { Log } from '../log/log.ts';

/** A kind of work done later: its payload, what makes two orders the same, how often it is tried. */
export interface JobKind {
  readonly payload: z.ZodObject;
  /** Orders with the same key are one job while the first has not begun: delivery is at least once, and two may be at work at once. */
  readonly onceBy: (payload: never) => string;
  readonly retries: number;
  /** Seconds after which a worker that says nothing counts as dead and the job is taken up again (CASES, pg-boss#303: within 2 minutes). */
  readonly withinSeconds: number;
}
export type JobKinds = Readonly<Record<string, JobKind>>;
type PayloadOf<K extends JobKind> = z.output<K['payload']>;
export type JobHandlers<T extends JobKinds> = { [N in keyof T]: (payload: PayloadOf<T[N]>) => Promise<void> };

export interface Jobs<T extends JobKinds> {
  order<N extends keyof T & string>(name: N, payload: PayloadOf<T[N]>, options?: { afterSeconds?: number }): Promise<void>;
  counts(): Promise<{ pending: number; failed: number }>;
  isUp(): boolean;
  stop(): Promise<void>;
}

/** Handlers of one kind at work at the same time in this process. */
const WORKERS = 4;
/** How often jobs are looked for whose worker died. */
const LOOKS_EVERY_S = 20;

/** Starts pg-boss in the same database. `batchSize` with burst and NOTIFY: polling alone does 16 jobs a second (STACK section 4). */
export async function openJobs<const T extends JobKinds>(url: string, kinds: T, handlers: JobHandlers<T>, log: Log): Promise<Jobs<T>> {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'jobs',
    max: 4,
    // A pass needs both clocks: the slower of the two says how long a dead worker's job waits beyond its own time.
    superviseIntervalSeconds: LOOKS_EVERY_S,
    monitorIntervalSeconds: LOOKS_EVERY_S,
    maintenanceIntervalSeconds: LOOKS_EVERY_S,
    useListenNotify: true,
  } as never);
  let up = true;
  boss.on('error', (error) => {
    up = false;
    log.warn({ error: String(error) }, 'the job queue stumbled');
  });
  await boss.start();
  for (const [name, kind] of Object.entries(kinds)) {
    await boss.createQueue(name, {
      policy: 'short',
      retryLimit: kind.retries,
      retryBackoff: true,
      retryDelay: 1,
      expireInSeconds: kind.withinSeconds,
      notify: true,
    });
    await boss.work(
      name,
      { pollingIntervalSeconds: 1, batchSize: 1, localConcurrency: WORKERS, burstWhenBatchFull: true },
      async (jobs) => {
        up = true;
        for (const job of jobs) await handlers[name as keyof T](kind.payload.parse(job.data) as never);
      },
    );
  }
  return {
    order: async (name, payload, options = {}) => {
      const kind = kinds[name];
      if (!kind) return;
      await boss.send(name, payload, {
        singletonKey: kind.onceBy(payload as never),
        ...(options.afterSeconds ? { startAfter: options.afterSeconds } : {}),
      });
    },
    counts: async () => {
      const counts = await countJobs(boss, Object.keys(kinds));
      up = true;
      return counts;
    },
    isUp: () => up,
    stop: () => boss.stop({ graceful: true, timeout: 3_000 }),
  };
}

async function countJobs(boss: PgBoss, names: readonly string[]): Promise<{ pending: number; failed: number }> {
  const question = `select count(*) filter (where state < 'completed')::int as pending, count(*) filter (where state = 'failed')::int as failed
    from jobs.job where name = any($1)`;
  const { rows } = (await boss.getDb().executeSql(question, [names])) as { rows: { pending: number; failed: number }[] };
  return rows[0] ?? { pending: 0, failed: 0 };
}
