import { sharp } from '../intake/drawing.ts';

/** A photo as a phone writes it: with its place and its owner in it. */
export const phonePhoto = (wide: number, high: number): Promise<Buffer> =>
  sharp({ create: { width: wide, height: high, channels: 3, background: '#c0262d' } })
    .withExif({ IFD0: { Make: 'Phone', Copyright: 'Wang' }, IFD3: { GPSLatitude: '34/1 26/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();

/** What a camera wrote into a picture; undefined: nothing. */
export const exifIn = async (picture: Uint8Array): Promise<Buffer | undefined> => (await sharp(picture).metadata()).exif;

/** A tile of a map: a block of houses between white streets, each with a colour of its own. */
export function mapTile(name: string): Promise<Buffer> {
  const tone = (shift: number): number =>
    200 + (([...name].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) >>> 0, 7) >>> shift) % 40);
  return sharp({ create: { width: 236, height: 236, channels: 3, background: { r: tone(0), g: tone(5), b: tone(10) } } })
    .extend({ top: 10, bottom: 10, left: 10, right: 10, background: '#ffffff' })
    .png()
    .toBuffer();
}
