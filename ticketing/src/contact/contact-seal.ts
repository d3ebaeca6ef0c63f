import { e164Of, idNumberOf, maskedIdNumber, maskedName, maskedNumber, Problem, realSigns } from '@hotline/contracts';
import { blindIndex, type KeyRing, seal, unseal } from '@hotline/platform';
import type { TicketRow } from '../tables/ticket.ts';

export type SealedContact = Pick<
  TicketRow,
  'nameSealed' | 'nameIndex' | 'nameMasked' | 'phoneSealed' | 'phoneIndex' | 'phoneMasked' | 'idSealed' | 'idIndex' | 'idMasked'
>;

const about = (ticketId: string, what: 'name' | 'phone' | 'id'): string => `ticket:${ticketId}:${what}`;
/** Names are found by the same signs, whatever width they were typed in. */
export const nameKey = (name: string): string => `name:${realSigns(name).normalize('NFKC').replace(/\s+/g, '')}`;
export const idKey = (id: string): string => `id:${id}`;

/** Seals who the citizen is. A name that the person does not give stays absent (DOMAIN 2.6: a refusal must be respected). Throws `ticket.contact-wrong`. */
export function sealContact(
  ring: KeyRing,
  ticketId: string,
  contact: { name?: string | undefined; phone?: string | undefined; idNumber?: string | undefined },
): SealedContact {
  const name = contact.name || undefined;
  const phone = contact.phone ? e164Of(contact.phone) : undefined;
  const id = contact.idNumber ? idNumberOf(contact.idNumber) : undefined;
  if (contact.phone && phone === undefined)
    throw new Problem('ticket.contact-wrong', { errors: [{ path: 'body.contact.phone', message: '号码有误 / not a phone number' }] });
  if (contact.idNumber && id === undefined)
    throw new Problem('ticket.contact-wrong', { errors: [{ path: 'body.contact.idNumber', message: '身份证号有误 / not an id number' }] });
  return {
    nameSealed: name === undefined ? null : seal(ring, about(ticketId, 'name'), name),
    nameIndex: name === undefined ? null : blindIndex(ring, nameKey(name)),
    nameMasked: name === undefined ? null : maskedName(name),
    phoneSealed: phone === undefined ? null : seal(ring, about(ticketId, 'phone'), phone),
    // The same index as a call's: calls and tickets of one citizen meet.
    phoneIndex: phone === undefined ? null : blindIndex(ring, phone),
    phoneMasked: phone === undefined ? null : maskedNumber(phone),
    idSealed: id === undefined ? null : seal(ring, about(ticketId, 'id'), id),
    idIndex: id === undefined ? null : blindIndex(ring, idKey(id)),
    idMasked: id === undefined ? null : maskedIdNumber(id),
  };
}

export const openContact = (ring: KeyRing, { id, nameSealed, phoneSealed, idSealed }: TicketRow) => ({
  name: nameSealed === null ? null : unseal(ring, about(id, 'name'), nameSealed),
  phone: phoneSealed === null ? null : unseal(ring, about(id, 'phone'), phoneSealed),
  idNumber: idSealed === null ? null : unseal(ring, about(id, 'id'), idSealed),
});

const NUMBERS_IN_TEXT = /(?<!\d)(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]?\d{7,8}|\d{17}[\dXx])(?!\d)/g;
/** Puts stars into numbers and ids that somebody typed into a text: units read texts, too. */
export const maskText = (text: string): string =>
  text.replace(NUMBERS_IN_TEXT, (found) => found.slice(0, 3) + found.slice(3, -4).replace(/[\dXx]/g, '*') + found.slice(-4));
