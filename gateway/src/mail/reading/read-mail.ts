import { createHash } from 'node:crypto';
import { whoTyped } from './automatic/automatic.ts';
import { bodyOf } from './content/body.ts';
import { contentsOf, type FoundFile } from './content/contents.ts';
import { safeFileName, unnamedFile } from './content/file-names.ts';
import { splitQuoted } from './content/quoted.ts';
import { mailLimits, type MailLimits, MAX_PEOPLE, MAX_REFERENCES, MAX_SUBJECT_LENGTH, Unreadable } from './limits.ts';
import type { MailAttachment, MailPerson, MailReading, MailSender, ReadableMail } from './mail-reading.ts';
import { readMessageId, readMessageIds, readPeople } from './structure/addresses.ts';
import { readableLine } from './structure/encoded-words.ts';
import { type HeaderText, readHeader } from './structure/header.ts';
import { readParts } from './structure/parts.ts';

export interface ReadingRules extends Partial<MailLimits> {
  /** Name of the field that each mail of ours carries: a mail that brings it back is our own. */
  readonly loopHeader?: string;
}

const senderFields = ['from', 'sender', 'reply-to', 'return-path'] as const satisfies readonly MailSender['field'][];
/** Fields of which a mail has at least one; a text file with a colon in its first line has none. */
const mailFields =
  'from to cc date subject message-id received return-path sender reply-to mime-version content-type delivered-to x-mailer in-reply-to'.split(
    ' ',
  );
/** A claim outside these years is a clock that was never set. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;

function senderOf(header: HeaderText): MailSender | null {
  for (const field of senderFields) {
    const person = header.all(field).flatMap((value) => readPeople(value, 1))[0];
    if (person) return { ...person, field };
  }
  return null;
}

function peopleIn(header: HeaderText, field: string): MailPerson[] {
  return header
    .all(field)
    .flatMap((value) => readPeople(value, MAX_PEOPLE))
    .slice(0, MAX_PEOPLE);
}

function sentAtOf(claimed: string | undefined): Date | null {
  const at = new Date(
    Date.parse(
      (claimed ?? '')
        .slice(0, 200)
        .replace(/\([^)]*\)/g, ' ')
        .trim(),
    ),
  );
  const year = at.getUTCFullYear();
  return year >= FIRST_YEAR && year <= LAST_YEAR ? at : null;
}

function attachmentOf({ name, claimedType, contentId, bytes }: FoundFile, place: number, html: string | null): MailAttachment {
  const type = /^[\w.+-]{1,60}\/[\w.+-]{1,80}$/.test(claimedType) ? claimedType.toLowerCase() : 'application/octet-stream';
  const shown = contentId !== undefined && html !== null && html.toLowerCase().includes(`cid:${contentId.toLowerCase()}`);
  return {
    name: safeFileName(name) || unnamedFile(place, type),
    claimedType: type,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...(contentId === undefined ? {} : { contentId }),
    inline: shown,
  };
}

function read(raw: Buffer, rules: ReadingRules): ReadableMail {
  const limits = { ...mailLimits, ...rules };
  if (raw.length > limits.bytes) throw new Unreadable('too-large', `${raw.length} bytes, ${limits.bytes} allowed`);
  if (raw.every((byte) => byte <= 0x20)) throw new Unreadable('empty', `${raw.length} bytes, no character`);
  const { fields } = readHeader(raw, limits.headerBytes);
  if (!mailFields.some((name) => fields.has(name))) throw new Unreadable('not-a-mail', 'no field that a mail has');
  const root = readParts(raw, limits);
  const { header } = root;
  const { writings, files } = contentsOf(root, limits);
  const { text, html, cut } = bodyOf(writings, limits);
  const subject = readableLine(header.first('subject'), MAX_SUBJECT_LENGTH);
  const from = senderOf(header);
  const [to, cc] = [peopleIn(header, 'to'), peopleIn(header, 'cc')];
  return {
    kind: 'mail',
    messageId: readMessageId(header.first('message-id')) ?? null,
    inReplyTo: readMessageIds(header.first('in-reply-to'), 1)[0] ?? null,
    references: readMessageIds(header.all('references').join(' '), MAX_REFERENCES),
    from,
    replyTo: peopleIn(header, 'reply-to')[0] ?? null,
    to,
    cc,
    subject,
    sentAt: sentAtOf(header.first('date')),
    text,
    quoted: splitQuoted(text),
    html,
    textCut: cut,
    charset: writings.find(({ charset }) => charset !== 'us-ascii')?.charset ?? 'us-ascii',
    attachments: files.map((file, index) => attachmentOf(file, index + 1, html)),
    ...whoTyped({ root, from, recipients: [...to, ...cc].map(({ address }) => address), subject, text, loopHeader: rules.loopHeader }),
  };
}

/** The header alone, of a mail whose body is too much. */
function frontOf(raw: Buffer, rules: ReadingRules): ReadableMail | null {
  try {
    return read(raw.subarray(0, readHeader(raw, mailLimits.headerBytes).bodyAt), rules);
  } catch {
    return null;
  }
}

/**
 * What an incoming mail says. Pure and bounded: every mail ends as one of the two kinds, also a broken, hostile or endless one; nothing is thrown.
 * `rules` narrows the limits and names our own mark. Sources: RFC 5322, 2045–2047, 2231, 3834, 3464, and what mailers send instead.
 */
export async function readMail(raw: Uint8Array, rules: ReadingRules = {}): Promise<MailReading> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  try {
    return read(bytes, rules);
  } catch (error) {
    const reason = error instanceof Unreadable ? error.reason : 'reader-failed';
    const front = reason === 'too-large' ? frontOf(bytes, rules) : null;
    return { kind: 'unreadable', reason, detail: error instanceof Error ? error.message : String(error), front };
  }
}
