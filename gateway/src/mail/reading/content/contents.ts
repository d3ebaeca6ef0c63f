import { decodeText } from '../charset/charset.ts';
import { type MailLimits, Unreadable } from '../limits.ts';
import { decodeWords, readableLine } from '../structure/encoded-words.ts';
import { type Part, readParts } from '../structure/parts.ts';
import { takeOutPictures } from './bounded-html.ts';
import { textOfPart } from './text.ts';
import { readTnef } from './tnef.ts';

/** One thing that was written, in one or two forms: text/plain, text/html or both. */
export interface Writing {
  readonly plain?: string;
  readonly html?: string;
  readonly charset: string;
  readonly cut: boolean;
  /** Came in Outlook's envelope, which repeats what stands beside it. */
  readonly repeats?: true;
}

export interface FoundFile {
  /** Decoded, as the sender gave it; '' when nameless. */
  readonly name: string;
  readonly claimedType: string;
  readonly contentId: string | undefined;
  readonly bytes: Buffer;
}

export interface Contents {
  readonly writings: readonly Writing[];
  readonly files: readonly FoundFile[];
}

/** Machine parts of reports: read where bounces are read, no file for a person. */
const reportTypes = new Set([
  'message/delivery-status',
  'message/disposition-notification',
  'text/rfc822-headers',
  'message/feedback-report',
]);
/** Bytes of a text that are decoded, per character that is kept: GB18030 takes four for a rare one. */
const BYTES_PER_CHARACTER = 8;

const fileNameOf = ({ disposition, parameters }: Part): string =>
  decodeWords(disposition.parameters.get('filename') ?? parameters.get('name') ?? '');

const contentIdOf = ({ header }: Part): string | undefined => /^<?([^<>\s]{1,250})>?$/.exec(header.first('content-id') ?? '')?.[1];

function isWriting(part: Part, isWholeMail: boolean): boolean {
  if (part.type !== 'text/plain' && part.type !== 'text/html') return false;
  return part.disposition.value !== 'attachment' && (isWholeMail || fileNameOf(part) === '');
}

function fileOf(part: Part): FoundFile {
  const bytes = part.body();
  const named = fileNameOf(part);
  const isMail = part.type === 'message/rfc822' || part.type === 'message/global';
  const subject =
    isMail && named === ''
      ? /^subject:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*){0,20})/im.exec(decodeText(bytes.subarray(0, 20_000)).text)?.[1]
      : undefined;
  const name = subject === undefined ? named : `${readableLine(subject, 100)}.eml`;
  return { name, claimedType: part.type, contentId: contentIdOf(part), bytes };
}

/** The forms of one alternative. What a phone puts between them (a PDF among pieces of HTML) comes along as a file. */
function oneOf(writings: readonly Writing[]): Writing[] {
  const [first] = writings;
  if (!first) return [];
  const plain = writings.map((writing) => writing.plain).filter((text) => text !== undefined);
  const html = writings.map((writing) => writing.html).filter((text) => text !== undefined);
  return [
    {
      ...(plain.length > 0 ? { plain: plain.join('\n') } : {}),
      ...(html.length > 0 ? { html: html.join('\n') } : {}),
      charset: writings.find(({ charset }) => charset !== 'us-ascii')?.charset ?? first.charset,
      cut: writings.some(({ cut }) => cut),
    },
  ];
}

function fromOutlookEnvelope(bytes: Buffer, limits: MailLimits): Contents | undefined {
  const tnef = readTnef(bytes, limits.attachments + 1);
  if (!tnef) return undefined;
  const read = (text: Buffer): ReturnType<typeof decodeText> =>
    decodeText(text.subarray(0, limits.textLength * BYTES_PER_CHARACTER), [tnef.charset]);
  const [plain, html] = [tnef.plain, tnef.html].map((text) => (text === undefined ? undefined : read(text)));
  const charset = (plain ?? html)?.charset;
  if (charset === undefined && tnef.files.length === 0) return undefined;
  return {
    writings:
      charset === undefined
        ? []
        : [{ ...(plain ? { plain: plain.text } : {}), ...(html ? { html: html.text } : {}), charset, cut: false, repeats: true }],
    files: tnef.files.map(({ name, type, contentId, bytes: content }) => ({
      name: decodeText(name, [tnef.charset]).text,
      claimedType: type ?? 'application/octet-stream',
      contentId,
      bytes: content,
    })),
  };
}

function writingOf(part: Part, limits: MailLimits): Contents {
  if (part.type === 'text/plain') {
    const { text, charset, cut } = textOfPart(part, limits.textLength * BYTES_PER_CHARACTER);
    return { writings: [{ plain: text, charset, cut }], files: [] };
  }
  const { text, charset, cut } = textOfPart(part, limits.bytes);
  const { html, pictures } = takeOutPictures(text, limits.attachments);
  return {
    writings: [{ html, charset, cut }],
    files: pictures.map(({ contentId, type, bytes }) => ({ name: '', claimedType: type, contentId, bytes })),
  };
}

function collect(part: Part, isWholeMail: boolean, limits: MailLimits): Contents {
  if (part.children.length > 0) {
    const below = part.children.map((child) => collect(child, false, limits));
    const writings = below.flatMap((contents) => contents.writings);
    return {
      writings: part.type === 'multipart/alternative' ? oneOf(writings) : writings,
      files: below.flatMap(({ files }) => files),
    };
  }
  if (isWriting(part, isWholeMail)) return writingOf(part, limits);
  if (reportTypes.has(part.type)) return { writings: [], files: [] };
  const file = fileOf(part);
  const mayBeEnvelope = /^application\/(vnd\.)?ms-tnef$/.test(part.type) || /^winmail\.dat$/i.test(file.name);
  return (mayBeEnvelope ? fromOutlookEnvelope(file.bytes, limits) : undefined) ?? { writings: [], files: [file] };
}

const isMail = ({ claimedType }: FoundFile): boolean => claimedType === 'message/rfc822' || claimedType === 'message/global';

const tooMany = ({ attachments }: MailLimits): Unreadable => new Unreadable('too-many-attachments', `more than ${attachments} attachments`);

const hasWords = ({ plain, html }: Writing): boolean => /\S/.test(plain ?? '') || /\S/.test(html ?? '');

/** The contents of a mail that came as a file; undefined when it is over a limit, so that only the mail around it is read. */
function opened({ bytes }: FoundFile, limits: MailLimits, depth: number): Contents | undefined {
  try {
    return contentsOf(readParts(bytes, limits, depth), limits, depth);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/**
 * What a mail holds: texts and files. A mail that was passed on as a file, without a word, is opened: its text and files are taken for those of
 * the mail around it, and the outermost file itself is kept.
 */
export function contentsOf(root: Part, limits: MailLimits, depth = 0): Contents {
  const { writings, files } = collect(root, true, limits);
  if (files.length > limits.attachments) throw tooMany(limits);
  const mails = files.filter(isMail);
  const [inner] = mails;
  const first = writings.filter(({ repeats }) => !repeats);
  const told = first.some(hasWords) ? first : writings;
  if (!inner || mails.length > 1 || told.some(hasWords)) return { writings: told, files };
  const within = opened(inner, limits, depth + 1);
  if (!within) return { writings: told, files };
  const inside = within.files.filter((file) => !isMail(file));
  if (files.length + inside.length > limits.attachments) throw tooMany(limits);
  return { writings: within.writings, files: [...files, ...inside] };
}
