import { randomBytes } from 'node:crypto';
import { type PhoneCredentials, Problem } from '@hotline/contracts';
import { type AuditBook, type Db, hotlineItself } from '@hotline/platform';
import { and, eq, isNull } from 'drizzle-orm';
import { type Floor, tried } from '../board/floor.ts';
import { guest } from '../tables.ts';
import type { PhoneAddresses } from './phone-desk.ts';

/** DESIGN section 4: a web caller's credential is good for two minutes. */
const GOOD_FOR_MS = 2 * 60_000;
/** More web callers than this at one time are refused: each holds a phone object in the switch's memory. */
const MOST_GUESTS = 500;

/** Web callers: each gets a phone for one call that reaches 12345 only. */
export class GuestDesk {
  readonly #db: Db;
  readonly #audit: AuditBook;
  readonly #floor: Floor;
  readonly #addresses: PhoneAddresses;
  readonly #guests = new Map<string, { used: boolean; channelId?: string }>();

  constructor(db: Db, audit: AuditBook, floor: Floor, addresses: PhoneAddresses) {
    this.#db = db;
    this.#audit = audit;
    this.#floor = floor;
    this.#addresses = addresses;
  }

  async issue(address: string): Promise<PhoneCredentials> {
    if (!this.#floor.switchboard.isUp() || this.#guests.size >= MOST_GUESTS) throw new Problem('switch.away');
    const id = `guest-${randomBytes(8).toString('hex')}`;
    const password = randomBytes(18).toString('base64url');
    const issuedAt = this.#floor.board.now();
    const expiresAt = new Date(issuedAt.getTime() + GOOD_FOR_MS);
    await this.#db.transaction(async (tx) => {
      await tx.insert(guest).values({ id, issuedAt, expiresAt });
      await this.#audit.write(tx, { ...hotlineItself, address }, { action: 'guest.issue', object: `guest:${id}` });
    });
    await this.#floor.switchboard.issuePhone({ id, username: id, password, kind: 'webrtc', context: 'web-call' });
    this.#guests.set(id, { used: false });
    this.#floor.alarms.set(id, 'expires', GOOD_FOR_MS, () => {
      if (this.#guests.get(id)?.used === false) this.gone(id);
    });
    return {
      sipUri: `sip:${id}@127.0.0.1:${this.#addresses.sipPort}`,
      username: id,
      password,
      wsUrl: this.#addresses.phoneUrl,
      expiresAt: expiresAt.toISOString(),
    };
  }

  /** Whether this phone may call now: once. */
  admit(id: string, channelId: string): boolean {
    const known = this.#guests.get(id);
    if (!known || known.used) return false;
    known.used = true;
    known.channelId = channelId;
    const usedAt = this.#floor.board.now();
    this.#floor.board.alsoWrite(async (tx) => void (await tx.update(guest).set({ usedAt }).where(eq(guest.id, id))));
    return true;
  }

  /** How her call stands, as her page says it. The id is a secret of hers: nobody else's call can be asked for. */
  state(id: string): 'connecting' | 'waiting' | 'talking' | 'ended' {
    const known = this.#guests.get(id);
    if (!known) return 'ended';
    const row = known.channelId === undefined ? undefined : this.#floor.board.callOn(known.channelId)?.row;
    if (!row) return known.used ? 'waiting' : 'connecting';
    if (row.state === 'talking') return 'talking';
    return row.state === 'waiting' || row.state === 'ringing' ? 'waiting' : 'ended';
  }

  /** Her call is over, or she never called: the phone is taken back. */
  gone(id: string): void {
    this.#guests.delete(id);
    this.#floor.alarms.clear(id);
    tried(this.#floor, this.#floor.switchboard.withdrawPhone(id));
  }

  /** Phones issued before a restart of the app: those in use are known again by their channel, the others are taken back. */
  async load(inUse: ReadonlySet<string>): Promise<void> {
    const now = this.#floor.board.now();
    const rows = await this.#db
      .select()
      .from(guest)
      .where(and(isNull(guest.callId), isNull(guest.usedAt)));
    for (const { id, expiresAt } of rows) {
      if (this.#guests.has(id)) continue;
      const left = expiresAt.getTime() - now.getTime();
      if (left <= 0 && !inUse.has(id)) continue;
      this.#guests.set(id, { used: inUse.has(id) });
      this.#floor.alarms.set(id, 'expires', Math.max(0, left), () => {
        if (this.#guests.get(id)?.used === false) this.gone(id);
      });
    }
    for (const id of inUse) if (!this.#guests.has(id)) this.#guests.set(id, { used: true });
  }
}
