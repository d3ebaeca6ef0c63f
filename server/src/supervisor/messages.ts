/** What the supervisor and the app say to each other over Node's message channel, and the status both make together (DESIGN 11). */
export interface Report {
  readonly ready: { database: boolean; jobs: boolean; ari: boolean; ami: boolean; recording: boolean };
  readonly calls: { waiting: number; ringing: number; talking: number; channels: number };
  readonly agents: { ready: number; busy: number; wrapUp: number; paused: number; offline: number };
  readonly events: { lag: number };
  readonly jobs: { pending: number; failed: number };
  /** Why something above is not as it should be, in words. */
  readonly reasons?: readonly string[];
}

/** `say`: a line for the person at the terminal, such as the first administrator's one-time password, which belongs in no log. */
export type FromApp =
  | { readonly kind: 'ready' }
  | { readonly kind: 'say'; readonly line: string }
  | { readonly kind: 'report'; readonly id?: number; readonly report: Report };

export type ToApp =
  | { readonly kind: 'report-wanted'; readonly id: number }
  | { readonly kind: 'asterisk'; readonly state: 'up' | 'down' | 'unavailable'; readonly reason?: string };

export interface ProcessStatus {
  readonly pid: number;
  readonly startedAt: string;
  readonly version?: string;
}

export interface Status {
  readonly state: 'ready' | 'degraded' | 'starting' | 'down';
  readonly version: string;
  readonly demo: boolean;
  readonly reasons: readonly string[];
  readonly urls: { site: string; desk: string; openapi: string; simulator?: string };
  /** Null: not running, or, for PostgreSQL, not ours (DATABASE_URL). */
  readonly processes: Record<'supervisor' | 'app' | 'postgres' | 'asterisk', ProcessStatus | null>;
  readonly ready: Report['ready'];
  readonly sip: { address: string };
  readonly calls: Report['calls'];
  readonly agents: Report['agents'];
  readonly events: Report['events'];
  readonly jobs: Report['jobs'];
  readonly dirs: { data: string; recordings: string; logs: string };
}
