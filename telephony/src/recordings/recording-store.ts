import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type FileReply, Problem } from '@hotline/contracts';
import { type AuditBook, type Clock, type Db, hotlineItself, type Log, type Person, tell } from '@hotline/platform';
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import { repairWav, waitUntilClosed } from '../switch-room/audio/wav.ts';
import { call, leg, recording } from '../tables.ts';

type Row = typeof recording.$inferSelect;

/** Less free space than this, and the folder counts as full: about two hours of talk at three files of 16 kB/s. */
const LOW_SPACE_BYTES = 256 * 1024 * 1024;
/** A folder on a small disk of its own (a test, a RAM disk) is full at a twentieth. */
const LOW_SPACE_SHARE = 0.05;

export interface StoreNeeds {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: AuditBook;
  readonly log: Log;
  /** The recordings folder; may be on a disk of its own. */
  readonly folder: string;
  /** A recording's row has changed: a call that is still being written up shows it. */
  readonly changed: (row: Row) => void;
}

/** Recordings from the switch's spool to their place: header checked, hashed, filed by day. What cannot be filed stays in the spool and is tried again. */
export class RecordingStore {
  readonly #need: StoreNeeds;
  readonly #filing = new Map<string, Promise<void>>();

  constructor(need: StoreNeeds) {
    this.#need = need;
  }

  /**
   * Files one recording. Bears being ordered twice, also while it is at work: a second one found the file gone and called it lost. Rejects
   * while the folder is full or away: the job is tried again.
   */
  keep(id: string): Promise<void> {
    const filing = this.#filing.get(id) ?? this.#file(id).finally(() => this.#filing.delete(id));
    this.#filing.set(id, filing);
    return filing;
  }

