import { describe, expect, test } from 'vitest';
import { attachment, citizenMailOf, gbk, multipart, part } from '../../../test-kit/index.ts';
import { readMail } from '../read-mail.ts';
import { readTnef } from './tnef.ts';

const number = (value: number, size: 1 | 2 | 4): Buffer => {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntLE(value, 0, size);
  return bytes;
};
const attribute = (level: 1 | 2, id: number, value: Buffer): Buffer =>
  Buffer.concat([number(level, 1), number(id, 2), number(0, 2), number(value.length, 4), value, number(0, 2)]);
const property = (id: number, type: number, value: Buffer): Buffer =>
  Buffer.concat([number(type, 2), number(id, 2), number(1, 4), number(value.length, 4), value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
const properties = (...all: Buffer[]): Buffer => Buffer.concat([number(all.length, 4), ...all]);
const envelope = (...attributes: Buffer[]): Buffer => Buffer.concat([number(0x223e9f78, 4), number(1, 2), ...attributes]);

const photo = Buffer.from([1, 2, 3, 4, 5]);
const sent = envelope(
  attribute(1, 0x9007, Buffer.concat([number(936, 4), number(0, 4)])),
  attribute(1, 0x9003, properties(property(0x1000, 0x1e, Buffer.concat([gbk('路灯不亮'), Buffer.from([0])])))),
  attribute(2, 0x9002, Buffer.alloc(14)),
  attribute(2, 0x8010, Buffer.from('PHOTO~1.JPG\0')),
  attribute(2, 0x800f, photo),
  attribute(
    2,
    0x9005,
    properties(property(0x370e, 0x1e, Buffer.from('image/jpeg\0')), property(0x3707, 0x1f, Buffer.from('路灯照片.jpg\0', 'utf16le'))),
  ),
);

describe("winmail.dat, Outlook's envelope", () => {
  test('files come out with their long names, and the body with its charset', () => {
    const tnef = readTnef(sent, 10);
    expect(tnef?.files).toEqual([{ name: Buffer.from('路灯照片.jpg'), type: 'image/jpeg', contentId: undefined, bytes: photo }]);
    expect(tnef?.plain).toEqual(gbk('路灯不亮'));
    expect(tnef?.charset).toBe('cp936');
  });

  test('something else under that name is no envelope', () => {
    expect(readTnef(Buffer.from('not an envelope'), 10)).toBeUndefined();
  });

  test('an envelope cut at any byte gives what it still holds', () => {
    for (let length = 0; length < sent.length; length += 1)
      expect(readTnef(sent.subarray(0, length), 10)?.files.length ?? 0).toBeLessThanOrEqual(1);
  });

  const mailWith = (winmail: Buffer, text: string): Buffer =>
    citizenMailOf(
      [],
      multipart('mixed', [
        part(['Content-Type: text/plain; charset=utf-8'], text),
        attachment(winmail, 'attachment; filename=winmail.dat', 'application/ms-tnef'),
      ]),
    );

  test('a mail with an envelope shows the files, and its text where the mail has none', async () => {
    const reading = await readMail(mailWith(sent, ''));
    expect(reading).toMatchObject({ text: '路灯不亮', attachments: [{ name: '路灯照片.jpg', claimedType: 'image/jpeg' }] });
  });

  test('a text that stands beside the envelope is not told twice', async () => {
    expect(await readMail(mailWith(sent, '路灯不亮'))).toMatchObject({ text: '路灯不亮' });
  });

  test('an envelope with nothing to take out stays a file', async () => {
    expect(await readMail(mailWith(envelope(), '您好'))).toMatchObject({ attachments: [{ name: 'winmail.dat' }] });
  });
});
