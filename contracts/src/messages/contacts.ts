import { z } from 'zod';
import { keysOf } from '../calls/operations.ts';
import { route } from '../http/route.ts';
import { Account, Id, Moment, plainText, Reason, typedText, Version } from '../words/scalars.ts';
import { messageChannels } from './vocabulary.ts';

/** An address of somebody who writes to us, with stars. */
export const CitizenContact = z
  .object({
    id: Id,
    version: Version,
    channel: keysOf(messageChannels),
    name: z.string().nullable(),
    address: z.string(),
    conversations: z.int(),
  })
  .meta({ id: 'CitizenContact' });
export type CitizenContact = z.output<typeof CitizenContact>;

/** Somebody has said that two contacts are one citizen. */
export const ContactJoin = z.object({
  id: Id,
  one: Id,
  other: Id,
  at: Moment,
  by: Account,
  byName: z.string().nullable(),
  reason: z.string(),
});
export type ContactJoin = z.output<typeof ContactJoin>;

/** One citizen: every contact of hers, and what holds them together. */
export const CitizenContacts = z.object({ contacts: z.array(CitizenContact), joins: z.array(ContactJoin) }).meta({ id: 'CitizenContacts' });
export type CitizenContacts = z.output<typeof CitizenContacts>;

/** Whose citizen: of a conversation, a call or a ticket. */
export const CitizenOf = z.object({ conversationId: Id.optional(), callId: Id.optional(), ticketId: Id.optional() });
export type CitizenOf = z.output<typeof CitizenOf>;

const JoinWith = z
  .strictObject({
    contactId: Id.optional(),
    /** A telephone number that has not written yet. */
    number: plainText(40).optional(),
    /** Whoever called. */
    callId: Id.optional(),
    reason: Reason,
  })
  .refine(({ contactId, number, callId }) => [contactId, number, callId].filter((one) => one !== undefined).length === 1, {
    path: ['contactId'],
    message: '请指明一个联系人 / name one contact',
  });
const oneContact = z.object({ id: Id });
// prettier-ignore
export const contacts = {
  of:   route({ method: 'GET', path: '/contacts', permission: 'citizen.history', summary: 'The contacts of the citizen behind a conversation, a call or a ticket, with stars', query: CitizenOf, reply: CitizenContacts, problems: ['conversation.unknown', 'call.unknown', 'ticket.unknown'] }),
  find: route({ method: 'POST', path: '/contacts/search', permission: 'message.answer', summary: 'Contacts with exactly this number or address; a ticket number finds its citizen\'s', body: z.strictObject({ address: typedText(254).min(3) }), reply: z.object({ items: z.array(CitizenContact), isNumber: z.boolean() }) }),
  join: route({ method: 'POST', path: '/contacts/:id/joins', permission: 'message.answer', summary: 'Two contacts are one citizen, and why; nothing of theirs is moved', params: oneContact, ifMatch: true, body: JoinWith, reply: CitizenContacts, problems: ['contact.unknown', 'contact.itself', 'contact.joined-already', 'contact.no-number', 'call.unknown', 'version.missing', 'version.stale'] }),
  part: route({ method: 'POST', path: '/contacts/:id/joins/:join/part', permission: 'message.answer', summary: 'They are not one citizen after all, and why; each has what it had', params: z.object({ id: Id, join: Id }), ifMatch: true, body: z.strictObject({ reason: Reason }), reply: CitizenContacts, problems: ['contact.unknown', 'contact.not-joined', 'version.missing', 'version.stale'] }),
};
