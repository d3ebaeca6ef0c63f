import { createHash } from 'node:crypto';

/**
 * What HTML may cost. The parsers behind it need time in the square of the depth and about 15 µs a tag (measured: 280 000 open elements took 49 s,
 * 466 000 paragraphs 6 s). Replies nest by some dozens; a pasted table of a thousand rows of four cells has 10 000 tags.
 */
const MAX_DEPTH = 100;
const MAX_TAGS = 20_000;

/** Elements that have no end, or whose end a parser finds itself: they do not add to the depth. */
const shallow = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead tfoot option optgroup rt rp'.split(
    ' ',
  ),
);
const TAG = /^<(\/?)([a-z][a-z0-9:-]{0,30})/i;

/** The same HTML, without the tags that open deeper elements (their words stay) and without what comes after the last tag that is paid for. */
export function boundedHtml(html: string): string {
  const kept: string[] = [];
  let from = 0;
  let open = 0;
  let unopened = 0;
  let tags = 0;
  for (let at = html.indexOf('<'); at !== -1; at = html.indexOf('<', at + 1)) {
    if ((tags += 1) > MAX_TAGS) return kept.join('') + html.slice(from, at);
    const [, slash, name] = TAG.exec(html.slice(at, at + 34)) ?? [];
    if (name === undefined || shallow.has(name.toLowerCase())) continue;
    const drops = slash === '' ? open >= MAX_DEPTH : unopened > 0;
    const step = slash === '' ? 1 : -1;
    if (drops) unopened += step;
    else open = Math.max(0, open + step);
    if (!drops) continue;
    kept.push(html.slice(from, at));
    const end = html.indexOf('>', at);
    from = end === -1 ? html.length : end + 1;
    at = from - 1;
  }
  return kept.join('') + html.slice(from);
}

export interface EmbeddedPicture {
  readonly contentId: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const EMBEDDED = /\bsrc\s*=\s*(["'])data:(image\/(?:png|jpe?g|gif|webp|bmp));base64,([A-Za-z0-9+/=\s]+)\1/gi;

/** Pictures that were pasted into the HTML itself become files of the mail: a photo of a citizen is evidence, and HTML of megabytes would be cut. */
export function takeOutPictures(html: string, most: number): { html: string; pictures: EmbeddedPicture[] } {
  const pictures: EmbeddedPicture[] = [];
  const rest = html.replace(EMBEDDED, (_, quote: string, type: string, content: string) => {
    if (pictures.length >= most) return '';
    const bytes = Buffer.from(content, 'base64');
    const contentId = `embedded-${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
    pictures.push({ contentId, type: type.toLowerCase(), bytes });
    return `src=${quote}cid:${contentId}${quote}`;
  });
  return { html: rest, pictures };
}
