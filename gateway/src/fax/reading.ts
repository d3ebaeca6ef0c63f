import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Arrival, ArrivedFile, ArrivedMessage } from '../intake/arrival.ts';
import type { FaxReceived } from './fax-port.ts';
import { readPages } from './paper/pages.ts';
import { NotAFax } from './paper/tiff.ts';

/** What is known of a fax besides its pages. */
const Slip = z.object({
  id: z.string().max(200),
  at: z.iso.datetime(),
  from: z.string().max(40).nullable(),
  station: z.string().max(100),
  pages: z.int().min(0),
  rate: z.string().max(40),
  ecm: z.boolean(),
  resolution: z.string().max(40),
  isWhole: z.boolean(),
  words: z.string().max(1_000),
});
type Slip = z.output<typeof Slip>;

/** Behind the last byte of a TIFF nobody reads: what the line told of a fax is kept there, and the file still opens anywhere. */
const MARK = '\nHOTLINE-FAX ';
const LONGEST_SLIP = 8_000;

/** The fax as one piece of bytes, kept when it cannot become a message. */
export function rawOf({ tiff, from, at, ...rest }: FaxReceived): Buffer {
  const slip = { ...rest, at: at.toISOString(), from: from ?? null };
  return Buffer.concat([tiff, Buffer.from(MARK + JSON.stringify(slip))]);
}

function slipOf(raw: Buffer): { tiff: Buffer; slip: Slip } {
  const at = raw.lastIndexOf(MARK);
  const text = at < 0 || raw.length - at > LONGEST_SLIP ? '{}' : raw.toString('utf8', at + MARK.length);
  const read = Slip.safeParse(jsonOf(text));
  if (!read.success) throw new NotAFax('缺少收件记录 it lacks what the line told of it');
  return { tiff: raw.subarray(0, at), slip: read.data };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A fax as a message: its pages as pictures, all of them as a PDF, and the file as it came. What is no fax says why. */
export async function arrivalOfFax(accountId: string, bytes: Uint8Array): Promise<Arrival> {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const front = { kind: 'fax', accountId, raw } as const;
  try {
    const { tiff, slip } = slipOf(raw);
    try {
      return { ...front, externalId: slip.id, read: await messageOf(tiff, slip) };
    } catch (error) {
      return { ...front, externalId: slip.id, read: unread(error) };
    }
  } catch (error) {
    return { ...front, externalId: createHash('sha256').update(raw).digest('hex'), read: unread(error) };
  }
}

function unread(error: unknown): Arrival['read'] {
  if (error instanceof NotAFax) return { reason: 'unreadable', detail: error.message, front: null };
  throw error;
}

async function messageOf(tiff: Buffer, slip: Slip): Promise<ArrivedMessage> {
  const { pictures, pdf } = await readPages(tiff);
  const { isWhole, from, id } = slip;
  return {
    // who withholds her number is known by this fax only: another one may be somebody else's
    from: { address: from ?? `${WITHHELD}${id}`, name: '' },
    subject: null,
    threads: [],
    text: isWhole ? '[传真]' : `传真中断,只收到 ${pictures.length} 页,请与发件人核对。`,
    quoted: factsOf(slip, pictures.length),
    automatic: null,
    report: null,
    files: [
      ...pictures.map((picture, index) => file(`第${index + 1}页.png`, 'image/png', picture, true)),
      file('传真.pdf', 'application/pdf', pdf, false),
      file('传真原件.tif', 'image/tiff', tiff, false),
    ],
  };
}

export const WITHHELD = 'withheld:';

/** Dots a metre, as Asterisk has them, in the usual dots an inch (T.4). */
const resolutions: Readonly<Record<string, string>> = { '8031x3850': '204×98', '8031x7700': '204×196', '8031x15400': '204×391' };

function factsOf({ from, station, rate, ecm, resolution, isWhole, words }: Slip, pages: number): string {
  return [
    `页数 pages: ${pages}`,
    `来电号码 calling number: ${from === null ? '未显示 withheld' : '见联系方式 see the contact'}`,
    `对方站号 station id: ${station || '—'}`,
    `分辨率 resolution: ${resolutions[resolution] ?? (resolution || '—')}`,
    `速率 rate: ${rate || '—'}${ecm ? ' ECM' : ''}`,
    ...(isWhole ? [] : [`中断原因 why it broke off: ${words || '—'}`]),
  ].join('\n');
}

function file(name: string, claimedType: string, bytes: Buffer, inline: boolean): ArrivedFile {
  return { name, claimedType, bytes, sha256: createHash('sha256').update(bytes).digest('hex'), inline };
}
