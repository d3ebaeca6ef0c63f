import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Problem } from '@hotline/contracts';
import type { Clock, Db, KeyRing } from '@hotline/platform';
import { lt } from 'drizzle-orm';
import { webSpent } from '../tables/web.ts';

/** How long a challenge can be answered: a page is asked for one when it sends. */
const GOOD_MS = 10 * 60_000;

export interface Proof {
  readonly challenge: string;
  readonly nonce: number;
}

/** Zero bits at the beginning. */
export function zeroBits(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  return first === -1 ? bytes.length * 8 : first * 8 + Math.clz32(bytes[first] ?? 0) - 24;
}

const hashOf = ({ challenge, nonce }: Proof): Buffer => createHash('sha256').update(`${challenge}:${nonce}`).digest();

/** Makes a sender pay with a second of her machine's work, so that thousands cost hours. It asks nothing of a person, and no picture is to be read. */
export class Challenges {
  readonly #db: Db;
  readonly #ring: KeyRing;
  readonly #clock: Clock;

  constructor({ db, ring, clock }: { readonly db: Db; readonly ring: KeyRing; readonly clock: Clock }) {
    this.#db = db;
    this.#ring = ring;
    this.#clock = clock;
  }

  /** A new one; nothing of it is kept until it is answered. */
  make(difficulty: number): { challenge: string; difficulty: number; expiresAt: string } {
    const expiresAt = new Date(this.#clock.now().getTime() + GOOD_MS);
    const front = `${randomBytes(12).toString('base64url')}.${expiresAt.getTime()}.${difficulty}`;
    return { challenge: `${front}.${this.#mac(front)}`, difficulty, expiresAt: expiresAt.toISOString() };
  }

  /** Throws `proof.wrong` for one that is not ours, too old or not answered. */
  check(proof: Proof): void {
    const [, front = '', until = '', difficulty = '', mac = ''] = /^([\w-]+\.(\d+)\.(\d+))\.([\w-]+)$/.exec(proof.challenge) ?? [];
    const own = this.#mac(front);
    const isOurs = mac.length === own.length && timingSafeEqual(Buffer.from(mac), Buffer.from(own));
    if (!isOurs || Number(until) < this.#clock.now().getTime() || zeroBits(hashOf(proof)) < Number(difficulty))
      throw new Problem('proof.wrong');
  }

  /** From now on it is used up. Throws `proof.spent` when it was. */
  async spend({ challenge }: Proof): Promise<void> {
    const now = this.#clock.now();
    await this.#db.delete(webSpent).where(lt(webSpent.until, now));
    const until = new Date(now.getTime() + GOOD_MS);
    const made = await this.#db.insert(webSpent).values({ challenge, until }).onConflictDoNothing().returning({ it: webSpent.challenge });
    if (made.length === 0) throw new Problem('proof.spent');
  }

  #mac(front: string): string {
    return createHmac('sha256', this.#ring.key('k1', 'index')).update(`web-challenge:${front}`).digest('base64url');
  }
}
