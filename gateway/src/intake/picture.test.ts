import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pictureOf } from './picture.ts';

const png = (wide: number, high: number): Buffer => {
  const bytes = Buffer.alloc(33);
  bytes.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  bytes.writeUInt32BE(wide, 16);
  bytes.writeUInt32BE(high, 20);
  return bytes;
};
const gif = (wide: number, high: number): Buffer =>
  Buffer.concat([Buffer.from('GIF89a'), Buffer.of(wide & 255, wide >> 8, high & 255, high >> 8)]);
/** SOI, a comment, a fill byte, a frame. */
const jpeg = (wide: number, high: number, frame = 0xc2): Buffer =>
  Buffer.concat([
    Buffer.of(0xff, 0xd8, 0xff, 0xfe, 0, 4, 1, 2, 0xff, 0xff, frame, 0, 11, 8, high >> 8, high & 255, wide >> 8, wide & 255),
    Buffer.alloc(8),
  ]);
const webp = (kind: string, fill: (bytes: Buffer) => void): Buffer => {
  const bytes = Buffer.alloc(30);
  bytes.write('RIFF\0\0\0\0WEBP', 'latin1');
  bytes.write(kind, 12, 'latin1');
  fill(bytes);
  return bytes;
};

describe('which files are shown as pictures (issue M3, bad input)', () => {
  test.each([
    ['a PNG', png(800, 600), 'image/png'],
    ['a GIF', gif(320, 240), 'image/gif'],
    ['a JPEG', jpeg(4000, 3000), 'image/jpeg'],
    ['a lossy WebP', webp('VP8 ', (to) => (to.writeUInt16LE(640, 26), to.writeUInt16LE(480, 28))), 'image/webp'],
    ['a lossless WebP', webp('VP8L', (to) => to.writeUInt32LE(639 | (479 << 14), 21)), 'image/webp'],
    ['an extended WebP', webp('VP8X', (to) => (to.writeUIntLE(639, 24, 3), to.writeUIntLE(479, 27, 3))), 'image/webp'],
  ])('%s by its bytes', (_, bytes, type) => expect(pictureOf(bytes)).toBe(type));

  test.each([
    ['a program named .jpg', Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff', 'latin1')],
    ['SVG, which may hold a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['a PNG of 30,000 by 30,000 points', png(30_000, 30_000)],
    ['a JPEG of 65,535 by 65,535 points', jpeg(65_535, 65_535)],
    ['a picture without width', png(0, 600)],
    ['a JPEG that ends before its frame', jpeg(10, 10).subarray(0, 10)],
    ['a JPEG with tables and no frame', jpeg(10, 10, 0xc4)],
    ['nothing', Buffer.alloc(0)],
  ])('not %s', (_, bytes) => expect(pictureOf(bytes)).toBeNull());

  test('any bytes behind any beginning end in an answer', () => {
    const beginnings = [png(1, 1), gif(1, 1), jpeg(1, 1), Buffer.from('RIFF\0\0\0\0WEBPVP8X'), Buffer.of(0xff, 0xd8, 0xff)];
    const any = fc.tuple(fc.constantFrom(...beginnings), fc.nat(40), fc.uint8Array({ maxLength: 64 }));
    fc.assert(
      fc.property(any, ([begin, cut, rest]) => void pictureOf(Buffer.concat([begin.subarray(0, cut), rest]))),
      { numRuns: 2_000 },
    );
  });
});
