import { z } from 'zod';
import { keysOf } from '../calls/operations.ts';
import { route } from '../http/route.ts';
import { signals } from '../tickets/lifecycle.ts';
import { Account, Id, Moment, pageOf, PageQuery, plainText, Reason, StaffNumber, typedText, Version } from '../words/scalars.ts';
import {
  becomings,
  type ConversationEnd,
  conversationEnds,
  deliveryStates,
  messageChannels,
  pictureTypes,
  purposes,
  quarantineReasons,
} from './vocabulary.ts';
import { WebForm } from './web-form.ts';

/** An account is named by whoever sets it up: `mail-main`. */
const AccountId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, '小写字母开头,2–40 位字母、数字或 - / lower-case letters, digits, -');
const oneAccount = z.object({ id: AccountId });

export const AccountView = z
  .object({
    id: AccountId,
    version: Version,
    kind: keysOf(messageChannels),
    name: z.string(),
    active: z.boolean(),
    /** Its other side is the simulator of this machine; a real account of its kind takes its place. */
    simulated: z.boolean(),
    /** As the channel's own schema has them; secrets are never among them. */
    settings: z.record(z.string(), z.unknown()),
    hasSecrets: z.boolean(),
    connectedSince: Moment.nullable(),
    lastInAt: Moment.nullable(),
    lastOutAt: Moment.nullable(),
    /** In the peer's words. */
    trouble: z.string().nullable(),
    troubleAt: Moment.nullable(),
    /** What the administrator scans with a telephone to let the account in; while it is asked for. */
    scan: z.string().nullable(),
    /** Nothing has come in for longer than the account allows. */
    isSilent: z.boolean(),
    /** Conversations that wait for a person, and how many of them are over their limit. */
    waiting: z.int(),
    overdue: z.int(),
  })
  .meta({ id: 'Account' });
export type AccountView = z.output<typeof AccountView>;

/** A message by which an administrator tries an account, and how it fares. */
export const TestMessage = z
  .object({
    id: Id,
    at: Moment,
    by: Account,
    byName: z.string().nullable(),
    /** With stars. */
    to: z.string(),
    state: keysOf(deliveryStates),
    nextTryAt: Moment.nullable(),
    steps: z.array(z.object({ at: Moment, state: keysOf(deliveryStates), words: z.string() })),
  })
  .meta({ id: 'TestMessage' });
export type TestMessage = z.output<typeof TestMessage>;

/** Settings of every channel fit in here; a picture does not. */
const Settings = z.record(z.string().max(60), z.unknown()).refine((value) => JSON.stringify(value).length <= 20_000, '设置过长 / too long');

// prettier-ignore
export const accounts = {
  list: route({ method: 'GET', path: '/accounts', permission: 'account.read', summary: 'Accounts of the channels and how they fare', reply: z.object({ items: z.array(AccountView) }) }),
  put:  route({ method: 'PUT', path: '/accounts/:id', permission: 'account.write', summary: 'Sets an account up or changes it; secrets are written and never read', params: oneAccount, body: z.strictObject({ kind: keysOf(messageChannels), name: typedText(60).optional(), active: z.boolean().default(true), settings: Settings, secrets: Settings.optional() }), reply: AccountView, problems: ['account.settings-wrong', 'account.kind-fixed', 'account.secrets-missing'] }),
  test: route({ method: 'POST', path: '/accounts/:id/tests', permission: 'account.write', summary: 'Sends a test message to this number or address; five of an account in ten minutes', status: 201, params: oneAccount, body: z.strictObject({ to: typedText(254).min(3) }), reply: TestMessage, problems: ['account.unknown', 'account.inactive', 'account.address-wrong', 'account.tested-enough'] }),
  tests: route({ method: 'GET', path: '/accounts/:id/tests', permission: 'account.read', summary: 'The last test messages of an account and how they were delivered', params: oneAccount, reply: z.object({ items: z.array(TestMessage) }), problems: ['account.unknown'] }),
};

export const ContactOf = z.object({ name: z.string().nullable(), address: z.string() });
/** What a text of this account begins with, and what each part of it costs in fen (a hundredth of a yuan). */
export const Texting = z.object({ signature: z.string(), partFen: z.number() });