  async #file(id: string): Promise<void> {
    const { db } = this.#need;
    const [row] = await db.select().from(recording).where(eq(recording.id, id));
    if (!row || row.state !== 'writing' || row.spoolPath === null) return;
    const closed = await waitUntilClosed(row.spoolPath, { deadlineMs: 1_500 });
    const sound = await repairWav(row.spoolPath);
    if (!sound) return this.#settle(row, { state: 'lost', spoolPath: null });
    const target = this.#placeOf(row);
    const { sha256, bytes } = await this.#copy(row.spoolPath, path.join(this.#need.folder, target));
    const state = closed && !sound.repaired ? 'complete' : 'repaired';
    await this.#settle(row, { state, path: target, bytes, sha256, durationMs: sound.durationMs, spoolPath: null });
    await fs.promises.rm(row.spoolPath, { force: true });
  }

  /** Recordings whose call is over and that nobody has filed yet. */
  async unfiled(callId?: string): Promise<string[]> {
    const rows = await this.#need.db
      .select({ id: recording.id })
      .from(recording)
      .innerJoin(call, eq(call.id, recording.callId))
      .where(
        and(eq(recording.state, 'writing'), callId ? eq(recording.callId, callId) : undefined, inArray(call.state, ['ended', 'wrapUp'])),
      )
      .limit(1_000);
    return rows.map(({ id }) => id);
  }

  /** The file for somebody who may hear it; each listening is audited. */
  async listen(me: Person, id: string, callNow: string | null, first: boolean): Promise<FileReply> {
    const { db, audit } = this.#need;
    const [row] = await db.select().from(recording).where(eq(recording.id, id));
    if (!row || !(await this.#mayHear(me, row, callNow))) throw new Problem('recording.unknown');
    if (row.path === null || row.bytes === null) throw new Problem('recording.not-there', { state: row.state });
    const file = path.join(this.#need.folder, row.path);
    if (!fs.existsSync(file)) throw new Problem('recording.not-there', { state: 'lost' });
    if (first)
      await audit.write(db, me, { action: 'recording.listen', object: `recording:${id}`, details: { call: row.callId, leg: row.leg } });
    return { path: file, mime: 'audio/wav', bytes: row.bytes };
  }

  /** Why new recordings could not be filed; undefined when all is well. */
  async trouble(): Promise<string | undefined> {
    const { folder } = this.#need;
    try {
      await fs.promises.mkdir(folder, { recursive: true });
      await fs.promises.access(folder, fs.constants.W_OK);
      const { bavail, bsize, blocks } = await fs.promises.statfs(folder);
      const free = bavail * bsize;
      if (free < Math.min(LOW_SPACE_BYTES, blocks * bsize * LOW_SPACE_SHARE) || free < 1024 * 1024)
        return `the recordings folder ${folder} is full (${Math.round(free / 1024)} kB free)`;
      return undefined;
    } catch (error) {
      return `the recordings folder ${folder} cannot be written: ${(error as Error).message}`;
    }
  }

  /** An agent hears calls she was in, calls of the caller she talks with now, and voicemail; who sees all calls hears all. */
  async #mayHear(me: Person, row: Row, callNow: string | null): Promise<boolean> {
    if (me.permissions.has('call.read-all')) return true;
    if (row.leg === 'voicemail' && me.permissions.has('missed-call.read')) return true;
    const { db } = this.#need;
    const own = await db
      .select({ one: sql`1` })
      .from(leg)
      .where(and(eq(leg.callId, row.callId), eq(leg.agent, me.account)))
      .limit(1);
    if (own.length > 0) return true;
    if (callNow === null) return false;
    const same = sql`exists (select 1 from telephony.call a, telephony.call b where a.id = ${row.callId} and b.id = ${callNow} and a.caller_index = b.caller_index)`;
    return (
      (
        await db
          .select({ one: sql`1` })
          .from(call)
          .where(and(eq(call.id, callNow), same, ne(call.state, 'ended')))
      ).length > 0
    );
  }

  /** YYYY/MM/DD in Shanghai's calendar. */
  #placeOf(row: Row): string {
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' }).format(
      row.startedAt,
    );
    return path.join(...day.split('-'), `${row.callId}-${row.leg}${row.leg === 'voicemail' ? `-${row.id.slice(0, 8)}` : ''}.wav`);
  }

  /** Copied under another name and renamed: a kill in the middle leaves no half file under the right name. */
  async #copy(from: string, to: string): Promise<{ sha256: string; bytes: number }> {
    await fs.promises.mkdir(path.dirname(to), { recursive: true });
    const hash = createHash('sha256');
    let bytes = 0;
    const tap = new Transform({
      transform(chunk: Buffer, _, done) {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    const part = `${to}.part`;
    try {
      await pipeline(fs.createReadStream(from), tap, fs.createWriteStream(part, { mode: 0o640, flush: true }));
      await fs.promises.rename(part, to);
    } catch (error) {
      await fs.promises.rm(part, { force: true });
      throw error;
    }
    return { sha256: hash.digest('hex'), bytes };
  }

  async #settle(row: Row, change: Partial<Row>): Promise<void> {
    const { db, audit, clock, log } = this.#need;
    await db.transaction(async (tx) => {
      await tx.update(recording).set(change).where(eq(recording.id, row.id));
      const agents = await tx
        .selectDistinct({ agent: leg.agent })
        .from(leg)
        .where(and(eq(leg.callId, row.callId), eq(leg.party, 'agent')));
      await audit.write(tx, hotlineItself, {
        action: `recording.${change.state ?? 'kept'}`,
        object: `recording:${row.id}`,
        details: { call: row.callId, sha256: change.sha256 ?? null },
      });
      await tell(tx, clock, [
        {
          name: 'recording.kept',
          payload: { id: row.id, callId: row.callId, agents: agents.flatMap(({ agent }) => (agent ? [agent] : [])) },
        },
      ]);
    });
    this.#need.changed({ ...row, ...change });
    if (change.state === 'lost') log.warn({ recordingId: row.id, callId: row.callId }, 'a recording is lost: its file is empty or gone');
  }
}
