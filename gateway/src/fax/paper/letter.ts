import { sharp } from '../../intake/drawing.ts';
import { packed } from './bits.ts';
import type { Bitmap } from './tiff.ts';
import { DOTS_AN_INCH, type Ink, typeset } from './type.ts';

/** What a fax of ours says. */
export interface Letter {
  readonly to: string;
  readonly from: string;
  /** As it is printed. */
  readonly date: string;
  /** The ticket's number, when it is about one. */
  readonly ticket: string | null;
  readonly text: string;
}

/** A4 at 204 × 196 dots an inch (T.4, fine): every machine since 1980 takes it. */
const WIDE = 1_728;
const LINES = 2_287;
const DOWN = 196;
const HIGH = Math.round((LINES * DOTS_AN_INCH) / DOWN);
const MARGIN = 110;
const COLUMN = WIDE - 2 * MARGIN;
const TOP = 150;
const BOTTOM = 90;
const RULE = 4;
/** A text of the longest kind fills six; what is beyond was refused before it came here. */
const MOST_LETTER_PAGES = 20;

interface Placed {
  readonly ink: Ink;
  readonly left: number;
  readonly top: number;
}

/** The pages of a letter, the first with its cover: to whom, from whom, when, about which ticket, how many pages. */
export async function pagesOfLetter(letter: Letter): Promise<Bitmap[]> {
  const body = await typeset(letter.text, { wide: COLUMN, size: 14, leading: 18 });
  const cover = await coverOf(letter, '88');
  const first = cover.bottom + 60;
  const pieces = cut(body, [HIGH - BOTTOM - first, HIGH - BOTTOM - TOP]);
  const { placed } = await coverOf(letter, String(pieces.length));
  return Promise.all(
    pieces.map(async (ink, index) =>
      pageOf([
        await headOf(letter, index + 1, pieces.length),
        ...(index === 0 ? placed : []),
        { ink, left: MARGIN, top: index === 0 ? first : TOP },
      ]),
    ),
  );
}

/** On each page, since pages get parted: of which fax it is which page. */
async function headOf({ from, date, ticket }: Letter, page: number, of: number): Promise<Placed> {
  const text = [from, date, ticket === null ? '' : `工单号 ${ticket}`, `第 ${page} 页 共 ${of} 页`].filter(Boolean).join('   ');
  return { ink: await typeset(text, { wide: COLUMN, size: 9 }), left: MARGIN, top: 60 };
}

async function coverOf({ to, from, date, ticket }: Letter, pages: string): Promise<{ placed: Placed[]; bottom: number }> {
  const title = await typeset('传 真', { wide: COLUMN, size: 26 });
  const rows = [
    `收件人  ${to}`,
    `发件人  ${from}`,
    `日  期  ${date}`,
    ...(ticket === null ? [] : [`工单号  ${ticket}`]),
    `页  数  ${pages}`,
  ];
  const facts = await typeset(rows.join('\n'), { wide: COLUMN, size: 14, leading: 22 });
  const top = TOP + title.high + 50;
  const bottom = top + facts.high + 40;
  const rule: Ink = { wide: COLUMN, high: RULE, grey: Buffer.alloc(COLUMN * RULE) };
  return {
    placed: [
      { ink: title, left: MARGIN, top: TOP },
      { ink: facts, left: MARGIN, top },
      { ink: rule, left: MARGIN, top: bottom },
    ],
    bottom: bottom + RULE,
  };
}

/** Cuts a long column between two lines of text: `heights` has the room on the first page and on each one after. */
function cut(ink: Ink, heights: readonly [number, number]): Ink[] {
  const pieces: Ink[] = [];
  for (let from = 0; from < ink.high && pieces.length < MOST_LETTER_PAGES;) {
    const room = heights[pieces.length === 0 ? 0 : 1];
    const to = ink.high - from <= room ? ink.high : blankAbove(ink, from, from + room);
    pieces.push({ wide: ink.wide, high: to - from, grey: ink.grey.subarray(from * ink.wide, to * ink.wide) });
    from = to;
  }
  return pieces;
}

/** The last row without ink at or above `end`. */
function blankAbove({ wide, grey }: Ink, from: number, end: number): number {
  for (let row = end; row > from + 1; row -= 1) if (grey.subarray(row * wide, (row + 1) * wide).every((point) => point > 200)) return row;
  return end;
}

async function pageOf(placed: readonly Placed[]): Promise<Bitmap> {
  const layers = placed.map(({ ink, left, top }) => ({
    input: ink.grey,
    raw: { width: ink.wide, height: ink.high, channels: 1 as const },
    left,
    top,
  }));
  const square = await sharp({ create: { width: WIDE, height: HIGH, channels: 3, background: '#fff' } })
    .composite(layers)
    .png()
    .toBuffer();
  const grey = await sharp(square)
    .toColourspace('b-w')
    .extractChannel(0)
    .resize(WIDE, LINES, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  return { wide: WIDE, lines: LINES, across: DOTS_AN_INCH, down: DOWN, bits: packed(grey, WIDE, LINES) };
}
