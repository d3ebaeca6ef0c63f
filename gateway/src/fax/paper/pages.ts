import { sharp } from '../../intake/drawing.ts';
import { packed } from './bits.ts';
import { pdfOf } from './pdf.ts';
import { type Bitmap, NotAFax, pagesOf } from './tiff.ts';

/** A fax as people look at it. */
export interface Pages {
  /** PNG of each page, its points square: as wide as it was sent, and as high as the paper was. */
  readonly pictures: readonly Buffer[];
  /** All of them for the archive, point by point as they came. */
  readonly pdf: Buffer;
  readonly sizes: readonly Bitmap[];
}

/** Reads the pages of a TIFF. A line that came damaged (without error correction some do) is no reason to refuse the rest. Throws `NotAFax`. */
export async function readPages(tiff: Uint8Array): Promise<Pages> {
  const sizes: Bitmap[] = [];
  const pictures: Buffer[] = [];
  for (const [page, { wide, lines, across, down }] of pagesOf(tiff).entries()) {
    const decoded = await sharp(tiff, { page, failOn: 'none', limitInputPixels: wide * lines })
      .toColourspace('b-w')
      .extractChannel(0)
      .raw()
      .toBuffer({ resolveWithObject: true })
      .catch((error: unknown) => {
        throw new NotAFax(`第 ${page + 1} 页无法解码 page ${page + 1} cannot be decoded: ${String(error).slice(0, 200)}`);
      });
    const { data, info } = decoded;
    if (info.width !== wide || info.height !== lines)
      throw new NotAFax(`第 ${page + 1} 页大小不符 page ${page + 1} is not as large as it says`);
    sizes.push({ wide, lines, across, down, bits: packed(data, wide, lines) });
    pictures.push(
      await sharp(data, { raw: { width: wide, height: lines, channels: 1 } })
        .resize(wide, Math.max(1, Math.round((lines * across) / down)), { fit: 'fill', kernel: 'linear' })
        .png({ compressionLevel: 9 })
        .toBuffer(),
    );
  }
  return { pictures, pdf: pdfOf(sizes), sizes };
}
