import { describe, expect, test } from 'vitest';
import {
  attachment,
  base64,
  bytes,
  citizenMail,
  citizenMailOf,
  encodedWord,
  gbk,
  inCharset,
  multipart,
  part,
  type Piece,
} from '../../test-kit/index.ts';
import type { ReadableMail } from './mail-reading.ts';
import { readMail } from './read-mail.ts';

async function read(raw: Uint8Array): Promise<ReadableMail> {
  const reading = await readMail(raw);
  if (reading.kind !== 'mail') throw new Error(`${reading.reason}: ${reading.detail}`);
  return reading;
}
const plain = (text: Piece, charset = 'utf-8'): Buffer => part([`Content-Type: text/plain; charset=${charset}`], text);
const html = (text: Piece, charset = 'utf-8'): Buffer => part([`Content-Type: text/html; charset=${charset}`], text);
const mixed = (...parts: Buffer[]): Buffer => citizenMailOf([], multipart('mixed', parts));

describe('a mail of a citizen', () => {
  test('says who wrote when about what, and what it answers', async () => {
    const reading = await read(
      citizenMail(
        [
          `From: ${encodedWord('王某', 'utf-8')} <Wang@Example.com>`,
          'To: 12345@city.example, li@city.example',
          'Cc: zhao@city.example',
          'Reply-To: home@example.com',
          `Subject: ${encodedWord('路灯不亮', 'utf-8')}`,
          'In-Reply-To: <ours.1@city.example>',
          'References: <first@city.example>\r\n <ours.1@city.example>',
        ],
        '您好，\r\n解放路路灯不亮。\r\n',
      ),
    );
    expect(reading).toMatchObject({
      messageId: 'one@example.com',
      inReplyTo: 'ours.1@city.example',
      references: ['first@city.example', 'ours.1@city.example'],
      from: { address: 'Wang@example.com', name: '王某', field: 'from' },
      replyTo: { address: 'home@example.com', name: '' },
      to: [{ address: '12345@city.example' }, { address: 'li@city.example' }],
      cc: [{ address: 'zhao@city.example' }],
      subject: '路灯不亮',
      sentAt: new Date('2026-03-16T01:30:00Z'),
      text: '您好，\n解放路路灯不亮。',
      html: null,
      charset: 'utf-8',
      attachments: [],
      automatic: null,
      bounce: null,
    });
  });

  test('a subject and a name cut in the middle of a character are whole (nodemailer/mailparser#173)', async () => {
    const cut = '=?UTF-8?B?5YWz5LqO6Kej5pS+6Lev5w==?=\r\n =?UTF-8?B?p6/msLTnmoTmipXor4k=?=';
    const { subject, from } = await read(citizenMail([`Subject: ${cut}`, `From: ${cut} <wang@example.com>`], 'x'));
    expect({ subject, name: from?.name }).toEqual({ subject: '关于解放路积水的投诉', name: '关于解放路积水的投诉' });
  });

  test('a sender hidden in an encoded word is found (osTicket/osTicket#6710)', async () => {
    const { from } = await read(citizenMail(['From: =?utf-8?b?IueOiyDmn5DCoDx3YW5nQGV4YW1wbGUuY29tPg==?='], 'x'));
    expect(from).toEqual({ address: 'wang@example.com', name: '王 某', field: 'from' });
  });

  test.each([
    [['From: undisclosed', 'Sender: a@x.cn'], { address: 'a@x.cn', field: 'sender' }],
    [['From:', 'Reply-To: b@x.cn'], { address: 'b@x.cn', field: 'reply-to' }],
    [['From: undisclosed'], { address: 'wang@example.com', field: 'return-path' }],
  ])('without an address in From the next field tells: %j (osTicket/osTicket#3504)', async (fields, expected) => {
    expect((await read(citizenMail(fields, 'x'))).from).toMatchObject(expected);
  });

  test('a mail that names nobody is from nobody (osTicket/osTicket#3504)', async () => {
    expect((await read(citizenMail(['Subject: x'], '路灯', ['from', 'return-path']))).from).toBeNull();
  });

  test.each(['Thu, 99 Foo 2026', '', 'Thu, 1 Jan 1970 00:00:00 +0000', 'Tue, 1 Jan 2999 00:00:00 +0000'])(
    'a date of "%s" is no date',
    async (date) => {
      expect((await read(citizenMail([`Date: ${date}`], 'x'))).sentAt).toBeNull();
    },
  );
});