export const ConversationRow = z
  .object({
    id: Id,
    version: Version,
    channel: keysOf(messageChannels),
    accountId: AccountId,
    /** With stars. */
    contact: ContactOf,
    ticketId: Id.nullable(),
    ticketNumber: z.string().nullable(),
    subject: z.string().nullable(),
    /** The first words of the newest message of hers. */
    begins: z.string(),
    becomes: keysOf(becomings).nullable(),
    /** The last message of ours could not be delivered: somebody must reach her in another way. */
    undelivered: z.boolean(),
    /** She wants no notices of progress on this channel. */
    optedOut: z.boolean(),
    waitsSince: Moment.nullable(),
    /** Until when somebody must have dealt with it; null: nothing waits. */
    dueAt: Moment.nullable(),
    /** The signal that its clock gave last: near its limit, at it, over it. */
    signal: keysOf(signals).nullable(),
    /** Who has taken it; the others leave it alone. */
    heldBy: Account.nullable(),
    heldByName: z.string().nullable(),
    lastAt: Moment,
  })
  .meta({ id: 'Conversation' });
export type ConversationRow = z.output<typeof ConversationRow>;

export const DeliveryView = z.object({
  state: keysOf(deliveryStates),
  purpose: keysOf(purposes),
  tries: z.int(),
  nextTryAt: Moment.nullable(),
  steps: z.array(z.object({ at: Moment, state: keysOf(deliveryStates), words: z.string() })),
});

/** A file that came with a message. */
const FileOf = z.object({
  place: z.int(),
  name: z.string(),
  bytes: z.int(),
  /** What picture it is by its own bytes; null: it is handed over to be saved and not shown. */
  picture: z.enum(pictureTypes).nullable(),
});

export const MessageView = z
  .object({
    id: Id,
    direction: z.enum(['in', 'out']),
    at: Moment,
    /** An account, and her name; null for the citizen and for what the hotline itself sent. */
    by: Account.nullable(),
    byName: z.string().nullable(),
    becomes: keysOf(becomings).nullable(),
    automatic: z.boolean(),
    subject: z.string().nullable(),
    text: z.string(),
    quoted: z.string().nullable(),
    files: z.array(z.object({ ...FileOf.shape, type: z.string(), inline: z.boolean() })),
    delivery: DeliveryView.nullable(),
  })
  .meta({ id: 'Message' });
export type MessageView = z.output<typeof MessageView>;

const oneConversation = z.object({ id: Id });
const Ending = z
  .strictObject({ as: keysOf(conversationEnds), reason: typedText(500).optional() })
  .refine(
    ({ as, reason = '' }: { as: ConversationEnd; reason?: string | undefined }) => !conversationEnds[as].asksWhy || reason.length >= 2,
    {
      path: ['reason'],
      message: '请写明理由 / say why',
    },
  );
