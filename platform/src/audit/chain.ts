import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { KeyRing } from '../crypto/key-ring.ts';
import type { Db, Tx } from '../database/database.ts';
import type { Log } from '../log/log.ts';
import { type AuditRow, macOf } from './write.ts';

/** DESIGN section 10: chained within a second. */
const SEAL_EVERY_MS = 500;
const MOST_LINES = 1_000;
const SEAL_LOCK = 12_346;

const linkHash = (before: string, lines: readonly { id: string; mac: string }[]): string =>
  createHash('sha256')
    .update(before)
    .update(lines.map(({ id, mac }) => `\n${id}:${mac}`).join(''))
    .digest('base64url');

async function lastSeal(tx: Tx): Promise<{ id: number; hash: string }> {
  const { rows } = await tx.execute<{ id: number; hash: string }>(sql`select id, hash from platform.audit_seal order by id desc limit 1`);
  return rows[0] ?? { id: 0, hash: '' };
}

/** Chains the lines that no seal covers yet. Only lines older than every running transaction: none can appear before them later. */
export async function sealOnce(db: Db, clock: Clock): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SEAL_LOCK})`);
    const { rows } = await tx.execute<{ id: string; mac: string }>(sql`
      select a.id, a.mac from platform.audit a
      where a.xid < pg_snapshot_xmin(pg_current_snapshot()) and not a.sealed order by a.xid, a.id limit ${MOST_LINES}`);
    if (rows.length === 0) return 0;
    const before = await lastSeal(tx);
    const ids = `{${rows.map(({ id }) => id).join(',')}}`;
    await tx.execute(sql`insert into platform.audit_seal (id, lines, hash, at)
      values (${before.id + 1}, ${ids}::bigint[], ${linkHash(before.hash, rows)}, ${clock.now().toISOString()})`);
    await tx.execute(sql`update platform.audit set sealed = true where id = any(${ids}::bigint[])`);
    return rows.length;
  });
}

/** Seals in the background until stopped. */
export function startSealer(db: Db, clock: Clock, log: Log): { stop(): Promise<void> } {
  let stopped = false;
  const run = async (): Promise<void> => {
    while (!stopped) {
      const sealed = await sealOnce(db, clock).catch((error: unknown) => {
        log.debug({ error: String(error) }, 'the audit could not be sealed; trying again');
        return 0;
      });
      if (sealed < MOST_LINES) await new Promise((resolve) => setTimeout(resolve, SEAL_EVERY_MS));
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

export interface Verdict {
  ok: boolean;
  sealed: number;
  unsealed: number;
  broken: { table: string; id: string }[];
}

interface KeptLine extends Record<string, unknown> {
  id: string;
  at: Date;
  actor: string;
  action: string;
  object: string;
  request_id: string | null;
  address: string | null;
  details: Record<string, unknown>;
  mac: string;
  key_id: string;
  sealed: boolean;
}

const PAGE = 5_000;

/**
 * Recomputes every line and every link. A changed line, one that is gone, one that no link covers and a broken link are each named.
 * One snapshot for all of it: a line sealed between two reads would look like one that is gone.
 */
export const verifyAudit = (db: Db, ring: KeyRing): Promise<Verdict> =>
  db.transaction((tx) => verifyIn(tx, ring), { isolationLevel: 'repeatable read', accessMode: 'read only' });

async function verifyIn(db: Tx, ring: KeyRing): Promise<Verdict> {
  const macs = new Map<string, string>();
  const claimed = new Set<string>();
  const broken: Verdict['broken'] = [];
  let unsealed = 0;
  for (let after = '0'; ;) {
    const { rows } = await db.execute<KeptLine>(sql`select * from platform.audit where id > ${after} order by id limit ${PAGE}`);
    for (const line of rows) {
      macs.set(line.id, line.mac);
      if (line.sealed) claimed.add(line.id);
      else unsealed += 1;
      const row = { ...line, at: new Date(line.at), requestId: line.request_id };
      if (!macFits(ring, line, row)) broken.push({ table: 'platform.audit', id: line.id });
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) break;
    after = last.id;
  }
  const sealed = await verifyLinks(db, macs, claimed, broken);
  // Marked as sealed and in no link: the sealer would pass it over for ever, and it could be taken away unseen.
  for (const id of claimed) if (!broken.some((one) => one.id === id)) broken.push({ table: 'platform.audit', id });
  return { ok: broken.length === 0, sealed, unsealed, broken };
}

/** A key id that is none of ours was written by somebody else. */
function macFits(ring: KeyRing, { key_id: keyId, mac }: KeptLine, row: AuditRow): boolean {
  try {
    return macOf(ring, keyId, row) === mac;
  } catch {
    return false;
  }
}

/** Goes along the links; what they cover is taken out of `claimed`. */
async function verifyLinks(db: Tx, macs: ReadonlyMap<string, string>, claimed: Set<string>, broken: Verdict['broken']): Promise<number> {
  const { rows } = await db.execute<{ id: number; lines: string[]; hash: string }>(
    sql`select id, lines::text[] as lines, hash from platform.audit_seal order by id`,
  );
  let before = '';
  let sealed = 0;
  for (const [index, seal] of rows.entries()) {
    sealed += seal.lines.length;
    for (const id of seal.lines) {
      claimed.delete(id);
      if (!macs.has(id)) broken.push({ table: 'platform.audit', id });
    }
    const lines = seal.lines.map((id) => ({ id, mac: macs.get(id) ?? '' }));
    const sound = seal.id === index + 1 && linkHash(before, lines) === seal.hash;
    // A line whose mac was changed as well is named already; then the link is only the echo of it.
    if (!sound && !lines.some(({ id }) => broken.some((one) => one.id === id)))
      broken.push({ table: 'platform.audit_seal', id: String(seal.id) });
    before = seal.hash;
  }
  return sealed;
}
