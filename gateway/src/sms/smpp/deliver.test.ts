import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProtocolError } from '../line/frames.ts';
import { decodeText, headerOf } from '../text.ts';
import { decode, encode, type Pdu } from './codec.ts';
import { readDeliver, readReceipt } from './deliver.ts';

const ucs2 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
/** A deliver_sm as it comes over the line and is read. */
const came = (fields: Pdu['fields']): Pdu =>
  decode(
    encode({
      name: 'deliver_sm',
      sequence: 1,
      status: 0,
      isAnswer: false,
      fields: { source_addr: '13800001111', destination_addr: '10612345', ...fields },
    }),
  );

const textOf = (pdu: Pdu): string => {
  const { content, format, hasHeader } = readDeliver(pdu);
  return decodeText(hasHeader ? headerOf(content).rest : content, format);
};

describe('a message of a citizen', () => {
  test.each<[what: string, dataCoding: number, bytes: Buffer, text: string]>([
    ['UCS-2', 8, ucs2('停水𠮷'), '停水𠮷'],
    ['UCS-2 that shows at once (class 0)', 0x18, ucs2('停水'), '停水'],
    ['the carrier’s alphabet', 0, Buffer.from('T 261126000123'), 'T 261126000123'],
    ['ASCII', 1, Buffer.from('T 1'), 'T 1'],
    ['Latin-1', 3, Buffer.from('caf\xe9', 'latin1'), 'café'],
  ])('%s', (_, data_coding, short_message, text) => {
    expect(textOf(came({ data_coding, short_message }))).toBe(text);
  });

  test('a long one in message_payload, and one in Latin-1 with a header', () => {
    expect(textOf(came({ data_coding: 8, message_payload: ucs2('停水'.repeat(200)) }))).toBe('停水'.repeat(200));
    const header = Buffer.from([5, 0, 3, 9, 2, 1]);
    const pdu = came({ data_coding: 3, esm_class: 0x40, short_message: Buffer.concat([header, Buffer.from('caf\xe9', 'latin1')]) });
    expect(headerOf(readDeliver(pdu).content).part).toEqual({ reference: 9, total: 2, number: 1 });
    expect(textOf(pdu)).toBe('café');
  });

  test('a part that says so in optional fields is a part like others', () => {
    const pdu = came({
      data_coding: 8,
      short_message: ucs2('停水'),
      sar_msg_ref_num: 0x0102,
      sar_total_segments: 3,
      sar_segment_seqnum: 2,
    });
    expect(readDeliver(pdu)).toMatchObject({ hasHeader: true, isReport: false });
    expect(headerOf(readDeliver(pdu).content)).toEqual({ part: { reference: 0x0102, total: 3, number: 2 }, rest: ucs2('停水') });
  });
});

describe('a receipt', () => {
  const text = 'id:0A1B2C3D sub:001 dlvrd:001 submit date:2611250930 done date:2611250931 stat:DELIVRD err:000 text:';
  const receiptOf = (fields: Pdu['fields']) => {
    const pdu = came({ esm_class: 4, ...fields });
    const { isReport, content } = readDeliver(pdu);
    return isReport ? readReceipt(pdu, content) : 'a message';
  };

  test.each<[what: string, fields: Pdu['fields'], receipt: object]>([
    ['in ASCII', { short_message: Buffer.from(text) }, { peerId: '0A1B2C3D', state: 'delivered' }],
    [
      'in ASCII that calls itself UCS-2 (node-smpp#68)',
      { data_coding: 8, short_message: Buffer.from(text) },
      { peerId: '0A1B2C3D', state: 'delivered' },
    ],
    ['in UCS-2', { data_coding: 8, short_message: ucs2('id:17 stat:UNDELIV') }, { peerId: '17', state: 'failed' }],
    ['in optional fields', { receipted_message_id: 'abc', message_state: 5 }, { peerId: 'abc', state: 'failed' }],
    ['of one on its way', { esm_class: 0x20, receipted_message_id: 'abc', message_state: 1 }, { peerId: 'abc', state: 'sent' }],
    [
      'with a word of the network’s own',
      { short_message: Buffer.from('id:1 stat:MA:0001 err:9') },
      { peerId: '1', state: 'failed', words: expect.stringContaining('MA:0001') },
    ],
  ])('%s', (_, fields, receipt) => {
    expect(receiptOf(fields)).toMatchObject(receipt);
  });

  test('one that nobody can read is none, and no message either', () => {
    expect(receiptOf({ short_message: Buffer.from('hello') })).toBeUndefined();
  });
});

describe('what comes over the line', () => {
  test('random messages of every command are read or refused by name', () => {
    const commands = [0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0x8, 0x9, 0xb, 0x15, 0x21, 0x102, 0x103, 0x111, 0x112, 0x113];
    fc.assert(
      fc.property(
        fc.constantFrom(...commands),
        fc.boolean(),
        fc.uint8Array({ minLength: 8, maxLength: 300 }),
        (command, isAnswer, body) => {
          const frame = Buffer.concat([Buffer.alloc(8), body]);
          frame.writeUInt32BE(frame.length, 0);
          frame.writeUInt32BE((command + (isAnswer ? 0x8000_0000 : 0)) >>> 0, 4);
          try {
            const pdu = decode(frame);
            if (pdu.name === 'deliver_sm') readReceipt(pdu, readDeliver(pdu).content);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });
});
