import { describe, expect, test } from 'vitest';
import { splitQuoted } from './quoted.ts';

const answer = '谢谢，路灯已经亮了。';

describe('what was said and what the mailer put below it', () => {
  test.each([
    ['Gmail in English', 'On Mon, Mar 16, 2026 at 9:30 AM 12345 <12345@city.example> wrote:\n> 您好\n> 已派单'],
    ['Gmail in English, folded', 'On Mon, Mar 16, 2026 at 9:30 AM 12345 hotline of the city\n<12345@city.example> wrote:\n\n您好'],
    ['Gmail in Chinese', '12345 <12345@city.example> 于2026年3月16日周一 09:30写道：\n> 您好'],
    ['Apple Mail in Chinese', '在 2026年3月16日，09:30，12345 <12345@city.example> 写道：\n\n您好'],
    ['163', 'At 2026-03-16 09:30:00, "12345" <12345@city.example> wrote:\n您好'],
    ['163 in Chinese', '在 2026-03-16 09:30:00，"12345" <12345@city.example> 写道：\n您好'],
    ['163 with a heading', '---- 回复的原邮件 ----\n| 发件人 | 12345 |\n您好'],
    ['QQ', '------------------ 原始邮件 ------------------\n发件人: "12345" <12345@city.example>;\n发送时间: 2026年3月16日\n您好'],
    ['Outlook in English', '-----Original Message-----\nFrom: 12345\nSent: Monday\nTo: wang\n您好'],
    ['Outlook without a line', 'From: 12345 <12345@city.example>\nSent: Monday, March 16, 2026\nTo: wang\nSubject: x\n\n您好'],
    ['Outlook in Chinese', '发件人: 12345\n发送时间: 2026年3月16日 9:30\n收件人: 王某\n主题: 答复\n\n您好'],
    ['Foxmail', '发件人： 12345\n发送时间： 2026-03-16 09:30\n收件人： wang\n您好'],
    ['lines of quotation alone', '> 您好\n> 已派单'],
    ['a signature', '-- \n王某\n13800001111'],
  ])('%s', (_, tail) => {
    expect(splitQuoted(`${answer}\n\n${tail}`)).toEqual({ said: answer, quoted: tail });
  });

  test('words under a quotation are said, not folded away', () => {
    const { said, quoted } = splitQuoted(`On 2026-03-16 12345 wrote:\n> 路灯亮了吗\n\n${answer}`);
    expect(said).toBe(answer);
    expect(quoted).toContain('路灯亮了吗');
  });

  test('answers between quoted lines are said', () => {
    expect(splitQuoted('> 地址?\n解放路 8 号\n> 电话?\n13800001111').said).toBe('解放路 8 号\n13800001111');
  });

  test.each([
    '他在微信里写道：明天来修',
    '业委会写道：\n明天来修',
    '发件人：不知道是谁，请查一下',
    '合同原文\n--\n第一条 …',
    'From: our street to yours\nwe wish you well',
    '------\n1. 路灯\n------\n2. 井盖',
  ])('a citizen who writes like a mailer is not folded: %s', (text) => {
    expect(splitQuoted(`${text}\n`.concat('还有一行。\n'.repeat(20)).trim()).quoted).toBe('');
  });

  test('a mail passed on without a word says nothing and quotes everything', () => {
    expect(splitQuoted('---------- Forwarded message ---------\nFrom: a\n您好')).toEqual({
      said: '',
      quoted: '---------- Forwarded message ---------\nFrom: a\n您好',
    });
  });

  test('a line of two hundred thousand dashes costs nothing', () => {
    const startedAt = performance.now();
    splitQuoted('-'.repeat(200_000));
    splitQuoted('- '.repeat(100_000));
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});
