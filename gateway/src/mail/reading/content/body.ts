import type { MailLimits } from '../limits.ts';
import type { Writing } from './contents.ts';
import { plainAsHtml, safeHtml, textOfHtml } from './safe-html.ts';
import { cutAt, tidy } from './text.ts';

/** What some mailers put where the plain text belongs. */
const STUB = /(html|不支持|无法显示|请使用|view this (message|email)|does not support|mime)/i;
const MAX_STUB_LENGTH = 200;
/** Characters of HTML per character of text that is kept. */
const HTML_PER_TEXT = 3;

export interface Body {
  readonly text: string;
  readonly html: string | null;
  readonly cut: boolean;
}

const isStub = (plain: string, fromHtml: string): boolean =>
  plain.trim() === '' ||
  (plain.length < MAX_STUB_LENGTH && STUB.test(plain) && fromHtml.length > 0 && !fromHtml.includes(plain.trim().slice(0, 20)));

/** The text to read and the HTML to show, of all that was written. */
export function bodyOf(writings: readonly Writing[], limits: MailLimits): Body {
  const maxHtml = limits.textLength * HTML_PER_TEXT;
  let cut = false;
  const pieces = writings.map(({ plain, html, cut: wasCut }) => {
    cut ||= wasCut || (html?.length ?? 0) > maxHtml;
    const safe = html === undefined ? undefined : safeHtml(cutAt(html, maxHtml));
    const given = tidy(plain ?? '');
    const needsHtml = safe !== undefined && (given === '' || STUB.test(given));
    const fromHtml = needsHtml ? tidy(textOfHtml(safe)) : '';
    return { text: needsHtml && isStub(given, fromHtml) ? fromHtml : given, html: safe };
  });
  const text = pieces
    .map((piece) => piece.text)
    .filter((piece) => piece !== '')
    .join('\n\n');
  const hasHtml = pieces.some(({ html }) => html !== undefined && html !== '');
  const html = pieces.map((piece) => piece.html ?? (piece.text === '' ? '' : plainAsHtml(piece.text))).join('\n');
  return { text: cutAt(text, limits.textLength), html: hasHtml ? html : null, cut: cut || text.length > limits.textLength };
}
