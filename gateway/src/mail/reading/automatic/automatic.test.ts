import { describe, expect, test } from 'vitest';
import { citizenMail, citizenMailOf, encodedWord, gbk, bytes, multipart, part } from '../../../test-kit/index.ts';
import type { ReadableMail } from '../mail-reading.ts';
import { readMail } from '../read-mail.ts';

async function read(raw: Buffer, loopHeader?: string): Promise<ReadableMail> {
  const reading = await readMail(raw, loopHeader === undefined ? {} : { loopHeader });
  if (reading.kind !== 'mail') throw new Error(reading.detail);
  return reading;
}
const kindOf = async (...fields: string[]): Promise<string | null> => (await read(citizenMail(fields, '您好'))).automatic?.kind ?? null;

describe('nobody typed it (RFC 3834)', () => {
  test.each([
    ['auto-reply', 'Auto-Submitted: auto-replied'],
    ['auto-reply', 'Auto-Submitted: auto-generated (rejected)'],
    [null, 'Auto-Submitted: no'],
    ['auto-reply', 'X-Auto-Response-Suppress: All'],
    [null, 'X-Auto-Response-Suppress: None'],
    ['auto-reply', 'X-Autoreply: yes'],
    ['auto-reply', 'X-Autorespond: x'],
    ['auto-reply', 'Precedence: auto_reply'],
    ['list', 'Precedence: bulk'],
    ['list', 'List-Id: <news.example.com>'],
    ['list', 'List-Unsubscribe: <mailto:leave@example.com>'],
    ['auto-reply', 'Return-Path: <>'],
    [null, 'Precedence: normal'],
  ])('%s for %s', async (kind, field) => {
    expect(await kindOf(field)).toBe(kind);
  });

  test('our own mark tells a mail that came back before everything else does, in any case', async () => {
    const raw = citizenMail(['x-hotline-loop: city', 'Auto-Submitted: auto-replied'], '您好');
    expect((await read(raw, 'X-Hotline-Loop')).automatic).toEqual({ kind: 'own-loop', because: 'X-Hotline-Loop' });
    expect((await read(raw)).automatic?.kind).toBe('auto-reply');
  });

  test('a read receipt is no message of a citizen', async () => {
    const receipt = part(['Content-Type: message/disposition-notification'], 'Disposition: manual-action; displayed');
    const { automatic } = await read(citizenMailOf([], multipart('report', [part(['Content-Type: text/plain'], '已读'), receipt])));
    expect(automatic).toEqual({ kind: 'auto-reply', because: 'message/disposition-notification' });
  });
});

describe('holiday notes without any field (liriansu-opus/chinese-calendar#119, #129; freescout-help-desk/freescout#3670)', () => {
  test.each([
    '自动回复：关于路灯的投诉',
    '自动回复: Re: 关于路灯',
    '【自动回复】国庆节放假',
    '自动答复: 关于路灯',
    '自動回覆：關於路燈',
    'Automatic reply: street lamp',
    'Auto-Reply: street lamp',
    'Out of office',
    'Out of Office AutoReply: street lamp',
  ])('%s', async (subject) => {
    const { automatic } = await read(citizenMail([`Subject: ${encodedWord(subject, 'utf-8')}`], '国庆节放假，10月8日上班。\n紧急请电。'));
    expect(automatic).toEqual({ kind: 'auto-reply', because: `Subject: ${subject}` });
  });

  test.each([
    'Re: 自动回复：关于路灯',
    '回复：自动回复：关于路灯',
    '自动回复太慢了',
    '投诉自动回复',
    'Out of office hours nobody answers',
    '退信',
  ])('somebody typed "%s"', async (subject) => {
    expect((await read(citizenMail([`Subject: ${subject}`], '您好'))).automatic).toBeNull();
  });
});

