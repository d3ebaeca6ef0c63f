import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isProofOfCarrier, proofOfSource, stampOf } from './authenticator.ts';
import { Frames, ProtocolError } from '../line/frames.ts';
import { decode, encode, frameLimits, readReport } from './codec.ts';
import type { Layout } from './layout.ts';
import { type Pdu, type PduName, pdus, type Version } from './pdus.ts';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

describe('bytes as the specification lays them out', () => {
  test('an active test and its answer', () => {
    expect(encode('2.0', { name: 'activeTest', sequence: 7, body: {} })).toEqual(hex('0000000c 00000008 00000007'));
    expect(encode('3.0', { name: 'activeTestResp', sequence: 7, body: { Reserved: 0 } })).toEqual(hex('0000000d 80000008 00000007 00'));
  });

  test('a login: account, proof, version, stamp', () => {
    const frame = encode('2.0', {
      name: 'connect',
      sequence: 1,
      body: { Source_Addr: '901234', AuthenticatorSource: Buffer.alloc(16, 0xab), Version: 0x20, Timestamp: 1126101500 },
    });
    expect(frame).toEqual(hex(`00000027 00000001 00000001 393031323334 ${'ab'.repeat(16)} 20 431ef1fc`));
  });

  test('a Submit of 2.0 has 159 bytes and what it says, one of 3.0 to the same number 191', () => {
    const head = {
      Msg_Id: Buffer.alloc(8),
      Pk_total: 1,
      Pk_number: 1,
      Registered_Delivery: 1,
      Msg_level: 0,
      Service_Id: 'HELP',
      Fee_UserType: 2,
      Fee_terminal_Id: '',
    };
    const middle = {
      TP_pId: 0,
      TP_udhi: 0,
      Msg_Fmt: 8,
      Msg_src: '901234',
      FeeType: '01',
      FeeCode: '000000',
      ValId_Time: '',
      At_Time: '',
      Src_Id: '12345',
      DestUsr_tl: 1,
      Dest_terminal_Id: ['13800001111'],
    };
    const said = Buffer.from('您好', 'utf16le').swap16();
    const two = encode('2.0', {
      name: 'submit',
      sequence: 2,
      body: { ...head, ...middle, Msg_Length: said.length, Msg_Content: said, Reserve: Buffer.alloc(8) },
    });
    const three = encode('3.0', {
      name: 'submit',
      sequence: 2,
      body: { ...head, Fee_terminal_type: 0, ...middle, Dest_terminal_type: 0, Msg_Length: said.length, Msg_Content: said, LinkID: '' },
    });
    expect([two.length - said.length, three.length - said.length]).toEqual([159, 195]);
    expect(two.subarray(-8 - said.length, -8)).toEqual(said);
    expect(two.readUInt32BE(0)).toBe(two.length);
  });

  test.each([
    ['2.0', 21, 60],
    ['3.0', 32, 71],
  ] as const)('a report of %s has its number in %d bytes, %d in all', (_, width, whole) => {
    const raw = Buffer.concat([hex('0102030405060708'), Buffer.from('DELIVRD26112610152611261016'), Buffer.alloc(width), Buffer.alloc(4)]);
    raw.write('13800001111', 35, 'latin1');
    expect(raw).toHaveLength(whole);
    expect(readReport(raw)).toEqual({ msgId: '0102030405060708', stat: 'DELIVRD', to: '13800001111' });
    expect(readReport(raw.subarray(1))).toBeUndefined();
  });

  test('the proof of a login, and the carrier’s of either width', () => {
    const stamp = stampOf(new Date('2026-11-26T18:15:00+08:00'));
    expect(stamp).toBe('1126181500');
    // md5 of "901234" + 9 × 00 + "1234" + "0419121854", a worked example of carriers' manuals
    const proof = proofOfSource('901234', '1234', '0419121854');
    expect(proof.toString('hex')).toHaveLength(32);
    const { createHash } = process.getBuiltinModule('node:crypto');
    const by = (status: Buffer): Buffer =>
      createHash('md5')
        .update(Buffer.concat([status, proof, Buffer.from('1234')]))
        .digest();
    expect([by(Buffer.from([0])), by(Buffer.alloc(4))].map((given) => isProofOfCarrier(given, 0, proof, '1234'))).toEqual([true, true]);
    expect(isProofOfCarrier(by(Buffer.from([1])), 0, proof, '1234')).toBe(false);
  });
});

