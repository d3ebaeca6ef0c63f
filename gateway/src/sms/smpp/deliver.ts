import type { ArrivedReport } from '../../intake/arrival.ts';
import { reportOf, type StatWord } from '../line/stats.ts';
import { encodings } from '../text.ts';
import type { Pdu } from './codec.ts';

const HAS_HEADER = 0x40;
/** Bits of esm_class that say what a deliver_sm is; none of them: a message. */
const KIND = 0x3c;

/** What a carrier brings: a message, or what became of one of ours. */
export interface Brought {
  readonly from: string;
  readonly to: string;
  readonly isReport: boolean;
  readonly hasHeader: boolean;
  readonly format: number;
  readonly content: Buffer;
}

const numberIn = (fields: Pdu['fields'], name: string): number | undefined => (typeof fields[name] === 'number' ? fields[name] : undefined);
const bytesIn = (fields: Pdu['fields'], name: string): Buffer =>
  Buffer.isBuffer(fields[name]) ? Buffer.from(fields[name]) : Buffer.alloc(0);

/** Reads a deliver_sm; its text stands in short_message, or in message_payload when it is long. */
export function readDeliver({ fields }: Pdu): Brought {
  const esmClass = numberIn(fields, 'esm_class') ?? 0;
  const short = bytesIn(fields, 'short_message');
  const content = short.length > 0 ? short : bytesIn(fields, 'message_payload');
  const place = (esmClass & HAS_HEADER) === 0 ? placeInFields(fields) : undefined;
  const whole = place ? Buffer.concat([place, content]) : content;
  const hasHeader = place !== undefined || (esmClass & HAS_HEADER) !== 0;
  return {
    from: String(fields['source_addr']),
    to: String(fields['destination_addr']),
    isReport: (esmClass & KIND) !== 0,
    hasHeader,
    ...inSharedAlphabet(numberIn(fields, 'data_coding') ?? 0, whole, hasHeader),
  };
}

/** Some carriers say in optional fields which part it is; written as the header that others send. */
function placeInFields(fields: Pdu['fields']): Buffer | undefined {
  const [reference, total, number] = ['sar_msg_ref_num', 'sar_total_segments', 'sar_segment_seqnum'].map((name) => numberIn(fields, name));
  if (reference === undefined || total === undefined || number === undefined || total < 2) return undefined;
  return Buffer.from([6, 8, 4, reference >> 8, reference & 0xff, total, number]);
}

/** CMPP has no Latin-1, and numbers UCS-2 of a class as SMPP does not: both become plain UCS-2. */
function inSharedAlphabet(dataCoding: number, content: Buffer, hasHeader: boolean): Pick<Brought, 'format' | 'content'> {
  if (dataCoding >= 0x10 && (dataCoding & 0xcc) === 0x08) return { format: encodings.ucs2.format, content };
  if (dataCoding !== 3) return { format: dataCoding === 1 ? encodings.ascii.format : dataCoding, content };
  const headerBytes = hasHeader ? Math.min(content.length, (content[0] ?? 0) + 1) : 0;
  const text = Buffer.from(content.toString('latin1', headerBytes), 'utf16le').swap16();
  return { format: encodings.ucs2.format, content: Buffer.concat([content.subarray(0, headerBytes), text]) };
}

// prettier-ignore
const messageStates: Readonly<Record<number, StatWord>> = {
  1: 'ENROUTE', 2: 'DELIVRD', 3: 'EXPIRED', 4: 'DELETED', 5: 'UNDELIV', 6: 'ACCEPTD', 7: 'UNKNOWN', 8: 'REJECTD',
};

/** What became of a message of ours: from the optional fields, else from the text that carriers write since SMPP 3.3. Undefined: nobody can read it. */
export function readReceipt({ fields }: Pdu, content: Buffer): ArrivedReport | undefined {
  const text = receiptText(content);
  const named = fields['receipted_message_id'];
  const id = typeof named === 'string' && named !== '' ? named : /\bid:\s*(\S+)/i.exec(text)?.[1];
  const stat = messageStates[numberIn(fields, 'message_state') ?? 0] ?? /\bstat:\s*([\w:]+)/i.exec(text)?.[1]?.toUpperCase();
  return id === undefined || stat === undefined ? undefined : reportOf(id, stat);
}

/** It is ASCII, whatever data_coding says of it (node-smpp#68); a few carriers do write it in UCS-2. */
function receiptText(content: Buffer): string {
  const text = content.toString('latin1');
  return /stat:/i.test(text)
    ? text
    : Buffer.from(content.subarray(0, content.length & ~1))
        .swap16()
        .toString('utf16le');
}
