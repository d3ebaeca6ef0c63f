import { randomUUID } from 'node:crypto';
import type { Becoming, MessageChannelName } from '@hotline/contracts';
import { hotlineItself, type KeyRing, seal, tell, type Tx, unseal } from '@hotline/platform';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { attachment, contact, type ContactRow, conversation, message, type MessageRow } from '../tables/message.ts';
import type { AutoAnswers } from '../delivery/auto-answers.ts';
import { waitsFrom, waitsOn } from '../inbox/waiting.ts';
import { sealedContact, threadIndex } from './addresses.ts';
import type { Arrival, ArrivedFront, ArrivedMessage } from './arrival.ts';
import type { Place } from './fact-finder.ts';
import type { IntakeNeeds } from './intake-desk.ts';
import { pictureOf } from './picture.ts';

export const aboutMessage = (id: string, what: 'subject' | 'text' | 'quoted' | 'threads' | `file-${number}`): string =>
  `message:${id}:${what}`;

/** What people wrote, opened. */
export function openMessage(ring: KeyRing, { id, subjectSealed, textSealed, quotedSealed }: MessageRow) {
  const opened = (what: 'subject' | 'text' | 'quoted', sealed: string | null): string | null =>
    sealed === null ? null : unseal(ring, aboutMessage(id, what), sealed);
  return { subject: opened('subject', subjectSealed), text: opened('text', textSealed) ?? '', quoted: opened('quoted', quotedSealed) };
}

/** The same message was handed in twice at once, and the other one has been written. */
export class KnownMeanwhile extends Error {}

interface Written {
  readonly arrival: Arrival;
  readonly read: ArrivedMessage;
  readonly becomes: Becoming;
  readonly sender: { readonly row: ContactRow; readonly isKnown: boolean };
  readonly place: Place;
}

/** Who follows an account no longer cannot be told anything there, and who comes back can. */
const wantsNotices: Partial<Record<Becoming, boolean>> = { optout: false, unfollow: false, optin: true, follow: true };

/** Whether a matter has been received there: a question or a menu entry before it gets no receipt. */
async function hasMatter(tx: Tx, conversationId: string): Promise<boolean> {
  const [one] = await tx
    .select({ id: message.id })
    .from(message)
    .where(and(eq(message.conversationId, conversationId), inArray(message.becomes, ['matter', 'addition'])))
    .limit(1);
  return one !== undefined;
}

/** Writes a message with its contact, conversation and files in one transaction. Throws `KnownMeanwhile`. */
export async function writeMessage(need: IntakeNeeds, written: Written, answers: AutoAnswers): Promise<string> {
  const { database, clock, audit, ring, deliveries } = need;
  const { arrival, read, becomes, place } = written;
  const id = randomUUID();
  const at = clock.now();
  await database.db.transaction(async (tx) => {
    const { sender } = written;
    const contactId = sender.isKnown ? sender.row.id : await keepContact(tx, sender.row);
    const noticed = wantsNotices[becomes];
    if (noticed !== undefined)
      await tx
        .update(contact)
        .set({ optedOutAt: noticed ? null : at })
        .where(eq(contact.id, contactId));
    const isFirst = place.conversationId === null || !(await hasMatter(tx, place.conversationId));
    const conversationId = await inConversation(tx, written, contactId, at);
    const made = await tx
      .insert(message)
      .values({
        id,
        conversationId,
        accountId: arrival.accountId,
        direction: 'in',
        externalId: arrival.externalId,
        at,
        becomes,
        automatic: read.automatic !== null,
        subjectSealed: read.subject === null ? null : seal(ring, aboutMessage(id, 'subject'), read.subject),
        textSealed: seal(ring, aboutMessage(id, 'text'), read.text),
        quotedSealed: read.quoted === '' ? null : seal(ring, aboutMessage(id, 'quoted'), read.quoted),
        threads: read.threads.map((thread) => threadIndex(ring, thread)),
        threadsSealed: read.threads.length === 0 ? null : seal(ring, aboutMessage(id, 'threads'), JSON.stringify(read.threads)),
        ticketId: place.ticketId,
      })
      .onConflictDoNothing()
      .returning({ id: message.id });
    if (made.length === 0) throw new KnownMeanwhile();
    if (read.files.length > 0) await tx.insert(attachment).values(read.files.map((file, at) => attachmentRow(ring, id, file, at + 1)));
    await audit.write(tx, hotlineItself, {
      action: `message.${becomes}`,
      object: `message:${id}`,
      details: { account: arrival.accountId },
    });
    await tell(tx, clock, [{ name: 'message.arrived', payload: { id, conversationId, becomes, ticketId: place.ticketId } }]);
    const { accountId } = arrival;
    if (becomes === 'bounce' && read.report) await deliveries.report(tx, accountId, read.report);
    const to = { conversationId, accountId, contactId: sender.isKnown ? contactId : null, ticketId: place.ticketId, kind: arrival.kind };
    await answers.answer(tx, to, becomes, read, isFirst);
  });
  need.traffic.saw(arrival.accountId, 'in');
  return id;
}

/** Tells who wrote what could not be taken in; nothing of it waits. */
export async function refuseTo(
  { ring, clock }: IntakeNeeds,
  answers: AutoAnswers,
  tx: Tx,
  arrival: Arrival,
  front: ArrivedFront,
): Promise<void> {
  const { kind, accountId } = arrival;
  const contactId = await keepContact(tx, sealedContact(ring, randomUUID(), kind, front.from));
  const conversationId = randomUUID();
  await tx.insert(conversation).values({ id: conversationId, accountId, contactId, lastAt: clock.now() });
  await answers.refuse(tx, { conversationId, accountId, contactId, ticketId: null, kind }, front.subject);
}

/** The row of this address, made when it is new; two first messages at once are one contact. */
export async function keepContact(tx: Tx, row: ContactRow): Promise<string> {
  const [kept] = await tx
    .insert(contact)
    .values(row)
    .onConflictDoUpdate({ target: [contact.kind, contact.addressIndex], set: { addressIndex: row.addressIndex } })
    .returning({ id: contact.id });
  return kept?.id ?? row.id;
}

async function inConversation(tx: Tx, { arrival, becomes, place }: Written, contactId: string, at: Date): Promise<string> {
  const waits = becomes === 'matter' || becomes === 'addition';
  const { accountId } = arrival;
  const { conversationId } = place;
  // a question how some ticket stands does not change what this conversation is about
  const about = becomes === 'status' ? {} : { ticketId: place.ticketId };
  if (conversationId === null) {
    const id = randomUUID();
    await tx.insert(conversation).values({ id, accountId, contactId, ...about, lastAt: at, ...(waits ? waitsFrom(arrival.kind, at) : {}) });
    return id;
  }
  await tx
    .update(conversation)
    .set({
      version: sql`${conversation.version} + 1`,
      lastAt: at,
      isTest: false,
      ...about,
      ...(waits ? waitsOn(arrival.kind, at) : {}),
    })
    .where(eq(conversation.id, conversationId));
  return conversationId;
}

function attachmentRow(ring: KeyRing, messageId: string, file: ArrivedMessage['files'][number], place: number) {
  const { name, claimedType, bytes, sha256, inline } = file;
  const nameSealed = seal(ring, aboutMessage(messageId, `file-${place}`), name);
  return { messageId, place, nameSealed, claimedType, bytes: bytes.length, sha256, inline, picture: pictureOf(bytes) };
}

/** A machine that reports a bounce without naming itself still has one conversation a channel. */
export const nobodyAt = (kind: MessageChannelName): { address: string; name: string } => ({ address: `nobody@${kind}.invalid`, name: '' });