// No ETag on `read`: how a message is delivered changes without the conversation's version.
// prettier-ignore
export const conversations = {
  list:   route({ method: 'GET', path: '/conversations', permission: 'message.read', summary: 'What citizens wrote; what is due first stands first', query: PageQuery.extend({ waiting: z.boolean().default(true), held: z.enum(['mine', 'free']).optional(), channel: keysOf(messageChannels).optional(), ticketId: Id.optional() }), reply: pageOf(ConversationRow) }),
  counts: route({ method: 'GET', path: '/conversations/counts', permission: 'message.read', summary: 'How many wait, and how many of them are over their limit; counted up to a thousand', reply: z.object({ waiting: z.int(), overdue: z.int(), mine: z.int(), mineOverdue: z.int() }) }),
  read:   route({ method: 'GET', path: '/conversations/:id', permission: 'message.read', summary: 'One conversation with its messages and how ours were delivered', params: oneConversation, reply: ConversationRow.extend({ messages: z.array(MessageView), texting: Texting.nullable(), form: WebForm.nullable() }), problems: ['conversation.unknown'] }),
  answer: route({ method: 'POST', path: '/conversations/:id/answer', permission: 'message.answer', summary: 'Answers the way she wrote', params: oneConversation, ifMatch: true, body: z.strictObject({ text: typedText(20_000).min(1) }), reply: MessageView, problems: ['conversation.unknown', 'conversation.held', 'version.missing', 'version.stale', 'message.too-long'] }),
  colleagues: route({ method: 'GET', path: '/conversations/colleagues', permission: 'message.answer', summary: 'Who may answer and can be handed a conversation: by part of an account, a name or a 工号', query: z.object({ q: typedText(60).optional(), limit: z.int().min(1).max(50).default(20) }), reply: z.object({ items: z.array(z.object({ account: Account, name: z.string(), number: StaffNumber.nullable() })) }) }),
  take:   route({ method: 'POST', path: '/conversations/:id/take', permission: 'message.answer', summary: 'I deal with it; also from the hands of a colleague who cannot', params: oneConversation, ifMatch: true, body: z.strictObject({}), reply: ConversationRow, problems: ['conversation.unknown', 'conversation.settled', 'version.missing', 'version.stale'] }),
  pass:   route({ method: 'POST', path: '/conversations/:id/pass', permission: 'message.answer', summary: 'Hands it to a colleague, or back to all', params: oneConversation, ifMatch: true, body: z.strictObject({ to: Account.nullable() }), reply: ConversationRow, problems: ['conversation.unknown', 'conversation.settled', 'conversation.held', 'agent.unknown', 'version.missing', 'version.stale'] }),
  attach: route({ method: 'POST', path: '/conversations/:id/ticket', permission: 'message.answer', summary: 'It is about this ticket, says whoever read it', params: oneConversation, ifMatch: true, body: z.strictObject({ ticket: plainText(64).min(1) }), reply: ConversationRow, problems: ['conversation.unknown', 'conversation.has-ticket', 'conversation.held', 'ticket.unknown', 'version.missing', 'version.stale'] }),
  reveal: route({ method: 'POST', path: '/conversations/:id/contact/reveal', permission: 'citizen.reveal', summary: 'See who writes, with a reason that is kept', params: oneConversation, body: z.strictObject({ reason: Reason }), reply: ContactOf, problems: ['conversation.unknown'] }),
  file:   route({ method: 'GET', path: '/conversations/:id/messages/:message/files/:place', permission: 'message.read', summary: 'A file that came with a message, to be saved', params: z.object({ id: Id, message: Id, place: z.coerce.number().int().min(1).max(10_000) }), reply: 'file', problems: ['file.unknown'] }),
  recognise: route({ method: 'POST', path: '/conversations/:id/messages/:message/files/:place/text', permission: 'message.read', summary: 'What seems to be written on a picture that came with a message: a suggestion, kept nowhere', params: z.object({ id: Id, message: Id, place: z.coerce.number().int().min(1).max(10_000) }), body: z.strictObject({}), reply: z.object({ lines: z.array(z.string()) }), problems: ['file.unknown', 'recognition.absent', 'recognition.failed'] }),
  done:   route({ method: 'POST', path: '/conversations/:id/done', permission: 'message.answer', summary: 'Nothing of it waits any more, and why', params: oneConversation, ifMatch: true, body: Ending, reply: ConversationRow, problems: ['conversation.unknown', 'conversation.held', 'version.missing', 'version.stale'] }),
};

export const TicketFile = z.object({ message: Id, at: Moment, ...FileOf.shape }).meta({ id: 'TicketFile' });
export type TicketFile = z.output<typeof TicketFile>;

// Whoever sees a ticket sees its pictures: a department that mends a road needs them. Who wrote, and what, it is not told by them.
// prettier-ignore
export const ticketFiles = {
  list: route({ method: 'GET', path: '/tickets/:id/files', permission: 'ticket.read', summary: 'Files that the citizen sent about a ticket, oldest first; without the right to reveal her a file has no name of hers', params: z.object({ id: plainText(64).min(1) }), reply: z.object({ items: z.array(TicketFile) }), problems: ['ticket.unknown'] }),
  read: route({ method: 'GET', path: '/tickets/:id/files/:message/:place', permission: 'ticket.read', summary: 'One of them', params: z.object({ id: plainText(64).min(1), message: Id, place: z.coerce.number().int().min(1).max(10_000) }), reply: 'file', problems: ['ticket.unknown', 'file.unknown'] }),
};

export const QuarantineView = z
  .object({
    id: Id,
    version: Version,
    accountId: AccountId,
    at: Moment,
    reason: keysOf(quarantineReasons),
    detail: z.string(),
    bytes: z.int(),
  })
  .meta({ id: 'Quarantined' });
export type QuarantineView = z.output<typeof QuarantineView>;

const oneApart = z.object({ id: Id });
// prettier-ignore
export const quarantine = {
  list:  route({ method: 'GET', path: '/quarantine', permission: 'account.read', summary: 'What could not become a message', query: PageQuery, reply: pageOf(QuarantineView) }),
  again: route({ method: 'POST', path: '/quarantine/:id/again', permission: 'account.write', summary: 'Reads it again, as when it came', params: oneApart, body: z.strictObject({}), reply: z.object({ became: keysOf(becomings), messageId: Id.nullable() }), problems: ['quarantine.unknown', 'quarantine.still'] }),
  drop:  route({ method: 'POST', path: '/quarantine/:id/drop', permission: 'account.write', summary: 'Leaves it aside for good; the bytes stay', params: oneApart, body: z.strictObject({ reason: plainText(200).min(2) }), reply: 'nothing', problems: ['quarantine.unknown'] }),
};