describe('bounces with a report (RFC 3464)', () => {
  const reportOf = (status: string, returned = 'Message-ID: <ours.1@city.example>\r\nSubject: 答复\r\n\r\n您好') =>
    citizenMailOf(
      ['From: MAILER-DAEMON@mx.example', 'Return-Path: <>', 'Subject: Undelivered Mail Returned to Sender'],
      multipart('report', [
        part(['Content-Type: text/plain'], 'Sorry.'),
        part(['Content-Type: message/delivery-status'], `Reporting-MTA: dns; mx.example\r\n\r\n${status}`),
        part(['Content-Type: message/rfc822'], returned),
      ]),
    );

  test('recipient, action, status, reason and our Message-ID are read', async () => {
    const { automatic, bounce } = await read(
      reportOf(
        'Final-Recipient: rfc822; wang@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no\r\n such user',
      ),
    );
    expect(automatic).toEqual({ kind: 'bounce', because: 'message/delivery-status' });
    expect(bounce).toEqual({
      recipient: 'wang@example.com',
      action: 'failed',
      status: '5.1.1',
      diagnostic: '550 5.1.1 no such user',
      originalMessageId: 'ours.1@city.example',
    });
  });

  test('a delay is no failure, and the worst of several recipients counts', async () => {
    const delayed = 'Final-Recipient: rfc822; a@x.cn\r\nAction: delayed\r\nStatus: 4.4.1';
    const failed = 'Final-Recipient: rfc822; b@x.cn\r\nAction: failed\r\nStatus: 5.0.0';
    expect((await read(reportOf(delayed))).bounce).toMatchObject({ recipient: 'a@x.cn', action: 'delayed', status: '4.4.1' });
    expect((await read(reportOf(`${delayed}\r\n\r\n${failed}`))).bounce).toMatchObject({ recipient: 'b@x.cn', action: 'failed' });
  });

  test('a report without an action is judged by its status, and headers alone give our Message-ID', async () => {
    const raw = citizenMailOf(
      [],
      multipart('report', [
        part(['Content-Type: message/delivery-status'], 'Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822;a@x.cn\r\nStatus: 4.2.2'),
        part(['Content-Type: text/rfc822-headers'], 'Subject: x\r\nMessage-Id: <ours.2@city.example>\r\n'),
      ]),
    );
    expect((await read(raw)).bounce).toMatchObject({ action: 'delayed', originalMessageId: 'ours.2@city.example' });
  });
});

describe('bounces in words', () => {
  const bounceOf = async (fields: (string | Buffer)[], text: string | Buffer) => await read(citizenMail(fields, text));

  test('qmail', async () => {
    const { automatic, bounce } = await bounceOf(
      ['From: MAILER-DAEMON@mx.example', 'Return-Path: <>', 'Subject: failure notice'],
      "Hi. This is the qmail-send program at mx.example.\r\nI'm afraid I wasn't able to deliver your message.\r\n\r\n<wang@example.com>:\r\n" +
        'Remote host said: 550 5.1.1 mailbox not found\r\n\r\n--- Below this line is a copy of the message.\r\n\r\n' +
        'From: 12345@city.example\r\nMessage-ID: <ours.3@city.example>\r\n',
    );
    expect(automatic?.kind).toBe('bounce');
    expect(bounce).toEqual({
      recipient: 'wang@example.com',
      action: 'failed',
      status: '5.1.1',
      diagnostic: '550 5.1.1 mailbox not found',
      originalMessageId: 'ours.3@city.example',
    });
  });

  test('Exchange in Chinese', async () => {
    const { bounce } = await bounceOf(
      ['From: Microsoft Outlook <postmaster@corp.example>', 'Return-Path: <>', 'Subject: 未送达: 关于路灯的答复'],
      '向以下收件人或通讯组列表发送邮件失败:\r\n\r\nwang@corp.example\r\n\r\n#550 5.1.10 RESOLVER.ADR.RecipientNotFound #SMTP#',
    );
    expect(bounce).toMatchObject({ recipient: 'wang@corp.example', action: 'failed', status: '5.1.10' });
  });

  test('a Chinese provider in raw GBK, sent by 系统退信', async () => {
    const { automatic, bounce } = await bounceOf(
      [bytes`From: "${gbk('系统退信')}" <postmaster@mail.example>`, bytes`Subject: ${gbk('系统退信/Systems bounce')}`],
      gbk('抱歉，您的邮件被退回来了……\r\n收件人：wang@example.com\r\n退信原因：收件人邮件地址不存在，邮件无法送达。\r\n'),
    );
    expect(automatic).toEqual({ kind: 'bounce', because: 'From: postmaster@mail.example' });
    expect(bounce).toMatchObject({ recipient: 'wang@example.com', action: 'failed', diagnostic: '收件人邮件地址不存在，邮件无法送达。' });
  });

  test('a warning that somebody will try again is a delay', async () => {
    const { bounce } = await bounceOf(
      ['From: Mail Delivery System <Mailer-Daemon@mx.example>', 'Subject: Warning: message delayed 24 hours'],
      'The following address has not yet been delivered to: wang@example.com',
    );
    expect(bounce).toMatchObject({ recipient: 'wang@example.com', action: 'delayed' });
  });

  test('X-Failed-Recipients of Exim names the recipient', async () => {
    const { bounce } = await bounceOf(['From: x@mx.example', 'X-Failed-Recipients: wang@example.com'], 'It failed.');
    expect(bounce?.recipient).toBe('wang@example.com');
  });

  test('a citizen who complains about a bounce is a citizen', async () => {
    expect((await bounceOf(['Subject: 邮件发送失败，请处理'], '我发给 a@x.cn 的邮件 550 失败')).automatic).toBeNull();
  });
});
