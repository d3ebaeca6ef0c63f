import { type FrameLimits, ProtocolError } from '../line/frames.ts';
import { type Layout, readFields, type Values, writeFields } from './layout.ts';
import { type Pdu, type PduName, pdus, reports, type Version } from './pdus.ts';

const HEADER_BYTES = 12;
/** A Submit of 3.0 to 99 numbers has 3,500 bytes. */
export const frameLimits: FrameLimits = { least: HEADER_BYTES, most: 8_192 };

const names = new Map<number, PduName>(Object.entries(pdus).map(([name, { command }]) => [command, name as PduName]));

/** A message as it goes over the line. Throws `RangeError` for what does not fit its field. */
export function encode(version: Version, { name, sequence, body }: Pdu): Buffer {
  const { command, [version]: layout } = pdus[name];
  const written = writeFields(layout as Layout, body as never);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32BE(HEADER_BYTES + written.length, 0);
  header.writeUInt32BE(command, 4);
  header.writeUInt32BE(sequence, 8);
  return Buffer.concat([header, written]);
}

/** A carrier of another version answers the login in its own: how long the answer is tells which. */
const loginAnswer = ({ length }: Buffer): Layout => pdus.connectResp[length === lengthOf(pdus.connectResp['2.0']) ? '2.0' : '3.0'];

/** One whole frame. Throws `ProtocolError` for a command that nobody knows and a body that is not of its layout. */
export function decode(version: Version, frame: Buffer): Pdu {
  const command = frame.readUInt32BE(4);
  const name = names.get(command);
  if (name === undefined) throw new ProtocolError(`the command 0x${command.toString(16)} is unknown`);
  const body = frame.subarray(HEADER_BYTES);
  const layout: Layout = name === 'connectResp' ? loginAnswer(body) : pdus[name][version];
  return { name, sequence: frame.readUInt32BE(8), body: readFields(layout, body) } as unknown as Pdu;
}

/** What an answer to a Deliver must name, when the rest of it cannot be read. */
export function msgIdOfUnreadable(frame: Buffer): { readonly sequence: number; readonly msgId: Buffer } | undefined {
  if (frame.readUInt32BE(4) !== pdus.deliver.command || frame.length < HEADER_BYTES + 8) return undefined;
  return { sequence: frame.readUInt32BE(8), msgId: Buffer.from(frame.subarray(HEADER_BYTES, HEADER_BYTES + 8)) };
}

/** A status report as both kinds of carriers send it: some write the 60 bytes of 2.0 into a Deliver of 3.0. Undefined: it is none. */
export function readReport(content: Buffer): { readonly msgId: string; readonly stat: string; readonly to: string } | undefined {
  const layout = Object.values(reports).find((one) => content.length === lengthOf(one));
  if (!layout) return undefined;
  const { Msg_Id, Stat, Dest_terminal_Id } = readFields(layout as (typeof reports)['3.0'], content);
  return { msgId: Buffer.from(Msg_Id).toString('hex'), stat: Stat.trim(), to: Dest_terminal_Id };
}

/** A status report as a carrier writes it into a Deliver. */
export const writeReport = (version: Version, report: Values<(typeof reports)['3.0']>): Buffer => writeFields(reports[version], report);

const lengthOf = (layout: Layout): number => Object.values(layout).reduce((sum, field) => sum + ('bytes' in field ? field.bytes : 0), 0);
