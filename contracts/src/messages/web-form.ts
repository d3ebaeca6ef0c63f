import { z } from 'zod';
import { keysOf } from '../calls/operations.ts';
import { route } from '../http/route.ts';
import { MapPoint, MapView } from '../map/operations.ts';
import { BODY_LENGTH, CityDay, RegionCode, TITLE_LENGTH } from '../tickets/operations.ts';
import { ticketTypes } from '../tickets/vocabulary.ts';
import { Id, Moment, plainText, typedText } from '../words/scalars.ts';

/** Photos of one matter, and bytes of one as it comes from a phone. */
export const MOST_PHOTOS = 6;
export const MOST_PHOTO_BYTES = 10 * 1024 * 1024;
export const PHOTO_SIDE = 2_048;
/** Digits of the code that confirms a number, and how long it can be typed. */
export const SMS_CODE = /^\d{6}$/;
export const SMS_CODE_MINUTES = 10;

/** What a sender's machine pays. */
const Proof = z.strictObject({ challenge: plainText(200).min(1), nonce: z.int().min(0) }).meta({
  id: 'Proof',
  description: 'SHA-256 of the ASCII text `challenge:nonce`, the nonce in decimal, begins with `difficulty` zero bits',
});
const Phone = typedText(40).min(1);

/** A matter as a citizen writes it: the five elements, in her words. */
export const WebMatter = z.strictObject({
  /** Drawn by the page or the app; the same one again is the same matter (an answer may be lost on the way). */
  id: z.uuid().optional(),
  type: keysOf(ticketTypes).optional(),
  title: typedText(TITLE_LENGTH).optional(),
  body: typedText(BODY_LENGTH).min(1),
  when: typedText(200).optional(),
  who: typedText(200).optional(),
  demand: typedText(1_000).optional(),
  /** `point`: where `begin` gave a map. It lies in the map's area; the words stay what counts. */
  place: z.strictObject({ text: typedText(200), regionCode: RegionCode.optional(), point: MapPoint.optional() }),
  contact: z.strictObject({ name: typedText(60).optional(), phone: Phone }),
  /** A matter that others reported near her (`publicPlaces.near`) and that she says is hers, too. */
  alike: Id.optional(),
  files: z.array(Id).max(MOST_PHOTOS).default([]),
  smsCode: z.string().regex(SMS_CODE).optional(),
  proof: Proof,
});
export type WebMatter = z.output<typeof WebMatter>;

/** What the form gave beside her words, as whoever reads it sees it. */
export const WebForm = z
  .object({
    ...WebMatter.pick({ type: true, title: true, when: true, who: true, demand: true, place: true }).shape,
    regionName: z.string().nullable(),
    /** The ticket that she says is about the same. */
    alikeNumber: z.string().nullable(),
    /** Her number was confirmed by a text. */
    isConfirmed: z.boolean(),
  })
  .meta({ id: 'WebForm' });
export type WebForm = z.output<typeof WebForm>;

/** More about a matter, from whoever holds its number and code. */
export const WebMore = z.strictObject({
  /** As of a matter: the same one again is the same. */
  id: z.uuid().optional(),
  code: plainText(20),
  body: typedText(BODY_LENGTH).min(1),
  proof: Proof,
});
export type WebMore = z.output<typeof WebMore>;

const photo = z.object({ id: Id });
// prettier-ignore
export const publicMessages = {
  begin: route({ method: 'GET', path: '/public/messages/begin', permission: 'public', perMinute: 60, summary: 'Whether matters are taken, whether a number must be confirmed, the map on which a point can be marked, and a challenge: each code and each matter costs one', reply: z.object({ confirms: z.boolean(), challenge: z.string(), difficulty: z.int(), expiresAt: Moment, map: MapView.nullable() }), problems: ['web-form.closed'] }),
  code:  route({ method: 'POST', path: '/public/messages/code', permission: 'public', perMinute: 30, summary: 'Texts a code to a mobile number', body: z.strictObject({ phone: Phone, proof: Proof }), reply: 'nothing', problems: ['web-form.closed', 'proof.wrong', 'proof.spent', 'phone.wrong', 'code.too-soon', 'code.too-many', 'code.not-sent'] }),
  photo: route({ method: 'POST', path: '/public/messages/photos', permission: 'public', perMinute: 60, summary: 'Hands a photo in, as it comes from the phone; kept for a day unless a matter takes it', upload: MOST_PHOTO_BYTES, status: 201, reply: z.object({ id: Id, wide: z.int(), high: z.int() }), problems: ['web-form.closed', 'photo.unreadable', 'photo.heic', 'web-form.flood'] }),
  look:  route({ method: 'GET', path: '/public/messages/photos/:id', permission: 'public', perMinute: 120, summary: 'A photo that was handed in and is in no matter yet', params: photo, reply: 'file', problems: ['photo.unknown'] }),
  send:  route({ method: 'POST', path: '/public/messages', permission: 'public', perMinute: 30, summary: 'A matter of a citizen; number and code open it at once', status: 201, body: WebMatter, reply: z.object({ number: z.string(), queryCode: z.string(), isConfirmed: z.boolean() }), problems: ['web-form.closed', 'web-form.flood', 'proof.wrong', 'proof.spent', 'phone.wrong', 'code.wrong', 'photo.unknown', 'region.unknown', 'region.elsewhere', 'place.no-map', 'place.outside'] }),
  more:  route({ method: 'POST', path: '/public/messages/:number/more', permission: 'public', perMinute: 30, summary: 'Adds to a matter that was written here', params: z.object({ number: plainText(20) }), body: WebMore, reply: 'nothing', problems: ['web-form.closed', 'web-form.flood', 'proof.wrong', 'proof.spent', 'ticket.unknown'] }),
};

export const PlaceView = z.object({
  code: RegionCode,
  name: z.string(),
  /** The places that it lies in, smallest first. */
  within: z.string(),
  elsewhere: z.string().nullable(),
});
export type PlaceView = z.output<typeof PlaceView>;
/** A kind of matter that others reported: nothing of what they wrote, and no nearer than the street. */
export const NearView = z.object({ ref: Id, category: z.string(), place: z.string(), since: CityDay, reports: z.int() });
export type NearView = z.output<typeof NearView>;
// prettier-ignore
export const publicPlaces = {
  find: route({ method: 'GET', path: '/public/places', permission: 'public', perMinute: 240, summary: 'Places of the city by the beginning or a part of their name, or its pinyin initials', query: z.object({ q: typedText(40).min(1) }), reply: z.object({ items: z.array(PlaceView) }) }),
  near: route({ method: 'GET', path: '/public/places/:code/near', permission: 'public', perMinute: 120, summary: 'What others have reported around a place within two weeks and is still open: kind, street, day', params: z.object({ code: RegionCode }), reply: z.object({ items: z.array(NearView) }) }),
};
