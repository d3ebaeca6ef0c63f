import type { PictureType } from '@hotline/contracts';

/** A picture of so many points takes 200 MB to draw; a file of a few bytes can claim to have any number (a zip bomb as picture). */
const MOST_POINTS = 50_000_000;
const MOST_A_SIDE = 20_000;

interface Size {
  readonly wide: number;
  readonly high: number;
}

/** What a file is by its own bytes, if it is a picture that can be shown; what its sender says of it is not believed. */
export function pictureOf(bytes: Uint8Array): PictureType | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [type, sizeOf] of Object.entries(readers) as [PictureType, (view: Buffer) => Size | undefined][]) {
    const size = sizeOf(view);
    if (size) return isFit(size) ? type : null;
  }
  return null;
}

const isFit = ({ wide, high }: Size): boolean =>
  wide > 0 && high > 0 && wide <= MOST_A_SIDE && high <= MOST_A_SIDE && wide * high <= MOST_POINTS;

const begins = (view: Buffer, sign: string, at = 0): boolean => view.toString('latin1', at, at + sign.length) === sign;

const readers: Readonly<Record<PictureType, (view: Buffer) => Size | undefined>> = {
  'image/png': (view) =>
    view.length >= 24 && begins(view, '\x89PNG\r\n\x1a\n') && begins(view, 'IHDR', 12)
      ? { wide: view.readUInt32BE(16), high: view.readUInt32BE(20) }
      : undefined,
  'image/gif': (view) =>
    view.length >= 10 && (begins(view, 'GIF87a') || begins(view, 'GIF89a'))
      ? { wide: view.readUInt16LE(6), high: view.readUInt16LE(8) }
      : undefined,
  'image/jpeg': (view) => (begins(view, '\xff\xd8\xff') ? jpegSize(view) : undefined),
  'image/webp': (view) => (view.length >= 30 && begins(view, 'RIFF') && begins(view, 'WEBP', 8) ? webpSize(view) : undefined),
};

/** Tables that are frames of a picture (SOF, ITU-T T.81 table B.1): C0–CF without the three that are none. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(view: Buffer): Size | undefined {
  let at = 2;
  while (at + 9 <= view.length && view[at] === 0xff) {
    const marker = view[at + 1] ?? 0;
    // any number of fill bytes may stand before a marker
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return { high: view.readUInt16BE(at + 5), wide: view.readUInt16BE(at + 7) };
    else at += 2 + Math.max(2, view.readUInt16BE(at + 2));
  }
  return undefined;
}

function webpSize(view: Buffer): Size | undefined {
  if (begins(view, 'VP8X', 12)) return { wide: view.readUIntLE(24, 3) + 1, high: view.readUIntLE(27, 3) + 1 };
  if (begins(view, 'VP8L', 12)) {
    const bits = view.readUInt32LE(21);
    return { wide: (bits & 0x3fff) + 1, high: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return begins(view, 'VP8 ', 12) ? { wide: view.readUInt16LE(26) & 0x3fff, high: view.readUInt16LE(28) & 0x3fff } : undefined;
}
