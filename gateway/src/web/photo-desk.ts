import { createHash, randomUUID } from 'node:crypto';
import { type FileOnDisk, Problem } from '@hotline/contracts';
import { type AuditBook, type Clock, type Db } from '@hotline/platform';
import { eq, inArray, lt } from 'drizzle-orm';
import type { FileStore } from '../intake/file-store.ts';
import { Turns } from '../intake/turns.ts';
import { attachment } from '../tables/message.ts';
import { webPhoto } from '../tables/web.ts';
import type { Flood } from './flood.ts';
import { photoOf } from './photo.ts';

/** Photos of one address in an hour: fifty matters with six each. */
export const MOST_PHOTOS_AN_HOUR = 300;
/** How long a photo waits for its matter: whoever goes on tomorrow adds it again. */
const KEPT_MS = 86_400_000;

export interface PhotoNeeds {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: AuditBook;
  readonly files: FileStore;
}

/** Photos on their way into a matter. */
export class PhotoDesk {
  readonly #need: PhotoNeeds;
  readonly #flood: Flood;
  /** One is drawn at a time: calls come first on this machine. */
  readonly #turns = new Turns();

  constructor(need: PhotoNeeds, flood: Flood) {
    this.#need = need;
    this.#flood = flood;
  }

  /** Makes a photo anew and keeps that; what came is forgotten. */
  async take(bytes: Uint8Array, address: string): Promise<{ id: string; wide: number; high: number }> {
    const { db, clock, files } = this.#need;
    const n = this.#flood.count('photo', address);
    if (n > MOST_PHOTOS_AN_HOUR) throw await this.#refused('web-form.flood', bytes, address, n === MOST_PHOTOS_AN_HOUR + 1);
    try {
      const { jpeg, wide, high } = await this.#turns.run('photo', () => photoOf(bytes));
      const sha256 = createHash('sha256').update(jpeg).digest('hex');
      await files.keep(sha256, jpeg);
      const id = randomUUID();
      await db.insert(webPhoto).values({ id, at: clock.now(), sha256, bytes: jpeg.length });
      return { id, wide, high };
    } catch (error) {
      throw error instanceof Problem ? await this.#refused(error.code, bytes, address) : error;
    }
  }

  /** Seen by whoever knows its id, which is who handed it in. */
  async look(id: string): Promise<FileOnDisk> {
    const [row] = await this.#need.db.select().from(webPhoto).where(eq(webPhoto.id, id));
    if (!row) throw new Problem('photo.unknown');
    return { path: this.#need.files.pathOf(row.sha256), bytes: row.bytes, mime: 'image/jpeg' };
  }

  /** The photos of a matter, in their order. Throws `photo.unknown` when one is gone. */
  async bytesOf(ids: readonly string[]): Promise<Buffer[]> {
    if (ids.length === 0) return [];
    const rows = await this.#need.db
      .select()
      .from(webPhoto)
      .where(inArray(webPhoto.id, [...ids]));
    return Promise.all(
      ids.map((id, at) => {
        const row = rows.find((one) => one.id === id);
        if (!row) throw new Problem('photo.unknown', { errors: [{ path: `body.files.${at}`, message: 'photo.unknown' }] });
        return this.#need.files.read(row.sha256);
      }),
    );
  }

  /** They belong to a message from now on. */
  async claim(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.#need.db.delete(webPhoto).where(inArray(webPhoto.id, [...ids]));
  }

  /** Photos that nobody sent within a day are gone, unless a message or another photo has the same bytes. */
  async sweep(): Promise<void> {
    const { db, clock, files } = this.#need;
    const old = await db
      .delete(webPhoto)
      .where(lt(webPhoto.at, new Date(clock.now().getTime() - KEPT_MS)))
      .returning();
    for (const { sha256 } of old) {
      const [[sent], [other]] = await Promise.all([
        db.select({ sha256: attachment.sha256 }).from(attachment).where(eq(attachment.sha256, sha256)).limit(1),
        db.select({ sha256: webPhoto.sha256 }).from(webPhoto).where(eq(webPhoto.sha256, sha256)).limit(1),
      ]);
      if (!sent && !other) await files.drop(sha256);
    }
  }

  /** A refusal leaves its line; a flood leaves one an hour. */
  async #refused(code: Problem['code'], bytes: Uint8Array, address: string, isNoted = true): Promise<Problem> {
    const { db, audit } = this.#need;
    const details = { reason: code, bytes: bytes.length };
    if (isNoted) await audit.write(db, { account: 'citizen', address }, { action: 'photo.refused', object: 'web-form', details });
    return new Problem(code);
  }
}
