import { checkLimit, type Limit } from './limits.ts';

/** What can happen to a clock. `recompute` changes nothing by itself: it says that the calendar or the rule was another one from here on. */
export type LedgerKind = 'start' | 'pause' | 'resume' | 'extend' | 'recompute' | 'stop';

/** One line of a clock's ledger. Lines are only ever added, so who moved a deadline, when and why stays to be read. */
export interface LedgerLine {
  readonly kind: LedgerKind;
  readonly at: Date;
  readonly by: string;
  readonly why: string;
  readonly approvedBy?: string | undefined;
  /** Of `extend` only: by how much. */
  readonly add?: Limit | undefined;
}

type Said = Pick<LedgerLine, 'at' | 'by' | 'why' | 'approvedBy'>;
/** What moves or explains a deadline, in the order it was written down. */
export type RunEvent =
  | (Said & { readonly kind: 'pause'; readonly until: Date })
  | (Said & { readonly kind: 'extend'; readonly add: Limit })
  | (Said & { readonly kind: 'recompute' });

/** A ledger, read. */
export interface Run {
  readonly startedAt: Date;
  /** Absent while the clock still counts. */
  readonly stoppedAt?: Date;
  /** The clock stands still since then: neither resumed nor stopped. */
  readonly pausedSince?: Date;
  /** Pauses that ended, extensions and recomputations. A pause stands where it ended, because only then is its length known. */
  readonly events: readonly RunEvent[];
}

type Reading = { startedAt?: Date; stoppedAt?: Date; paused?: Said; events: RunEvent[] };

const readers: Readonly<Record<LedgerKind, (run: Reading, said: Said, line: LedgerLine) => string | undefined>> = {
  start(run, said) {
    if (run.startedAt) return 'a clock starts once';
    run.startedAt = said.at;
  },
  pause(run, said) {
    if (run.paused) return 'it is paused already';
    run.paused = said;
  },
  resume(run, said) {
    if (!run.paused) return 'it is not paused';
    run.events.push({ kind: 'pause', ...run.paused, until: said.at });
    delete run.paused;
  },
  extend(run, said, { add }) {
    if (!add) return 'an extension says by how much';
    run.events.push({ kind: 'extend', ...said, add: checkLimit(add) });
  },
  recompute(run, said) {
    run.events.push({ kind: 'recompute', ...said });
  },
  stop(run, said) {
    if (run.paused) run.events.push({ kind: 'pause', ...run.paused, until: said.at });
    delete run.paused;
    run.stoppedAt = said.at;
  },
};

/** Reads a ledger from its first line. Lines in an impossible order are a bug of whoever wrote them, and thrown as such. */
export function runOf(ledger: readonly LedgerLine[]): Run {
  const run: Reading = { events: [] };
  let latest = -Infinity;
  for (const [index, line] of ledger.entries()) {
    // The clocks of two machines differ by milliseconds: a line takes effect no earlier than the one before it.
    latest = Math.max(latest, line.at.getTime());
    const said: Said = { at: new Date(latest), by: line.by, why: line.why, approvedBy: line.approvedBy };
    const order = run.stoppedAt
      ? 'the clock has stopped'
      : !run.startedAt && line.kind !== 'start'
        ? 'the clock has not started'
        : undefined;
    const wrong = order ?? readers[line.kind](run, said, line);
    if (wrong) throw new Error(`line ${index + 1} of the ledger, ${line.kind} at ${line.at.toISOString()}: ${wrong}`);
  }
  const { startedAt, stoppedAt, paused, events } = run;
  if (!startedAt) throw new Error('an empty ledger: a clock begins with its start');
  return { startedAt, events, ...(stoppedAt ? { stoppedAt } : {}), ...(paused ? { pausedSince: paused.at } : {}) };
}
