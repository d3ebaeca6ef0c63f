import { audit } from '@hotline/contracts';
import { sql } from 'drizzle-orm';
import type { KeyRing } from '../crypto/key-ring.ts';
import type { Db } from '../database/database.ts';
import { controllerOf } from '../http/controller.ts';
import { type Verdict, verifyAudit } from './chain.ts';
import type { AuditBook } from './write.ts';

/** What other packages have to say about their own rows: those that were tampered with. */
type AlsoVerified = () => Promise<Verdict['broken']>;

interface Line extends Record<string, unknown> {
  id: string;
  at: string;
  actor: string;
  action: string;
  object: string;
  request_id: string | null;
  address: string | null;
  details: Record<string, unknown>;
  sealed: boolean;
}

/** The audit for the auditor: read, and check the chain and what else is vouched for. Reading it is itself a line. */
export const auditController = (db: Db, ring: KeyRing, book: AuditBook, also: AlsoVerified = () => Promise.resolve([])) =>
  controllerOf('audit', audit, {
    list: async ({ query }) => {
      const before = query.after && /^\d{1,18}$/.test(query.after) ? query.after : '9223372036854775807';
      const { rows } = await db.execute<Line>(sql`
        select id, at, actor, action, object, request_id, address, details, sealed from platform.audit
        where id < ${before} and (${query.actor ?? null}::text is null or actor = ${query.actor ?? null})
          and (${query.action ?? null}::text is null or action like ${`${(query.action ?? '').replace(/[\\%_]/g, '\\$&')}%`})
        order by id desc limit ${query.limit + 1}`);
      const page = rows.slice(0, query.limit);
      return {
        items: page.map(({ request_id: requestId, at, ...line }) => ({ ...line, requestId, at: new Date(at).toISOString() })),
        next: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null,
      };
    },
    verify: async (_, me) => {
      await book.write(db, me, { action: 'audit.verify', object: 'audit' });
      const verdict = await verifyAudit(db, ring);
      const broken = [...verdict.broken, ...(await also())];
      return { ...verdict, ok: broken.length === 0, broken };
    },
  });
