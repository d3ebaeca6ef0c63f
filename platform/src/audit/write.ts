import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import type { Tx } from '../database/database.ts';
import { type RowKind, writeRows } from '../database/draft.ts';

/** Who does something, and from where. `account` is a person's, or `hotline` for what the house does by itself. */
export interface Actor {
  readonly account: string;
  readonly requestId?: string;
  readonly address?: string;
}
export const hotlineItself: Actor = { account: 'hotline' };

export interface AuditEntry {
  /** What was done, as `subject.verb`: `session.open`, `caller.reveal`. */
  readonly action: string;
  /** What it was done to, as `kind:id`. */
  readonly object: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface AuditRow {
  at: Date;
  actor: string;
  action: string;
  object: string;
  requestId: string | null;
  address: string | null;
  details: Record<string, unknown>;
}

/** JSON with sorted keys: jsonb forgets the order in which they were written. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(',')}}`;
}

/** The authentication code of one line: who lacks the key can change a line, but not make it look untouched. */
export function macOf(ring: KeyRing, keyId: string, row: AuditRow): string {
  const { at, actor, action, object, requestId, address, details } = row;
  return createHmac('sha256', ring.key(keyId, 'audit'))
    .update(canonical([at.toISOString(), actor, action, object, requestId, address, details]))
    .digest('base64url');
}

/** Writes audit lines in the transaction of the change. */
export class AuditBook {
  readonly ring: KeyRing;
  readonly #clock: Clock;

  constructor(ring: KeyRing, clock: Clock) {
    this.ring = ring;
    this.#clock = clock;
  }

  async write(tx: Tx, actor: Actor, entry: AuditEntry): Promise<void> {
    await writeRows(tx, auditLines, [this.line(actor, entry)]);
  }

  /** The line as it is written, for a draft. */
  line(actor: Actor, entry: AuditEntry): AuditLine {
    const row: AuditRow = {
      at: this.#clock.now(),
      actor: actor.account,
      action: entry.action,
      object: entry.object,
      requestId: actor.requestId ?? null,
      address: actor.address ?? null,
      details: JSON.parse(JSON.stringify(entry.details ?? {})) as Record<string, unknown>,
    };
    const keyId = this.ring.current;
    return { ...row, mac: macOf(this.ring, keyId, row), keyId };
  }
}

type AuditLine = AuditRow & { mac: string; keyId: string };

export const auditLines: RowKind<AuditLine> = {
  name: 'audit',
  toJson: (line) => line,
  insert: (rows) => sql`
    insert into platform.audit (xid, at, actor, action, object, request_id, address, details, mac, key_id)
    select pg_current_xact_id(), r.at, r.actor, r.action, r.object, r."requestId", r.address, r.details, r.mac, r."keyId"
    from jsonb_to_recordset(${rows})
      as r(at timestamptz, actor text, action text, object text, "requestId" text, address text, details jsonb, mac text, "keyId" text)`,
};
