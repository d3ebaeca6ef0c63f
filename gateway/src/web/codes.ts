import { randomInt, randomUUID } from 'node:crypto';
import { Problem, SMS_CODE_MINUTES } from '@hotline/contracts';
import { type AuditBook, blindIndex, type Clock, type Db, type KeyRing } from '@hotline/platform';
import { and, asc, desc, eq, gt, inArray, isNotNull, lt, sql } from 'drizzle-orm';
import type { Line } from '../channel.ts';
import { Turns } from '../intake/turns.ts';
import { account, accountState } from '../tables/account.ts';
import { webCode } from '../tables/web.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Codes that one number gets in a day: texts cost, and a stranger's number could be typed. */
const MOST_CODES_A_DAY = 5;
/** Tries of one code, right or wrong: after that she asks for another. */
const MOST_CODE_TRIES = 5;

export interface CodeNeeds {
  readonly db: Db;
  readonly ring: KeyRing;
  readonly clock: Clock;
  readonly audit: AuditBook;
  readonly lineOf: (accountId: string) => Line | undefined;
}

/** Confirms that a mobile number is hers by a code that is texted to it. The code is no message: it is in no inbox, and kept as a keyed hash. */
export class Codes {
  readonly #need: CodeNeeds;
  readonly #turns = new Turns();

  constructor(need: CodeNeeds) {
    this.#need = need;
  }

  /** Whether texts can be sent now; without them a number is taken as it is and marked so. */
  async areSent(): Promise<boolean> {
    return (await this.#account()) !== undefined;
  }

  /** Texts a code to this number, in E.164. Throws `code.too-soon`, `code.too-many`, `code.not-sent`. */
  send(phone: string, address: string): Promise<void> {
    const phoneIndex = blindIndex(this.#need.ring, phone);
    return this.#turns.run(phoneIndex, () => this.#send(phone, phoneIndex, address));
  }

  async #send(phone: string, phoneIndex: string, address: string): Promise<void> {
    const { db, clock, audit, lineOf } = this.#need;
    const now = clock.now();
    await db.delete(webCode).where(lt(webCode.at, new Date(now.getTime() - DAY_MS)));
    const before = await db.select().from(webCode).where(eq(webCode.phoneIndex, phoneIndex)).orderBy(desc(webCode.at));
    if (before[0] && now.getTime() - before[0].at.getTime() < MINUTE_MS) throw new Problem('code.too-soon');
    if (before.length >= MOST_CODES_A_DAY) throw new Problem('code.too-many');
    const line = lineOf((await this.#account()) ?? '');
    if (!line) throw new Problem('code.not-sent');
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    await db.insert(webCode).values({ phoneIndex, at: now, mac: this.#mac(phone, code) });
    const outcome = await line.send({
      id: randomUUID(),
      to: { address: phone, name: '' },
      purpose: 'receipt',
      ticket: null,
      subject: null,
      text: `您的验证码是${code},${SMS_CODE_MINUTES}分钟内有效,用于在网站上提交诉求。如非本人操作,请忽略。`,
      answers: [],
      automatic: true,
      taken: new Set(),
      took: () => Promise.resolve(),
    });
    const isSent = outcome.is === 'sent' || outcome.is === 'delivered';
    await audit.write(db, { account: 'citizen', address }, { action: 'code.send', object: 'web-form', details: { outcome: outcome.is } });
    if (!isSent) throw new Problem('code.not-sent');
  }

  /** Counts the try before it looks, so that a hundred at once are five as well. Throws `code.wrong`. */
  async check(phone: string, code: string | undefined): Promise<void> {
    const { db, ring, clock } = this.#need;
    const wrong = new Problem('code.wrong', { errors: [{ path: 'body.smsCode', message: 'code.wrong' }] });
    if (code === undefined) throw wrong;
    const phoneIndex = blindIndex(ring, phone);
    const since = new Date(clock.now().getTime() - SMS_CODE_MINUTES * MINUTE_MS);
    const newest = db
      .select({ at: webCode.at })
      .from(webCode)
      .where(and(eq(webCode.phoneIndex, phoneIndex), gt(webCode.at, since)))
      .orderBy(desc(webCode.at))
      .limit(1);
    const [tried] = await db
      .update(webCode)
      .set({ tries: sql`${webCode.tries} + 1` })
      .where(and(eq(webCode.phoneIndex, phoneIndex), inArray(webCode.at, newest), lt(webCode.tries, MOST_CODE_TRIES)))
      .returning({ mac: webCode.mac });
    if (tried?.mac !== this.#mac(phone, code)) throw wrong;
  }

  /** The first account that texts go out of, when it is connected. */
  async #account(): Promise<string | undefined> {
    const [row] = await this.#need.db
      .select({ id: account.id })
      .from(account)
      .innerJoin(accountState, eq(accountState.accountId, account.id))
      .where(and(eq(account.kind, 'sms'), eq(account.active, true), eq(account.simulated, false), isNotNull(accountState.connectedSince)))
      .orderBy(asc(account.id))
      .limit(1);
    return row?.id;
  }

  #mac(phone: string, code: string): string {
    return blindIndex(this.#need.ring, `web-code:${phone}:${code}`);
  }
}
