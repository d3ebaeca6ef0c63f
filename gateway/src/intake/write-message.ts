import { randomUUID } from 'node:crypto';
import { type Becoming, becomings } from '@hotline/contracts';
import { type Change, eventsTold, hotlineItself, type KeyRing, seal, type Tx, unseal } from '@hotline/platform';
import { eq } from 'drizzle-orm';
import type { AutoAnswers } from '../delivery/auto-answers.ts';
import type { Order } from '../delivery/delivery-desk.ts';
import { waitsFrom, waitsNoMore } from '../inbox/waiting.ts';
import { contact, type ContactRow, conversation, type MessageRow } from '../tables/message.ts';
import { sealedContact, threadIndex } from './addresses.ts';
import type { Arrival, ArrivedFront, ArrivedMessage } from './arrival.ts';
import { arrivedRows } from './arrived-rows.ts';
import type { Sender } from './facts/fact-finder.ts';
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

export interface Written {
  readonly id: string;
  readonly arrival: Arrival;
  readonly read: ArrivedMessage;
  readonly becomes: Becoming;
  readonly sender: Sender;
  readonly conversationId: string;
  readonly ticketId: string | null;
  /** What the hotline says to it by itself. */
  readonly answer: Order | undefined;
}

/** Who follows an account no longer cannot be told anything there, and who comes back can. */
const wantsNotices: Partial<Record<Becoming, boolean>> = { optout: false, unfollow: false, optin: true, follow: true };

/** What a message writes: its contact, conversation, files, audit line, event and the answer that nobody typed. */
export const arrivedChange =
  ({ clock, audit, ring, deliveries }: IntakeNeeds, written: Written): Change =>
  (draft) => {
    const { id, arrival, read, becomes, sender, conversationId, ticketId, answer } = written;
    const { kind, accountId } = arrival;
    const at = clock.now();
    const noticed = wantsNotices[becomes];
    const wish = noticed === undefined ? {} : { optedOutAt: noticed ? null : at };
    if (sender.made) draft.add(arrivedRows.contact, { ...sender.made, ...wish });
    else if (noticed !== undefined) draft.also(async (tx) => void (await tx.update(contact).set(wish).where(eq(contact.id, sender.id))));
    const waits = becomings[becomes].waits ? waitsFrom(kind, at) : waitsNoMore;
    // a question how some ticket stands does not make a conversation one about it
    const isQuestion = becomes === 'status';
    draft.add(isQuestion ? arrivedRows.question : arrivedRows.conversation, {
      id: conversationId,
      accountId,
      contactId: sender.id,
      ticketId: isQuestion ? null : ticketId,
      lastAt: at,
      ...waits,
    });
    draft.add(arrivedRows.message, messageRow(ring, written, at));
    draft.add(arrivedRows.files, ...read.files.map((file, place) => attachmentRow(ring, id, file, place + 1)));
    draft.add(
      arrivedRows.audit,
      audit.line(hotlineItself, { action: `message.${becomes}`, object: `message:${id}`, details: { account: accountId } }),
    );
    draft.add(arrivedRows.event, ...eventsTold(clock, [{ name: 'message.arrived', payload: { id, conversationId, becomes, ticketId } }]));
    const { report } = read;
    if (becomes === 'bounce' && report) draft.also(async (tx) => void (await deliveries.report(tx, accountId, report)));
    if (answer) deliveries.write(draft, answer);
  };

const messageRow = (
  ring: KeyRing,
  { id, arrival: { accountId, externalId }, read, becomes, conversationId, ticketId }: Written,
  at: Date,
): MessageRow => ({
  id,
  conversationId,
  accountId,
  direction: 'in',
  externalId,
  at,
  becomes,
  automatic: read.automatic !== null,
  subjectSealed: read.subject === null ? null : seal(ring, aboutMessage(id, 'subject'), read.subject),
  textSealed: seal(ring, aboutMessage(id, 'text'), read.text),
  quotedSealed: read.quoted === '' ? null : seal(ring, aboutMessage(id, 'quoted'), read.quoted),
  threads: read.threads.map((thread) => threadIndex(ring, thread)),
  threadsSealed: read.threads.length === 0 ? null : seal(ring, aboutMessage(id, 'threads'), JSON.stringify(read.threads)),
  ticketId,
  by: null,
});

/** Tells who wrote what could not be taken in; nothing of it waits. */
export async function refuseTo(
  { ring, clock, deliveries }: IntakeNeeds,
  answers: AutoAnswers,
  tx: Tx,
  { kind, accountId }: Arrival,
  { front, saidToday }: { readonly front: ArrivedFront; readonly saidToday: number },
): Promise<void> {
  const contactId = await keepContact(tx, sealedContact(ring, randomUUID(), kind, front.from));
  const conversationId = randomUUID();
  await tx.insert(conversation).values({ id: conversationId, accountId, contactId, lastAt: clock.now() });
  const order = answers.refusal({ conversationId, accountId, saidToday, ticketId: null, asksAbout: null, kind }, front.subject);
  if (order) await deliveries.order(tx, order);
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

function attachmentRow(ring: KeyRing, messageId: string, file: ArrivedMessage['files'][number], place: number) {
  const { name, claimedType, bytes, sha256, inline } = file;
  const nameSealed = seal(ring, aboutMessage(messageId, `file-${place}`), name);
  return { messageId, place, nameSealed, claimedType, bytes: bytes.length, sha256, inline, picture: pictureOf(bytes) };
}
