import smpp from 'smpp';
import { type FrameLimits, ProtocolError } from '../line/frames.ts';

/** A message of SMPP 3.4 by its name in the specification. */
export interface Pdu {
  readonly name: string;
  readonly sequence: number;
  readonly status: number;
  readonly isAnswer: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A text in the optional field message_payload may be longer than a part; beyond this nobody writes. */
export const frameLimits: FrameLimits = { least: 16, most: 16_384 };
const DELIVER_COMMAND = 0x0000_0005;

// the library would make text of what came, by an alphabet of its own choice, and dates of what has none
for (const filter of [smpp.filters.message, smpp.filters.time]) filter.decode = (value) => value;

export function encode({ name, sequence, status, fields }: Pdu): Buffer {
  return new smpp.PDU(name, { ...fields, sequence_number: sequence, command_status: status }).toBuffer();
}

/** One whole frame. Throws `ProtocolError` for what cannot be read; a command that nobody knows has the name `unknown`. */
export function decode(frame: Buffer): Pdu {
  let read;
  try {
    read = smpp.PDU.fromBuffer(frame);
  } catch (error) {
    throw new ProtocolError(`报文无法读取 a message cannot be read: ${String(error)}`);
  }
  if (!read) throw new ProtocolError('报文不完整 a message is not whole');
  const { command, command_status, sequence_number, ...fields } = read;
  if (command === 'deliver_sm' && typeof fields['destination_addr'] !== 'string')
    throw new ProtocolError('deliver_sm 不完整 a deliver_sm is not whole');
  return { name: command, sequence: sequence_number, status: command_status, isAnswer: read.isResponse(), fields };
}

/** The number of a deliver_sm that cannot be read. */
export const sequenceOfUnreadable = (frame: Buffer): number | undefined =>
  frame.readUInt32BE(4) === DELIVER_COMMAND ? frame.readUInt32BE(12) : undefined;