/** Any value of a field, in the bounds of its layout. */
function anyBody(layout: Layout): fc.Arbitrary<Record<string, unknown>> {
  const text = (most: number) => fc.string({ unit: fc.constantFrom(...'0123456789ABCabc+'), maxLength: most });
  const fixed = Object.fromEntries(
    Object.entries(layout).flatMap(([name, field]): [string, fc.Arbitrary<unknown>][] => {
      if (field.kind === 'uint')
        return [[name, field.bytes === 1 ? fc.integer({ min: 0, max: 255 }) : fc.integer({ min: 0, max: 0xffff_ffff })]];
      if (field.kind === 'octets') return [[name, text(field.bytes)]];
      if (field.kind === 'bytes')
        return [[name, fc.uint8Array({ minLength: field.bytes, maxLength: field.bytes }).map((raw) => Buffer.from(raw))]];
      if (field.kind === 'list') return [[name, fc.array(text(field.bytes), { maxLength: field.most })]];
      return [[name, fc.uint8Array({ maxLength: field.most }).map((raw) => Buffer.from(raw))]];
    }),
  );
  return fc.record(fixed).map((body: Record<string, unknown>) => {
    const counted = Object.entries(layout).flatMap(([name, field]) =>
      field.kind === 'list'
        ? [[field.countedBy, (body[name] as string[]).length]]
        : field.kind === 'content'
          ? [[field.lengthIn, (body[name] as Buffer).length]]
          : [],
    );
    return { ...body, ...Object.fromEntries(counted) };
  });
}
const names = Object.keys(pdus) as PduName[];

describe.each(['2.0', '3.0'] as const)('CMPP %s', (version: Version) => {
  test.each(names)('%s: what is written is read again', (name) => {
    fc.assert(
      fc.property(anyBody(pdus[name][version]), fc.integer({ min: 0, max: 0xffff_ffff }), (body, sequence) => {
        const pdu = { name, sequence, body } as unknown as Pdu<Version>;
        expect(decode(version, encode(version, pdu))).toEqual(pdu);
      }),
    );
  });

  test('random bodies of every command are read or refused by name, and nothing else happens', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.uint8Array({ maxLength: 600 }), (name, body) => {
        const frame = Buffer.concat([Buffer.alloc(12), body]);
        frame.writeUInt32BE(frame.length, 0);
        frame.writeUInt32BE(pdus[name].command, 4);
        try {
          decode(version, frame);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('frames of a stream', () => {
  const one = encode('2.0', { name: 'activeTest', sequence: 1, body: {} });
  const other = encode('2.0', { name: 'activeTestResp', sequence: 2, body: { Reserved: 0 } });

  test('come out whole whatever pieces the stream comes in', () => {
    const stream = Buffer.concat([one, other, one]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: stream.length })), (cuts) => {
        const frames = new Frames(frameLimits);
        const places = [0, ...[...cuts].sort((a, b) => a - b), stream.length];
        const found = places.slice(1).flatMap((end, at) => frames.push(stream.subarray(places[at], end)));
        expect(found).toEqual([one, other, one]);
      }),
    );
  });

  test.each([
    ['4 GB', 0xffff_ffff],
    ['one byte too many', frameLimits.most + 1],
    ['less than a header', 11],
    ['nothing', 0],
  ])('a length of %s ends the line at once', (_, length) => {
    const header = Buffer.alloc(12);
    header.writeUInt32BE(length, 0);
    expect(() => new Frames(frameLimits).push(header)).toThrow(ProtocolError);
  });
});
