import { MAX_NAME_LENGTH } from '../limits.ts';
import type { MailPerson } from '../mail-reading.ts';
import { decodeWords, oneLine } from './encoded-words.ts';

/** Longer address fields are read up to here; a hundred people fit. */
const MAX_FIELD_LENGTH = 40_000;
const ADDRESS = /[^\s@<>()[\]{},;:"'“”‘’\\，；：、（）《》]{1,64}@[^\s@<>()[\]{},;:"'“”‘’\\，；：、（）《》]{1,253}/;

/** Splits at commas and semicolons outside quotes, comments and angle brackets; a group (`name: a, b;`) loses its name. */
function mailboxesIn(field: string): string[] {
  const found: string[] = [];
  let quoted = false;
  let comments = 0;
  let angle = false;
  let from = 0;
  for (let at = 0; at < field.length; at += 1) {
    const character = field[at];
    if (character === '\\') at += 1;
    else if (character === '"' && comments === 0) quoted = !quoted;
    else if (quoted) continue;
    else if (character === '(') comments += 1;
    else if (character === ')') comments = Math.max(0, comments - 1);
    else if (character === '<') angle = true;
    else if (character === '>') angle = false;
    else if (comments === 0 && !angle && (character === ',' || character === ';' || character === ':')) {
      if (character !== ':') found.push(field.slice(from, at));
      from = at + 1;
    }
  }
  found.push(field.slice(from));
  // a quote or bracket that is never closed would swallow everybody after it
  return quoted || angle ? field.split(/[,;]/) : found;
}

const addressIn = (text: string): string | undefined => {
  const [local, domain] = (ADDRESS.exec(text)?.[0] ?? '').replace(/[.>]+$/, '').split('@');
  return local && domain && /^[^.].*[^.-]$|^[^.-]$/.test(domain) ? `${local}@${domain.toLowerCase()}` : undefined;
};

const nameIn = (text: string): string => oneLine(text.replace(/\\(.)/g, '$1'), MAX_NAME_LENGTH).replace(/^["'“”\s,]+|["'“”\s,<]+$/g, '');

function personIn(mailbox: string): MailPerson | undefined {
  const brackets = /<([^<>]*)(?:>[^<>]*)?$/.exec(mailbox);
  const address = addressIn(brackets?.[1] ?? mailbox.replace(/"[^"]*"|\([^()]*\)/g, ' '));
  if (address !== undefined) {
    const comment = /\(([^()]+)\)/.exec(mailbox)?.[1] ?? '';
    const before = brackets ? mailbox.slice(0, brackets.index) : comment;
    return { address, name: nameIn(decodeWords(before)) };
  }
  // the whole mailbox may stand inside an encoded word, against RFC 2047
  const decoded = decodeWords(mailbox);
  const inside = addressIn(/<([^<>]*)>?/.exec(decoded)?.[1] ?? decoded) ?? addressIn(decoded);
  if (inside === undefined) return undefined;
  const at = decoded.toLowerCase().indexOf(inside.toLowerCase());
  return { address: inside, name: nameIn(decoded.slice(0, at).replace(/[<(]\s*$/, '')) };
}

/** People of an address field (RFC 5322, and what mailers write instead); whoever has no address is left out, the list ends at `most`. */
export function readPeople(field: string | undefined, most: number): MailPerson[] {
  const people: MailPerson[] = [];
  for (const mailbox of mailboxesIn((field ?? '').slice(0, MAX_FIELD_LENGTH))) {
    const person = mailbox.trim() === '' ? undefined : personIn(mailbox);
    if (person) people.push(person);
    if (people.length >= most) break;
  }
  return people;
}

/** A Message-ID without its brackets; undefined for what could not have been one. */
export function readMessageId(text: string | undefined): string | undefined {
  const id = /<?([^\s<>,;"]{1,250})>?/.exec(text ?? '')?.[1];
  return id !== undefined && /^[!-~]+$/.test(id) ? id : undefined;
}

/** Ids of a References or In-Reply-To field in their order, each once; of too many the first (it began the thread) and the newest stay. */
export function readMessageIds(text: string | undefined, most: number): string[] {
  const ids = [...(text ?? '').matchAll(/<([^\s<>,;"]{1,250})>/g)].map(([, id]) => id ?? '').filter((id) => /^[!-~]+@[!-~]+$/.test(id));
  const once = [...new Set(ids)];
  return once.length <= most ? once : [...once.slice(0, 1), ...once.slice(1 - most)];
}
