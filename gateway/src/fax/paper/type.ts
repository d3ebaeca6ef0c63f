import { createRequire } from 'node:module';
import path from 'node:path';
import { sharp } from '../../intake/drawing.ts';

/** Comes with the program, so that a bare machine writes Chinese, too; 30,790 signs. A sign beyond them is a box with its code in it. */
const FONT = 'Noto Sans S Chinese Medium';
const fontFile = path.join(path.dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '../fonts/NotoSansHans-Medium.otf');
export const DOTS_AN_INCH = 204;

/** Text as grey points, 0 is ink. */
export interface Ink {
  readonly wide: number;
  readonly high: number;
  readonly grey: Buffer;
}

const escaped = (text: string): string =>
  [...text]
    .filter((sign) => sign >= ' ' || sign === '\n' || sign === '\t')
    .join('')
    .replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? '');

/** Sets a text in a column so many points wide, square points. `size` in printers' points, `leading` in points of the page. */
export async function typeset(text: string, { wide, size, leading = 0 }: { wide: number; size: number; leading?: number }): Promise<Ink> {
  const shown = escaped(text);
  if (shown.trim() === '') return { wide: 1, high: 1, grey: Buffer.from([255]) };
  const { data, info } = await sharp({
    text: { text: shown, font: `${FONT} ${size}`, fontfile: fontFile, width: wide, dpi: DOTS_AN_INCH, wrap: 'word-char', spacing: leading },
  })
    .toColourspace('b-w')
    .negate()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { wide: info.width, high: info.height, grey: data };
}
