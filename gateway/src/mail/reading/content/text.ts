import { decodeText, type Decoded } from '../charset/charset.ts';
import type { Part } from '../structure/parts.ts';

/** Text as it is kept: `\n` ends a line, no control characters, no invisible turns of direction, blanks at line ends and runs of empty lines gone. */
export function tidy(text: string): string {
  return (
    text
      .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
      // eslint-disable-next-line no-control-regex -- control characters are what must go
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
      .replaceAll('\u00a0', ' ')
      .split('\n')
      .map((line) => (line === '-- ' ? line : line.trimEnd()))
      .join('\n')
      .replace(/\n{4,}/g, '\n\n\n')
      .replace(/^\n+|\n+$/g, '')
  );
}

/** Cuts between characters, never inside one. */
export const cutAt = (text: string, length: number): string =>
  text.length <= length ? text : text.slice(0, /[\ud800-\udbff]/.test(text[length - 1] ?? '') ? length - 1 : length);

/** `format=flowed` (RFC 3676): a line that ends in a blank goes on in the next one of the same quoting; `delsp` takes the blank away. */
function unflowed(text: string, deleteSpace: boolean): string {
  const lines: string[] = [];
  let goesOn = false;
  let depth = 0;
  for (const line of text.split(/\r?\n/)) {
    const quotes = /^>*/.exec(line)?.[0] ?? '';
    const content = line.slice(quotes.length).replace(/^ /, '');
    const flows = content.endsWith(' ') && content !== '-- ';
    const kept = flows && deleteSpace ? content.slice(0, -1) : content;
    const joins = goesOn && depth === quotes.length && content !== '-- ';
    if (joins) lines[lines.length - 1] += kept;
    else lines.push(quotes === '' ? kept : `${quotes} ${kept}`);
    [goesOn, depth] = [flows, quotes.length];
  }
  return lines.join('\n');
}

const META_CHARSET = /<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?([\w.:-]{1,40})/i;

/** The text of a text part. Of its bytes at most `maxBytes` are decoded. */
export function textOfPart(part: Part, maxBytes: number): Decoded & { cut: boolean } {
  const body = part.body();
  const bytes = body.subarray(0, maxBytes);
  const labels = [part.parameters.get('charset')];
  if (part.type === 'text/html') labels.push(META_CHARSET.exec(bytes.toString('latin1', 0, 4096))?.[1]);
  const { text, charset } = decodeText(bytes, labels);
  const flowed = part.type === 'text/plain' && part.parameters.get('format')?.toLowerCase() === 'flowed';
  return {
    text: flowed ? unflowed(text, part.parameters.get('delsp')?.toLowerCase() === 'yes') : text,
    charset,
    cut: body.length > bytes.length,
  };
}