describe('text', () => {
  test.each(['gb2312', 'us-ascii', 'iso-8859-1', 'utf-8', 'x-unknown'])(
    'GBK under the label %s is readable, in the body and in raw fields',
    async (label) => {
      const { text, subject, charset } = await read(
        citizenMail(
          [bytes`Subject: ${gbk('解放路路灯不亮')}`, `Content-Type: text/plain; charset=${label}`],
          gbk('请镕基同志的邻居尽快处理。'),
        ),
      );
      expect({ text, subject, charset }).toEqual({ text: '请镕基同志的邻居尽快处理。', subject: '解放路路灯不亮', charset: 'gb18030' });
    },
  );

  test('HTML whose meta tag disagrees with its field is read by what its bytes are', async () => {
    const page =
      '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body><p>路灯不亮</p></body></html>';
    expect((await read(mixed(html(gbk(page), 'utf-8')))).text).toBe('路灯不亮');
    expect((await read(mixed(html(inCharset(page, 'utf8'), 'utf-8')))).text).toBe('路灯不亮');
  });

  test('of two forms the plain one is read and the HTML is shown', async () => {
    const reading = await read(citizenMailOf([], multipart('alternative', [plain('路灯不亮'), html('<p>路灯<b>不亮</b></p>')])));
    expect(reading).toMatchObject({ text: '路灯不亮', html: '<p>路灯<b>不亮</b></p>' });
  });

  test.each(['', '  \r\n', 'Your mail program does not support HTML.'])('a plain form of "%s" gives way to the HTML', async (stub) => {
    expect((await read(citizenMailOf([], multipart('alternative', [plain(stub), html('<p>路灯不亮</p>')])))).text).toBe('路灯不亮');
  });

  test('several texts follow each other, and a phone may put pictures between them', async () => {
    const reading = await read(mixed(plain('路灯不亮'), attachment('photo', 'inline; filename=a.jpg', 'image/jpeg'), plain('请看照片')));
    expect(reading.text).toBe('路灯不亮\n\n请看照片');
    expect(reading.attachments).toMatchObject([{ name: 'a.jpg', inline: false }]);
  });

  test('flowed lines are joined', async () => {
    const raw = citizenMail(['Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes'], '解放路路灯 \r\n不亮。\r\n-- \r\n王某');
    expect((await read(raw)).text).toBe('解放路路灯不亮。\n-- \n王某');
  });

  test('a broken base64 body gives what can be read', async () => {
    const broken = base64('解放路路灯不亮，请尽快处理。'.repeat(20))
      .replace(/^.{40}/, (start) => `${start}!!\r\n**`)
      .slice(0, -7);
    const { text } = await read(citizenMail(['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'], broken));
    expect(text.startsWith('解放路路灯不亮，请尽快处理。解放路')).toBe(true);
    expect(text).not.toContain('\ufffd');
  });

  test('a boundary that never comes leaves the body as text', async () => {
    expect((await read(citizenMail(['Content-Type: multipart/mixed; boundary=never'], '路灯不亮'))).text).toBe('路灯不亮');
  });

  test('a text over the limit is cut and says so', async () => {
    const reading = await readMail(citizenMail([], '路灯'.repeat(100)), { textLength: 50 });
    expect(reading).toMatchObject({ text: '路灯'.repeat(25), textCut: true });
  });
});

describe('files', () => {
  test('carry their decoded names, bytes and fingerprint', async () => {
    const { attachments } = await read(
      mixed(
        plain('见附件'),
        attachment('one', "attachment; filename*=gbk''%C2%B7%B5%C6.jpg", 'image/jpeg'),
        attachment('two', bytes`attachment; filename="${gbk('关于路灯的照片.jpg')}"`),
        attachment('three', `attachment; filename="${encodedWord('合同.pdf', 'utf-8')}"`, 'application/pdf'),
        attachment('four', 'attachment', 'application/pdf'),
      ),
    );
    expect(attachments.map(({ name }) => name)).toEqual(['路灯.jpg', '关于路灯的照片.jpg', '合同.pdf', 'attachment-4.pdf']);
    expect(attachments[0]).toEqual({
      name: '路灯.jpg',
      claimedType: 'image/jpeg',
      bytes: Buffer.from('one'),
      sha256: '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed',
      inline: false,
    });
  });

  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\\\temp\\\\照片.jpg', '照片.jpg'],
    ['photo\u202egpj.exe', 'photo gpj.exe'],
    ['a:b?.txt', 'a_b_.txt'],
    ['..', 'attachment-1'],
    [`${'长'.repeat(500)}.jpg`, `${'长'.repeat(195)}.jpg`],
  ])('the name %s is made safe', async (given, name) => {
    expect((await read(mixed(attachment('x', `attachment; filename="${given}"`)))).attachments[0]?.name).toBe(name);
  });

  test('a picture that the HTML shows is inline, one that only claims so is a file', async () => {
    const picture = (id: string): Buffer =>
      part(['Content-Type: image/png', `Content-ID: <${id}>`, 'Content-Disposition: inline', 'Content-Transfer-Encoding: base64'], 'AAEC');
    const { attachments } = await read(
      citizenMailOf([], multipart('related', [html('<img src="cid:shown@x">'), picture('shown@x'), picture('other@x')])),
    );
    expect(attachments.map(({ contentId, inline }) => [contentId, inline])).toEqual([
      ['shown@x', true],
      ['other@x', false],
    ]);
  });

  test('a mail inside a mail is a file named after its subject', async () => {
    const inner = part([`Subject: ${encodedWord('旧投诉', 'utf-8')}`, 'Content-Type: text/plain'], 'old');
    const reading = await read(mixed(plain('请看旧邮件'), part(['Content-Type: message/rfc822'], inner)));
    expect(reading).toMatchObject({ text: '请看旧邮件', attachments: [{ name: '旧投诉.eml', claimedType: 'message/rfc822' }] });
  });

  test('a mail passed on as a file without a word is opened, twenty deep', async () => {
    let inner = citizenMailOf([], multipart('mixed', [plain('最里面的投诉'), attachment('x', 'attachment; filename=a.jpg')]));
    for (let level = 0; level < 20; level += 1) inner = part([`Subject: level ${level}`, 'Content-Type: message/rfc822'], inner);
    const reading = await read(citizenMailOf([], inner));
    expect(reading.text).toBe('最里面的投诉');
    expect(reading.attachments.map(({ name }) => name)).toEqual(['level 18.eml', 'a.jpg']);
  });
});
