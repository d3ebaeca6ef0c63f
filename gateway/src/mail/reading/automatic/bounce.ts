import { decodeText } from '../charset/charset.ts';
import type { Bounce } from '../mail-reading.ts';
import { readMessageId, readPeople } from '../structure/addresses.ts';
import { oneLine } from '../structure/encoded-words.ts';
import { readHeader } from '../structure/header.ts';
import { everyPart, type Part } from '../structure/parts.ts';

const MAX_DIAGNOSTIC_LENGTH = 500;
/** Bytes of a report, of a returned header and of a text that are searched. */
const MAX_SEARCHED = 50_000;

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const satisfies readonly Bounce['action'][];
const isAction = (word: string): word is Bounce['action'] => (actions as readonly string[]).includes(word);

/** What a field of RFC 3464 says after its kind: `rfc822; wang@example.com`, `smtp; 550 no such user`. */
const afterKind = (value: string | undefined): string | undefined => value?.replace(/^\s*[\w-]{1,30}\s*;\s*/, '').trim();

const statusIn = (text: string): string | null => /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text)?.[1] ?? null;

type Fields = ReadonlyMap<string, string>;

/** The groups of a message/delivery-status: the first tells of the mail, each further one of a recipient. */
function groupsOf(report: Buffer): Fields[] {
  return decodeText(report.subarray(0, MAX_SEARCHED))
    .text.split(/\r?\n[ \t]*\r?\n/)
    .map((group) => {
      const lines = group.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
      return new Map(
        lines.flatMap((line) => {
          const [, name, value] = /^([\w-]{1,60})\s*:\s*(.*)$/.exec(line) ?? [];
          return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value] as const];
        }),
      );
    })
    .filter((fields) => fields.size > 0);
}

function originalIdIn(root: Part): string | null {
  for (const part of everyPart(root)) {
    if (part.type !== 'message/rfc822' && part.type !== 'message/global' && part.type !== 'text/rfc822-headers') continue;
    const returned = part.body().subarray(0, MAX_SEARCHED);
    const id = readMessageId(readHeader(returned, MAX_SEARCHED).fields.get('message-id')?.[0]?.toString('latin1').trim());
    if (id !== undefined) return id;
  }
  return null;
}

/** A copy of our mail that stands in the text itself, as qmail, Exim and the Chinese providers return it. */
const originalIdInText = (text: string): string | null =>
  readMessageId(/^[\s>]*message-id\s*[:：]\s*(<[^<>\s]{1,250}>)/im.exec(text)?.[1]) ?? null;

const addressIn = (text: string | undefined): string | null => readPeople(text?.replace(/[<>[\]]/g, ' '), 1)[0]?.address ?? null;

function fromReport(root: Part, report: Part): Bounce | null {
  const perRecipient = groupsOf(report.body()).filter((fields) => fields.has('action') || fields.has('final-recipient'));
  const told = perRecipient.map((fields): Omit<Bounce, 'originalMessageId'> => {
    const status = statusIn(fields.get('status') ?? '');
    const action = (fields.get('action') ?? '')
      .trim()
      .toLowerCase()
      .replace(/[^a-z].*$/, '');
    const diagnostic = afterKind(fields.get('diagnostic-code'));
    return {
      recipient: addressIn(afterKind(fields.get('original-recipient'))) ?? addressIn(afterKind(fields.get('final-recipient'))),
      action: isAction(action) ? action : status?.startsWith('4') ? 'delayed' : status?.startsWith('2') ? 'delivered' : 'failed',
      status: status ?? statusIn(diagnostic ?? ''),
      diagnostic: diagnostic ? oneLine(diagnostic, MAX_DIAGNOSTIC_LENGTH) : null,
    };
  });
  const worst = actions.flatMap((action) => told.filter((one) => one.action === action))[0];
  return worst ? { ...worst, originalMessageId: originalIdIn(root) } : null;
}

const DELAYED =
  /\b(delayed|not yet been delivered|will (be )?(retr|continue|try)|still trying|warning message)|延迟|延遲|将继续|继续尝试|稍后重试/i;
/** Where the reason ends and the copy of our mail begins. */
const COPY =
  /^[- \t]{0,80}(below this line is a copy|this is a copy of|--- ?below|original message headers|以下是原邮件|原邮件内容|the header of)/im;
const REASON_MARKED = /(?:原因|详情|出错信息|错误信息|退信代码|remote host said|reason|error|diagnostic)\s*[:：]\s*([^\n]{3,400})/i;
const REASON_BY_CODE = /^[^\n]{0,200}?(?<!\d)(?:[45]\d\d[ -#]|#?[45]\.\d\.\d)[^\n]{0,400}/m;

/** A bounce without a report part: the words of a mail server, in English or Chinese. `own` are addresses that received it, never its subject. */
export function bounceFromWords(text: string, own: readonly string[], root: Part, subject: string): Bounce {
  const searched = text.slice(0, MAX_SEARCHED);
  const copyAt = COPY.exec(searched)?.index ?? searched.length;
  const told = searched.slice(0, copyAt);
  const recipient = readPeople(told.replace(/[<>[\]\s:：“”"'（）()，。,;；]+/g, ',').replace(/(^|,)[^@,]+(?=,|$)/g, ''), 20).find(
    ({ address }) => !own.includes(address) && !isMailServer(address),
  );
  const reason = (REASON_MARKED.exec(told)?.[1] ?? REASON_BY_CODE.exec(told)?.[0])?.trim();
  return {
    recipient: recipient?.address ?? null,
    action: DELAYED.test(subject) || DELAYED.test(told) ? 'delayed' : 'failed',
    status: statusIn(told),
    diagnostic: reason === undefined ? null : oneLine(reason, MAX_DIAGNOSTIC_LENGTH),
    originalMessageId: originalIdIn(root) ?? originalIdInText(searched),
  };
}

/** An address behind which a mail server speaks. */
export const isMailServer = (address: string): boolean =>
  /^(mailer-daemon|mail-?daemon|postmaster|mdaemon|bounces?)(\+[^@]*)?@/i.test(address);

/** What a report of delivery says, the worst of its recipients; null when the mail has none. */
export function bounceFromReport(root: Part): Bounce | null {
  for (const part of everyPart(root)) {
    const bounce =
      part.type === 'message/delivery-status' || part.type === 'message/global-delivery-status' ? fromReport(root, part) : null;
    if (bounce) return bounce;
  }
  return null;
}
