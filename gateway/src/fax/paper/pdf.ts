import { deflateSync } from 'node:zlib';
import type { Bitmap } from './tiff.ts';

const POINTS_AN_INCH = 72;
const inPoints = (dots: number, anInch: number): string => ((dots / anInch) * POINTS_AN_INCH).toFixed(2);

/** A PDF (ISO 32000) with one page for each bitmap, as large as its paper was: points that are not square stay as they were sent. */
export function pdfOf(pages: readonly Bitmap[]): Buffer {
  const objects: Buffer[] = [];
  const add = (text: string, stream?: Buffer): number =>
    objects.push(stream ? Buffer.concat([Buffer.from(`${text}\nstream\n`), stream, Buffer.from('\nendstream')]) : Buffer.from(text));
  const FIRST_PAGE = 3;
  const PER_PAGE = 3;
  const kids = pages.map((_, index) => `${FIRST_PAGE + index * PER_PAGE} 0 R`);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${kids.join(' ')}] >>`);
  pages.forEach(({ wide, lines, across, down, bits }, index) => {
    const [width, height] = [inPoints(wide, across), inPoints(lines, down)];
    const own = FIRST_PAGE + index * PER_PAGE;
    const resources = `/Resources << /XObject << /Fax ${own + 2} 0 R >> >>`;
    add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] ${resources} /Contents ${own + 1} 0 R >>`);
    const drawn = Buffer.from(`q ${width} 0 0 ${height} 0 0 cm /Fax Do Q`);
    add(`<< /Length ${drawn.length} >>`, drawn);
    const image = deflateSync(bits, { level: 9 });
    const form = `/Type /XObject /Subtype /Image /Width ${wide} /Height ${lines} /ColorSpace /DeviceGray /BitsPerComponent 1 /Decode [1 0]`;
    add(`<< ${form} /Filter /FlateDecode /Length ${image.length} >>`, image);
  });
  return written(objects);
}

/** Objects, the table of where each begins, and the trailer. */
function written(objects: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let at = parts[0]?.length ?? 0;
  const places = objects.map((object, index) => {
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    const place = at;
    parts.push(whole);
    at += whole.length;
    return place;
  });
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`),
  );
  return Buffer.concat(parts);
}
