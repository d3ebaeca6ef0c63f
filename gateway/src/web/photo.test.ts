import { Problem } from '@hotline/contracts';
import fc from 'fast-check';
import { sharp } from '../intake/drawing.ts';
import { describe, expect, test } from 'vitest';
import { photoOf } from './photo.ts';

const refusalOf = (bytes: Uint8Array): Promise<string> =>
  photoOf(bytes).then(
    () => 'nothing',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

/** 400×300, grey, with a red corner top left, as a phone held upright writes it: lying on its side. */
const lying = (format: 'jpeg' | 'png'): Promise<Buffer> =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: '#888888' } })
    .composite([{ input: { create: { width: 40, height: 40, channels: 3, background: '#ff0000' } }, top: 0, left: 0 }])
    .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitude: '34/1 26/1 0/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .toFormat(format)
    .toBuffer();
const colourAt = async (jpeg: Buffer, left: number, top: number): Promise<number[]> => [
  ...(await sharp(jpeg).extract({ left, top, width: 1, height: 1 }).raw().toBuffer()),
];

/** A PNG that claims to have so many points, whose few bytes unpack to nothing but zeros. */
async function bomb(wide: number, high: number): Promise<Buffer> {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#000' } })
    .png()
    .toBuffer();
  bytes.writeUInt32BE(wide, 16);
  bytes.writeUInt32BE(high, 20);
  return bytes;
}
const small = (format: 'jpeg' | 'png' | 'webp' | 'gif'): Promise<Buffer> =>
  sharp({ create: { width: 30, height: 20, channels: 3, background: '#c0262d' } })
    .toFormat(format)
    .toBuffer();
const heic = Buffer.concat([Buffer.of(0, 0, 0, 24), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(200)]);
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>');

describe('a photo as it is kept', () => {
  test.each(['jpeg', 'png'] as const)('a %s stands upright and tells neither place nor camera (sharp#4059)', async (format) => {
    const { jpeg, wide, high } = await photoOf(await lying(format));
    expect([wide, high]).toEqual([300, 400]);
    const [red = 0, green = 255] = await colourAt(jpeg, 290, 10);
    expect([red > 200, green < 60]).toEqual([true, true]);
    const { exif, orientation, format: kept } = await sharp(jpeg).metadata();
    expect([exif, orientation, kept]).toEqual([undefined, undefined, 'jpeg']);
    expect(jpeg.includes('GPS') || jpeg.includes('Phone')).toBe(false);
  });

  test('a script in a comment is gone (suitenumerique/projects#96)', async () => {
    const script = '<script>fetch("http://127.0.0.1:9999/")</script>';
    const plain = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    const comment = Buffer.concat([Buffer.of(0xff, 0xfe, 0, script.length + 2), Buffer.from(script)]);
    const { jpeg } = await photoOf(Buffer.concat([plain.subarray(0, 2), comment, plain.subarray(2)]));
    expect(jpeg.includes('script')).toBe(false);
  });

  test('one of 12 megapixels is made smaller, a small one is not made larger', async () => {
    const large = await sharp({ create: { width: 4_000, height: 3_000, channels: 3, background: '#369' } })
      .jpeg()
      .toBuffer();
    expect(await photoOf(large)).toMatchObject({ wide: 2_048, high: 1_536 });
    const transparent = await sharp({ create: { width: 5, height: 5, channels: 4, background: '#0000' } })
      .webp()
      .toBuffer();
    const { jpeg, wide } = await photoOf(transparent);
    expect([wide, (await colourAt(jpeg, 2, 2))[0]]).toEqual([5, 255]);
  });

  test('whatever bytes come, in whatever order, the answer is a picture or a refusal', async () => {
    const formats = await Promise.all((['jpeg', 'png', 'webp', 'gif'] as const).map((format) => small(format)));
    const broken = fc.record({ of: fc.constantFrom(...formats), at: fc.nat(), bytes: fc.uint8Array({ maxLength: 40 }), cut: fc.nat() });
    await fc.assert(
      fc.asyncProperty(broken, async ({ of, at, bytes, cut }) => {
        const file = Buffer.from(of);
        Buffer.from(bytes).copy(file, at % file.length);
        const answer = await refusalOf(cut % 3 === 0 ? file.subarray(0, cut % file.length) : file);
        expect(['nothing', 'photo.unreadable', 'photo.heic']).toContain(answer);
      }),
      { numRuns: 150 },
    );
  });

  test.each(['png', 'webp', 'gif'] as const)('a %s becomes a JPEG', async (format) => {
    expect((await sharp((await photoOf(await small(format))).jpeg).metadata()).format).toBe('jpeg');
  });

  test.each([
    ['30,000 × 30,000 points in a few bytes', () => bomb(30_000, 30_000), 'photo.unreadable'],
    ['10,000 × 10,000 points', () => bomb(10_000, 10_000), 'photo.unreadable'],
    ['half a picture', async () => (await lying('jpeg')).subarray(0, 900), 'photo.unreadable'],
    ['an executable', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]), 'photo.unreadable'],
    ['a drawing that is a program (SVG)', () => svg, 'photo.unreadable'],
    ['a PDF', () => Buffer.from('%PDF-1.7\n'), 'photo.unreadable'],
    ['nothing', () => Buffer.alloc(0), 'photo.unreadable'],
    ['HEIC, in words that say what to do', () => heic, 'photo.heic'],
  ])('%s is refused', async (_, make, code) => {
    expect(await refusalOf(await make())).toBe(code);
  });
});
