import { randomUUID } from 'node:crypto';
import { domesticOf, e164Of, keptPoint, Problem, type WebMatter, type WebMore } from '@hotline/contracts';
import { type AuditBook, type Clock, type Db, type KeyRing, seal } from '@hotline/platform';
import { and, asc, eq } from 'drizzle-orm';
import { aboutSecrets } from '../accounts/account-desk.ts';
import type { Line } from '../channel.ts';
import type { FileStore } from '../intake/file-store.ts';
import type { IntakeDesk } from '../intake/intake-desk.ts';
import type { MapDesk } from '../map/map-desk.ts';
import type { GatewayPorts } from '../ports.ts';
import { account } from '../tables/account.ts';
import { arrivalOfForm } from './arrival-of-form.ts';
import { Challenges, type Proof } from './challenge.ts';
import { Codes } from './codes.ts';
import { Flood } from './flood.ts';
import { PhotoDesk } from './photo-desk.ts';
import { type KeptForm, Receipts } from './receipts.ts';
import { WebSettings } from './settings.ts';

/** Matters of one address in an hour: behind a carrier's translation thousands of phones share one, a machine sends thousands by itself. */
export const MOST_MATTERS_AN_HOUR = 100;
/** The account that a house without one gets, so that the form works at once; an administrator may switch it off. */
const FIRST_ACCOUNT = 'web-main';

export interface WebNeeds {
  readonly db: Db;
  readonly clock: Clock;
  readonly ring: KeyRing;
  readonly audit: AuditBook;
  readonly ports: GatewayPorts;
  readonly intake: IntakeDesk;
  readonly files: FileStore;
  readonly lineOf: (accountId: string) => Line | undefined;
  readonly map: MapDesk;
}

/** What she holds. */
interface WebReceipt {
  readonly number: string;
  readonly queryCode: string;
  readonly isConfirmed: boolean;
}

/** The website's form: whoever sends needs no account, pays with a second of her machine's work, and holds a number and a code at once. */
export class WebDesk {
  readonly #need: WebNeeds;
  readonly #challenges: Challenges;
  readonly #codes: Codes;
  readonly #flood: Flood;
  readonly photos: PhotoDesk;
  readonly receipts: Receipts;

