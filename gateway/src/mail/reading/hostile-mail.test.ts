import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attachment, base64, citizenMail, citizenMailOf, encodedWord, gbk, multipart, part } from '../../test-kit/index.ts';
import { MAX_PARTS } from './limits.ts';
import { readMail } from './read-mail.ts';

/** Measured: the worst of these takes 1.1 s on two busy processors, most a tenth of it; without the limits some took minutes. */
const MOST_MS = 4_000;

async function inTime(raw: Uint8Array) {
  const startedAt = performance.now();
  const reading = await readMail(raw);
  expect(performance.now() - startedAt).toBeLessThan(MOST_MS);
  return reading;
}

const realLooking = citizenMailOf(
  [`From: ${encodedWord('王某', 'utf-8')} <wang@example.com>`, `Subject: ${encodedWord(gbk('关于路灯的投诉'), 'gb2312')}`],
  multipart('mixed', [
    multipart('alternative', [
      part(
        ['Content-Type: text/plain; charset=gb2312', 'Content-Transfer-Encoding: base64'],
        base64(gbk('您好，解放路路灯不亮。\r\n-- \r\n王某')),
      ),
      part(['Content-Type: text/html; charset=gb2312'], gbk('<p>您好，<a href="https://x.example">解放路</a>路灯<b>不亮</b>。</p>')),
    ]),
    attachment('photo', "attachment; filename*=gbk''%C2%B7%B5%C6.jpg", 'image/jpeg'),
    part(['Content-Type: message/delivery-status'], 'Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@x.cn\r\nAction: failed'),
  ]),
);

