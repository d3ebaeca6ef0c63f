import { charsetOf, decodeText } from '../charset/charset.ts';
import { fromQuotedPrintable } from './transfer-encoding.ts';

/** `=?charset?B?…?=` (RFC 2047), with the language of RFC 2231; blanks and folds inside are tolerated, real mailers write them. */
const WORD = /=\?([\w.:+()-]{1,60})(?:\*[\w-]{0,20})?\?([BbQq])\?([^?\r\n]{0,8000})\?=/g;

interface Word {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly encoding: 'b' | 'q';
  readonly content: string;
}

/** Bytes of words that belong together. Base64 that stops inside a group of four goes on in the next word. */
function bytesOf(words: readonly Word[], underscore: ' ' | '_'): Buffer {
  const bytes: Buffer[] = [];
  let unfinished = '';
  const finish = (): void => {
    if (unfinished !== '') bytes.push(Buffer.from(unfinished, 'base64'));
    unfinished = '';
  };
  for (const { encoding, content } of words) {
    if (encoding === 'b') {
      unfinished += content.replace(/[^A-Za-z0-9+/=]/g, '');
      if (unfinished.length % 4 === 0 || unfinished.endsWith('=')) finish();
    } else {
      finish();
      bytes.push(fromQuotedPrintable(Buffer.from(content.replaceAll('_', underscore), 'latin1')));
    }
  }
  finish();
  return Buffer.concat(bytes);
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    label: match[1] ?? '',
    encoding: match[2]?.toLowerCase() === 'b' ? 'b' : 'q',
    content: match[3] ?? '',
  }));
}

/** A mailer that leaves the underscore of a Big5 or GBK character as it is has spoiled it for everybody who takes it for a blank (RFC 2047 4.2). */
function textOf(run: readonly Word[], label: string): string {
  const { text } = decodeText(bytesOf(run, ' '), [label]);
  if (!text.includes('\ufffd') || !run.some(({ encoding, content }) => encoding === 'q' && content.includes('_'))) return text;
  const literal = decodeText(bytesOf(run, '_'), [label]).text;
  return literal.includes('\ufffd') ? text : literal;
}

/**
 * Encoded words as text. Neighbours of one charset are joined as bytes before they are decoded, since mailers cut a character in two.
 * Blanks between neighbours vanish (RFC 2047 6.2); quotes around them stay.
 */
export function decodeWords(text: string): string {
  const words = wordsOf(text);
  let out = '';
  let at = 0;
  for (let index = 0; index < words.length;) {
    const first = words[index];
    if (!first) break;
    const between = text.slice(at, first.from);
    if (index === 0 || between.trim() !== '') out += between;
    const run = [first];
    for (let last = first; (index += 1) < words.length;) {
      const next = words[index];
      if (!next || text.slice(last.to, next.from).trim() !== '' || charsetOf(next.label) !== charsetOf(first.label)) break;
      run.push(next);
      last = next;
    }
    out += textOf(run, first.label);
    at = run.at(-1)?.to ?? first.to;
  }
  return out + text.slice(at);
}

/** One line: control characters and characters that turn the direction of writing are gone, blanks are single, the end is cut at `maxLength`. */
export function oneLine(text: string, maxLength: number): string {
  const line = text
    .slice(0, maxLength * 4)
    // eslint-disable-next-line no-control-regex -- control characters are what must go
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g, ' ')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
  return line.length <= maxLength ? line : `${[...line.slice(0, maxLength)].slice(0, -1).join('')}…`;
}

export const readableLine = (value: string | undefined, maxLength: number): string => oneLine(decodeWords(value ?? ''), maxLength);