  constructor(need: WebNeeds) {
    this.#need = need;
    this.#challenges = new Challenges(need);
    this.#codes = new Codes(need);
    this.#flood = new Flood(need.clock);
    this.photos = new PhotoDesk(need, this.#flood);
    this.receipts = new Receipts(need);
  }

  /** A house that never had a form gets one. */
  async open(): Promise<void> {
    const { db, ring } = this.#need;
    const [known] = await db.select({ id: account.id }).from(account).where(eq(account.kind, 'web')).limit(1);
    if (known) return;
    const secretsSealed = seal(ring, aboutSecrets(FIRST_ACCOUNT), '{}');
    const row = { id: FIRST_ACCOUNT, kind: 'web', name: '网站留言', settings: WebSettings.parse({}), secretsSealed } as const;
    await db.insert(account).values(row).onConflictDoNothing();
  }

  async begin() {
    const { settings } = await this.#account();
    return { confirms: await this.#codes.areSent(), ...this.#challenges.make(settings.difficulty), map: this.#need.map.view() };
  }

  async code({ phone, proof }: { phone: string; proof: Proof }, address: string): Promise<void> {
    await this.#account();
    this.#challenges.check(proof);
    const mobile = mobileOf(phone);
    await this.#challenges.spend(proof);
    await this.#codes.send(mobile, address);
  }

  async photo(bytes: Uint8Array, address: string) {
    await this.#account();
    return this.photos.take(bytes, address);
  }

  /** Takes a matter in. The same one again (its answer was lost on the way) has the same number, and is taken in if we died before we had it. */
  async send(matter: WebMatter, address: string): Promise<WebReceipt> {
    const { tickets } = this.#need.ports;
    const { id: accountId } = await this.#account();
    const externalId = matter.id ?? randomUUID();
    const before = await this.receipts.known(accountId, externalId);
    if (before) {
      const held = { number: before.number, queryCode: tickets.codeOf(before.number), isConfirmed: before.confirmed };
      if (!before.arrived) await this.#takeIn({ accountId, externalId }, matter, e164Of(matter.contact.phone) ?? wrongPhone(), held);
      return held;
    }
    this.#challenges.check(matter.proof);
    await this.#refuseFlood(address);
    const { phone, isConfirmed } = await this.#whose(matter);
    // throws when one is gone, before anything is spent
    await this.photos.bytesOf(matter.files);
    await this.#challenges.spend(matter.proof);
    const { number, queryCode } = await tickets.newNumber();
    const row = { number, accountId, externalId, at: this.#need.clock.now(), confirmed: isConfirmed };
    if (!(await this.receipts.keep(row, formOf(matter)))) return this.send({ ...matter, id: externalId }, address);
    const held = { number, queryCode, isConfirmed };
    await this.#takeIn({ accountId, externalId }, matter, phone, held);
    return held;
  }

  /** Takes in what she adds to a matter of hers. Throws `ticket.unknown`, for a wrong code as well. */
  async more(number: string, { id, code, body, proof }: WebMore, address: string): Promise<void> {
    const account = await this.#account();
    this.#challenges.check(proof);
    await this.#refuseFlood(address);
    const writer = await this.receipts.writerOf(number);
    if (!writer || !(await this.#need.ports.tickets.opens(number, code))) throw new Problem('ticket.unknown');
    await this.#challenges.spend(proof);
    const raw = { externalId: id ?? randomUUID(), ...writer, text: body, number, receipt: '', photos: [] };
    await this.#need.intake.take(arrivalOfForm(account.id, raw));
  }

  /** Hands it to the intake, like a message of any channel; its photos belong to it from then on. */
  async #takeIn(
    { accountId, externalId }: { accountId: string; externalId: string },
    { contact, body, files }: WebMatter,
    phone: string,
    { number, queryCode }: WebReceipt,
  ): Promise<void> {
    const receipt = `您提交的诉求已收到,编号${number}、查询码${queryCode},可在网站查询进展;情况紧急请拨打12345。`;
    const photos = (await this.photos.bytesOf(files)).map((bytes) => bytes.toString('base64'));
    const raw = { externalId, phone, name: contact.name ?? '', text: body, number, receipt, photos };
    await this.#need.intake.take(arrivalOfForm(accountId, raw));
    await this.photos.claim(files);
  }

  /** Her number, and whether it was confirmed: where texts can be sent it must be. */
  async #whose({ contact, place, smsCode }: WebMatter): Promise<{ phone: string; isConfirmed: boolean }> {
    if (place.regionCode !== undefined) this.#need.ports.tickets.needRegion(place.regionCode);
    if (place.point) this.#need.map.check(place.point);
    const isConfirmed = await this.#codes.areSent();
    if (!isConfirmed) return { phone: e164Of(contact.phone) ?? wrongPhone(), isConfirmed };
    const phone = mobileOf(contact.phone);
    await this.#codes.check(phone, smsCode);
    return { phone, isConfirmed };
  }

  async #refuseFlood(address: string): Promise<void> {
    const { db, audit } = this.#need;
    const n = this.#flood.count('matter', address);
    if (n <= MOST_MATTERS_AN_HOUR) return;
    // one line an hour: the flood must not fill the audit either
    if (n === MOST_MATTERS_AN_HOUR + 1)
      await audit.write(db, { account: 'citizen', address }, { action: 'web-form.flood', object: 'web-form', details: { n } });
    throw new Problem('web-form.flood');
  }

  /** The account that the form writes to. Throws `web-form.closed`. */
  async #account(): Promise<{ id: string; settings: WebSettings }> {
    const [row] = await this.#need.db
      .select()
      .from(account)
      .where(and(eq(account.kind, 'web'), eq(account.active, true)))
      .orderBy(asc(account.id))
      .limit(1);
    if (!row) throw new Problem('web-form.closed');
    return { id: row.id, settings: WebSettings.parse(row.settings) };
  }
}

function wrongPhone(): never {
  throw new Problem('phone.wrong', { errors: [{ path: 'body.contact.phone', message: 'phone.wrong' }] });
}

/** Only mobile numbers take texts. */
function mobileOf(text: string): string {
  const phone = e164Of(text);
  return phone !== undefined && /^1[3-9]\d{9}$/.test(domesticOf(phone)) ? phone : wrongPhone();
}

const formOf = ({ type, title, when, who, demand, place, contact, alike }: WebMatter): KeptForm => ({
  ...(type ? { type } : {}),
  ...(title ? { title } : {}),
  ...(when ? { when } : {}),
  ...(who ? { who } : {}),
  ...(demand ? { demand } : {}),
  ...(alike ? { alike } : {}),
  place: place.point ? { ...place, point: keptPoint(place.point) } : place,
  name: contact.name ?? '',
});
