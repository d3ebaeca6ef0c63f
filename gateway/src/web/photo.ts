import { PHOTO_SIDE, Problem } from '@hotline/contracts';
import { sharp } from '../intake/drawing.ts';
import { pictureOf } from '../intake/picture.ts';

/** A picture of more points is refused before it is drawn: 50 million take 200 MB. */
const MOST_POINTS = 50_000_000;
const LONGEST_SECONDS = 10;
const QUALITY = 80;

export interface Photo {
  readonly jpeg: Buffer;
  readonly wide: number;
  readonly high: number;
}

/** `ftyp` of a HEIF file and the brands that phones write (ISO 14496-12). */
const isHeic = (bytes: Uint8Array): boolean =>
  /^ftyp(heic|heix|hevc|hevx|mif1|msf1|heim|heis)/.test(Buffer.from(bytes.subarray(4, 12)).toString('latin1'));

/**
 * The same picture made anew: turned as the phone held it, at most 2,048 points a side, without anything that was written into the file
 * (place, owner, a script in a comment). Throws `photo.heic`, `photo.unreadable`.
 */
export async function photoOf(bytes: Uint8Array): Promise<Photo> {
  if (isHeic(bytes)) throw new Problem('photo.heic');
  if (pictureOf(bytes) === null) throw new Problem('photo.unreadable');
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_POINTS, failOn: 'error', pages: 1 })
      .autoOrient()
      .resize({ width: PHOTO_SIDE, height: PHOTO_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: QUALITY })
      .timeout({ seconds: LONGEST_SECONDS })
      .toBuffer({ resolveWithObject: true });
    return { jpeg: data, wide: info.width, high: info.height };
  } catch {
    throw new Problem('photo.unreadable');
  }
}
