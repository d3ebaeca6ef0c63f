import { nowMs, Store } from '@hotline/browser-kit';
import type { Matter } from '../public-api.ts';
import { sha256 } from '../proof.ts';

/** What she types; every field is text, so that a draft of an older page can be read. `point`: `lat,lng` of what she marked on the map. */
export const fieldNames = [
  'type',
  'body',
  'when',
  'region',
  'regionCode',
  'place',
  'point',
  'who',
  'demand',
  'alike',
  'name',
  'phone',
] as const;
export type FieldName = (typeof fieldNames)[number];
export type Fields = Readonly<Record<FieldName, string>>;

export interface Draft {
  /** Drawn with each new draft. */
  readonly id: string;
  readonly fields: Fields;
  /** Photos that the server has. */
  readonly photos: readonly { readonly id: string; readonly name: string }[];
  /** Milliseconds since 1970; null: nothing is kept yet. */
  readonly savedAt: number | null;
}

const KEY = 'hotline.site.report';
/** A draft is forgotten after a week: a computer may have several people. */
const KEPT_MS = 7 * 86_400_000;

const noFields = Object.fromEntries(fieldNames.map((name) => [name, ''])) as Fields;

/** A UUID (RFC 9562, version 4) of these bytes, or a random one; the browser's own is only there on HTTPS. */
export function uuid(bytes: Uint8Array = crypto.getRandomValues(new Uint8Array(16))): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** What makes a matter one: the same words sent again are the same, and changed ones (in another tab, too) never pass for them. */
export const idOf = (salt: string, content: unknown): string =>
  uuid(new Uint8Array(sha256(encodeURIComponent(JSON.stringify([salt, content]))).buffer, 0, 16));

const empty = (): Draft => ({ id: uuid(), fields: noFields, photos: [], savedAt: null });

/** What was kept, if it can still be read and is not too old. */
export function readDraft(text: string | null, now: number): Draft | undefined {
  if (text === null) return undefined;
  try {
    const { id, fields, photos, savedAt } = JSON.parse(text) as Draft;
    if (typeof id !== 'string' || typeof savedAt !== 'number' || now - savedAt > KEPT_MS || !Array.isArray(photos)) return undefined;
    const known = fieldNames.map((name) => [name, typeof fields[name] === 'string' ? fields[name] : '']);
    return { id, fields: Object.fromEntries(known) as Fields, photos, savedAt };
  } catch {
    return undefined;
  }
}

/** A browser that refuses storage (private mode) keeps it until the page is closed. */
function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

/** The matter that is being written, on this device only until it is sent. */
export class DraftBook {
  readonly facts: Store<Draft>;
  readonly #storage = storage();

  constructor() {
    this.facts = new Store(readDraft(this.#storage?.getItem(KEY) ?? null, nowMs()) ?? empty());
  }

  write(name: FieldName, text: string): void {
    this.#keep({ fields: { ...this.facts.get().fields, [name]: text } });
  }

  setPhotos(photos: Draft['photos']): void {
    this.#keep({ photos });
  }

  /** It was sent, or she wants none of it. */
  clear(): void {
    this.#storage?.removeItem(KEY);
    this.facts.set(empty());
  }

  #keep(change: Partial<Draft>): void {
    const next = { ...this.facts.get(), ...change, savedAt: nowMs() };
    try {
      this.#storage?.setItem(KEY, JSON.stringify(next));
    } catch {
      // full: what she types is still on the page
    }
    this.facts.set(next);
  }
}

export const plainNumber = (text: string): string => text.normalize('NFKC').replace(/[\s().\-–—/]/g, '');

/** What she may want; the same words as a ticket's type. */
export const matterTypes = ['consult', 'help', 'complain', 'report', 'suggest', 'opinion'] as const;

/** The matter as the server takes it: what was typed as a place and not chosen is part of her words. */
export function matterOf({ id, fields, photos }: Draft, smsCode: string, proof: Matter['proof']): Matter {
  const { type, body, when, region, regionCode, place, point, who, demand, alike, name, phone } = fields;
  const known = matterTypes.find((one) => one === type);
  const optional = <K extends string>(key: K, text: string): { [P in K]?: string } =>
    text.trim() === '' ? {} : ({ [key]: text.trim() } as { [P in K]: string });
  const [lat = NaN, lng = NaN] = point === '' ? [] : point.split(',').map(Number);
  const where = regionCode === '' ? [region.trim(), place.trim()].filter(Boolean).join(' ') : place.trim();
  return {
    id: idOf(id, [fields, photos]),
    ...(known ? { type: known } : {}),
    body: body.trim(),
    ...optional('when', when),
    ...optional('who', who),
    ...optional('demand', demand),
    place: {
      text: where.slice(0, 200),
      ...optional('regionCode', regionCode),
      ...(Number.isFinite(lat + lng) ? { point: { lat, lng } } : {}),
    },
    contact: { ...optional('name', name), phone: plainNumber(phone) },
    ...optional('alike', alike),
    files: photos.map((photo) => photo.id),
    ...optional('smsCode', smsCode),
    proof,
  };
}
