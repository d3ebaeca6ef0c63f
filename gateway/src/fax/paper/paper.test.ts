import fc from 'fast-check';
import { sharp } from '../../intake/drawing.ts';
import { describe, expect, test } from 'vitest';
import { pagesOfLetter } from './letter.ts';
import { readPages } from './pages.ts';
import { type Bitmap, NotAFax, pagesOf, tiffOf } from './tiff.ts';

/** A ring that is round on paper, in points of this resolution. */
function ringPage(lines: number, down: number): Bitmap {
  const [wide, across] = [1_728, 204];
  const bits = new Uint8Array((wide / 8) * lines);
  for (let line = 0; line < lines; line += 1)
    for (let at = 0; at < wide; at += 1) {
      const radius = Math.hypot(at - wide / 2, ((line - lines / 2) * across) / down);
      const place = line * (wide / 8) + (at >> 3);
      if (radius > 480 && radius < 500) bits[place] = (bits[place] ?? 0) | (0x80 >> (at & 7));
    }
  return { wide, lines, across, down, bits };
}

/** How wide and how high the ink of a picture reaches. */
async function inkOf(picture: Buffer): Promise<{ wide: number; high: number }> {
  const { info } = await sharp(picture).threshold().trim({ background: '#fff' }).toBuffer({ resolveWithObject: true });
  return { wide: info.width, high: info.height };
}

const slow = 30_000;

describe('pages of a fax', () => {
  test.each([
    ['standard, 204 × 98', 1_143, 98],
    ['fine, 204 × 196', 2_286, 196],
    ['superfine, 204 × 391', 4_572, 391],
  ])(
    '%s: a circle stays a circle, and the page is as high as its paper (python-pillow/Pillow#5581)',
    async (_, lines, down) => {
      const { pictures } = await readPages(tiffOf([ringPage(lines, down)]));
      const { width, height } = await sharp(pictures[0]).metadata();
      expect(width).toBe(1_728);
      expect(Math.abs((height ?? 0) / 1_728 / 1.41 - 1)).toBeLessThan(0.03);
      const ink = await inkOf(pictures[0] ?? Buffer.alloc(0));
      expect(Math.abs(ink.high / ink.wide - 1)).toBeLessThan(0.01);
    },
    slow,
  );

  test(
    'the PDF has each page at the size of its paper, and its table of objects is right',
    async () => {
      const { pdf } = await readPages(tiffOf([ringPage(1_143, 98), ringPage(2_286, 196)]));
      const text = pdf.toString('latin1');
      const boxes = [...text.matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, wide, high]) => [Number(wide), Number(high)]);
      expect(boxes).toEqual([
        [609.88, 839.76],
        [609.88, 839.76],
      ]);
      const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
      expect(text.slice(table, table + 4)).toBe('xref');
      const places = [...text.slice(table).matchAll(/^(\d{10}) 00000 n/gm)].map(([, place]) => Number(place));
      places.forEach((place, index) => expect(text.slice(place).startsWith(`${index + 1} 0 obj`)).toBe(true));
      expect(places).toHaveLength(8);
    },
    slow,
  );

  test(
    'a fax compressed by another program (libtiff, T.6) is read point by point',
    async () => {
      const page = ringPage(1_143, 98);
      const { data, info } = await sharp(tiffOf([page]))
        .raw()
        .toBuffer({ resolveWithObject: true });
      const g4 = await sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
        .toColourspace('b-w')
        .tiff({ compression: 'ccittfax4', bitdepth: 1, xres: 204 / 25.4, yres: 98 / 25.4 })
        .toBuffer();
      const [ours, theirs] = await Promise.all([readPages(tiffOf([page])), readPages(g4)]);
      expect(Buffer.from(theirs.sizes[0]?.bits ?? [])).toEqual(Buffer.from(ours.sizes[0]?.bits ?? []));
    },
    slow,
  );

  test(
    'any bytes at all are read or refused in words, and nothing is decoded that is larger than a fax',
    async () => {
      const good = tiffOf([ringPage(200, 98)]);
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(
            fc.uint8Array({ maxLength: 300 }),
            fc.array(fc.tuple(fc.nat(180), fc.nat(255)), { minLength: 1, maxLength: 8 }).map((changes) => {
              const bytes = Uint8Array.from(good);
              for (const [place, value] of changes) bytes[place] = value;
              return bytes;
            }),
            fc.nat(good.length).map((length) => good.subarray(0, length)),
          ),
          async (bytes) => {
            const read = await readPages(bytes).catch((error: unknown) => error);
            if (read instanceof Error) expect(read).toBeInstanceOf(NotAFax);
          },
        ),
        { numRuns: 150 },
      );
    },
    slow,
  );

  test('a file that claims a page of 4 billion points, or whose pages go in a circle, is refused before it is decoded', () => {
    const wide = tiffOf([ringPage(10, 98)]);
    wide.writeUInt32LE(65_535, 8 + 2 + 12 + 8);
    wide.writeUInt32LE(65_535, 8 + 2 + 24 + 8);
    expect(() => pagesOf(wide)).toThrow(NotAFax);
    const circle = tiffOf([ringPage(10, 98)]);
    circle.writeUInt32LE(8, 8 + 2 + 13 * 12);
    expect(() => pagesOf(circle)).toThrow(/circle/);
    const many = tiffOf(Array.from({ length: 101 }, () => ringPage(8, 98)));
    expect(() => pagesOf(many)).toThrow(/100/);
  });
});

describe('a letter as fax', () => {
  const letter = { to: '03702281234', from: '商丘市 12345', date: '2026-11-26 20:15', ticket: '261126000123' };

  test(
    'has its cover on the first page, as many pages as its text needs, 1,728 points wide',
    async () => {
      const [short, long] = await Promise.all([
        pagesOfLetter({ ...letter, text: '您好:路灯已修复。' }),
        pagesOfLetter({ ...letter, text: '经现场核实,路灯已修复。'.repeat(500) }),
      ]);
      expect(short).toHaveLength(1);
      expect(long).toHaveLength(5);
      expect(long.every(({ wide, lines, bits }) => wide === 1_728 && lines === 2_287 && bits.some((byte) => byte !== 0))).toBe(true);
      // the same text has the same pages at each try: what was confirmed is left out by its number
      const again = await pagesOfLetter({ ...letter, date: '2026-11-26 23:59', text: '经现场核实,路灯已修复。'.repeat(500) });
      expect(again).toHaveLength(5);
    },
    slow,
  );

  test(
    'no sign of hers is taken for markup, and an empty text is a cover',
    async () => {
      const [plain, tricky] = await Promise.all([
        pagesOfLetter({ ...letter, text: ' ' }),
        pagesOfLetter({ ...letter, to: '<b>&', text: '<span size="999999">&amp;</span>\u0000\u0007 𠮷龘' }),
      ]);
      expect(plain).toHaveLength(1);
      expect(tricky).toHaveLength(1);
    },
    slow,
  );
});
