import { sharp } from '../intake/drawing.ts';

/** A photo as a phone writes it: with its place and its owner in it. */
export const phonePhoto = (wide: number, high: number): Promise<Buffer> =>
  sharp({ create: { width: wide, height: high, channels: 3, background: '#c0262d' } })
    .withExif({ IFD0: { Make: 'Phone', Copyright: 'Wang' }, IFD3: { GPSLatitude: '34/1 26/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();

/** What a camera wrote into a picture; undefined: nothing. */
export const exifIn = async (picture: Uint8Array): Promise<Buffer | undefined> => (await sharp(picture).metadata()).exif;