describe('mails over a limit are refused by name', () => {
  test('ten thousand parts, before they are taken apart', async () => {
    const parts = Array.from({ length: 10_000 }, () => part(['Content-Type: text/plain'], 'x'));
    const raw = citizenMailOf([], multipart('mixed', parts));
    const startedAt = performance.now();
    const found = { kind: 'unreadable', reason: 'too-many-parts', detail: `more than ${MAX_PARTS} parts`, front: null };
    expect(await readMail(raw)).toEqual(found);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  test('a header of one megabyte, in one line and in folds', async () => {
    expect(await inTime(citizenMail([`X-Long: ${'a'.repeat(1_000_000)}`], 'x'))).toMatchObject({ reason: 'header-too-large' });
    expect(await inTime(citizenMail([`X-Long: ${'a\r\n '.repeat(250_000)}`], 'x'))).toMatchObject({ reason: 'header-too-large' });
  });

  test.each([
    ['too-large', citizenMail([], 'x'.repeat(1000)), { bytes: 1000 }],
    [
      'too-many-attachments',
      citizenMailOf([], multipart('mixed', [attachment('a', 'attachment'), attachment('b', 'attachment')])),
      { attachments: 1 },
    ],
    [
      'too-deep',
      citizenMailOf([], multipart('mixed', [multipart('mixed', [multipart('mixed', [part([], 'x')], 'c')], 'b')], 'a')),
      { depth: 2 },
    ],
    ['empty', Buffer.from(''), {}],
    ['empty', Buffer.from('\r\n \r\n'), {}],
    ['not-a-mail', Buffer.from('dear hotline, the lamp is broken'), {}],
    ['not-a-mail', Buffer.from('note: this is no mail\r\n\r\nx'), {}],
  ] as const)('%s', async (reason, raw, limits) => {
    expect(await readMail(raw, limits)).toMatchObject({ kind: 'unreadable', reason });
  });

  test('a multipart that opens itself for ever', async () => {
    const raw = citizenMailOf(
      [],
      part(['Content-Type: multipart/mixed; boundary=b'], '--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n'.repeat(50_000)),
    );
    expect((await inTime(raw)).kind).toBe('unreadable');
  });
});

describe('mails that are meant to last', () => {
  const long = (piece: string, length: number): string => piece.repeat(Math.ceil(length / piece.length));
  test.each([
    ['From of brackets', citizenMail([`From: ${long('<', 200_000)}`], 'x')],
    ['From of open quotes', citizenMail([`From: ${long('"\\', 200_000)}`], 'x')],
    ['From of one long word', citizenMail([`From: ${long('a', 200_000)}`], 'x')],
    ['Subject of half words', citizenMail([`Subject: ${long('=?utf-8?B?', 200_000)}`], 'x')],
    ['Content-Type of brackets', citizenMail([`Content-Type: ${long('(', 200_000)}`], 'x')],
    ['Content-Type of parameters', citizenMail([`Content-Type: text/plain${long(';a*1*="\\"', 200_000)}`], 'x')],
    ['Precedence of brackets', citizenMail([`Precedence: ${long('(', 200_000)}`], 'x')],
    ['lines of dashes', citizenMail(['From: mailer-daemon@x.cn'], long('---\n', 3_000_000))],
    ['quoted lines', citizenMail([], long('>\n', 3_000_000))],
    ['signatures', citizenMail([], long('-- \n', 3_000_000))],
    ['senders', citizenMail([], long('发件人：\n日期：\n', 1_000_000))],
    ['base64 of paddings', citizenMail(['Content-Transfer-Encoding: base64'], long('QQ==', 5_000_000))],
    ['quoted-printable of blanks', citizenMail(['Content-Transfer-Encoding: quoted-printable'], long(`=${' '.repeat(1000)}`, 5_000_000))],
    ['almost boundaries', citizenMail(['Content-Type: multipart/mixed; boundary=abc'], long('--abcd\r\n', 5_000_000))],
    ['HTML of open tags', citizenMail(['Content-Type: text/html'], long('<b><i>', 1_500_000))],
    ['HTML of lists in lists', citizenMail(['Content-Type: text/html'], long('<ul><li>x', 1_500_000))],
  ])('%s', async (_, raw) => {
    expect((await inTime(raw)).kind).toBe('mail');
  });
});

test('a thousand mails inside each other are one file that stays closed', async () => {
  let inner = part(['Subject: innermost'], 'x');
  for (let level = 0; level < 1000; level += 1) inner = part(['Subject: outer', 'Content-Type: message/rfc822'], inner);
  const reading = await inTime(citizenMailOf([], inner));
  expect(reading).toMatchObject({ kind: 'mail', text: '', attachments: [{ name: 'outer.eml' }] });
});

describe('whatever comes', () => {
  test('random bytes end as a reading, in time, and never as a failure of the reader', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (raw) => {
        expect(await inTime(raw)).not.toMatchObject({ reason: 'reader-failed' });
      }),
      { numRuns: 200 },
    );
  });

  test('a mail with random fields and a random body too', async () => {
    const field = fc.constantFrom(
      'From',
      'To',
      'Subject',
      'Date',
      'Content-Type',
      'Content-Transfer-Encoding',
      'Content-Disposition',
      'References',
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(
        'multipart/mixed; boundary=b',
        'text/html; charset=gbk',
        'base64',
        'message/rfc822',
        'application/ms-tnef',
        '=?gbk?B?wre1?= <a@b.cn>',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(field, value), { minLength: 1, maxLength: 8 }),
        fc.uint8Array({ maxLength: 500 }),
        async (fields, body) => {
          const raw = part([...fields.map(([name, said]) => `${name}: ${said}`), 'Message-ID: <a@b>'], body);
          expect(await inTime(raw)).not.toMatchObject({ reason: 'reader-failed' });
        },
      ),
      { numRuns: 200 },
    );
  });

  test('a mail cut off at any byte is read as far as it goes', async () => {
    const kinds = new Set<string>();
    for (let length = 0; length <= realLooking.length; length += 1) {
      const reading = await readMail(realLooking.subarray(0, length));
      expect(reading).not.toMatchObject({ reason: 'reader-failed' });
      kinds.add(reading.kind);
    }
    expect([...kinds].sort()).toEqual(['mail', 'unreadable']);
    expect(await readMail(realLooking)).toMatchObject({ subject: '关于路灯的投诉', attachments: [{ name: '路灯.jpg' }] });
  });

  test('a mail with one byte turned is read too', async () => {
    for (let at = 0; at < realLooking.length; at += 3) {
      const raw = Buffer.from(realLooking);
      raw[at] = (raw[at] ?? 0) ^ 0x5a;
      expect(await readMail(raw)).not.toMatchObject({ reason: 'reader-failed' });
    }
  });
});
