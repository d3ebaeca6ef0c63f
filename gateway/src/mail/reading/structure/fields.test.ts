import { describe, expect, test } from 'vitest';
import { bytes, encodedWord, gbk, inCharset } from '../../../test-kit/index.ts';
import { readMessageIds, readPeople } from './addresses.ts';
import { decodeWords, readableLine } from './encoded-words.ts';
import { HeaderText, readHeader } from './header.ts';
import { readParameters } from './parameters.ts';

const person = (field: string) => readPeople(field, 10)[0];
const headerOf = (raw: Buffer): HeaderText => new HeaderText(readHeader(raw, 100_000));

describe('encoded words', () => {
  test('a character cut in two by the end of a word is whole again (nodemailer/mailparser#173)', () => {
    expect(decodeWords('=?UTF-8?B?5YWz5LqO6Kej5pS+6Lev5w==?= =?UTF-8?B?p6/msLTnmoTmipXor4k=?=')).toBe('关于解放路积水的投诉');
  });

  test('base64 cut inside a group of four goes on in the next word', () => {
    const content = Buffer.from('关于解放路积水的投诉').toString('base64');
    expect(decodeWords(`=?utf-8?B?${content.slice(0, 10)}?= =?utf-8?B?${content.slice(10)}?=`)).toBe('关于解放路积水的投诉');
  });

  test('neighbours of two charsets are decoded each by its own', () => {
    expect(decodeWords(`${encodedWord('投诉', 'utf-8')} ${encodedWord(gbk('路灯'), 'gb2312')}`)).toBe('投诉路灯');
  });

  test('words between plain words keep their blanks, and words in quotes are read', () => {
    expect(decodeWords(`Re: ${encodedWord('路灯', 'utf-8')} again`)).toBe('Re: 路灯 again');
    expect(decodeWords(`"${encodedWord('王某', 'utf-8')}"`)).toBe('"王某"');
  });

  test('quoted-printable words are read, with an underscore for a blank or as half of a Big5 character', () => {
    expect(decodeWords('=?utf-8?Q?=E8=B7=AF_=E7=81=AF?=')).toBe('路 灯');
    expect(decodeWords('=?big5?Q?=A4@=B0_=A8=D3?=')).toBe('一起來');
  });

  test('a label that lies does not spoil a word', () => {
    expect(decodeWords(encodedWord(gbk('关于路灯'), 'utf-8'))).toBe('关于路灯');
    expect(decodeWords(encodedWord('关于路灯', 'gb2312'))).toBe('关于路灯');
    expect(decodeWords(encodedWord(gbk('关于路灯'), 'x-unknown'))).toBe('关于路灯');
  });

  test('what only looks like a word stays as it is', () => {
    expect(decodeWords('=?utf-8?X?abc?= and =?')).toBe('=?utf-8?X?abc?= and =?');
  });

  test('a line holds no line ends and no marks that turn the direction of writing', () => {
    expect(readableLine(encodedWord('路灯\r\nBcc: x\u202egpj.exe', 'utf-8'), 100)).toBe('路灯 Bcc: x gpj.exe');
  });
});

describe('fields as bytes', () => {
  test('raw GBK, Big5 and UTF-8 without any label are read', () => {
    expect(headerOf(bytes`Subject: ${gbk('关于路灯的投诉')}\r\n\r\n`).first('subject')).toBe('关于路灯的投诉');
    expect(headerOf(bytes`Subject: ${inCharset('關於路燈的問題', 'big5')}\r\n\r\n`).first('subject')).toBe('關於路燈的問題');
    expect(headerOf(bytes`Subject: 关于路灯的投诉\r\n\r\n`).first('subject')).toBe('关于路灯的投诉');
  });

  test('a short raw name is judged together with the other fields', () => {
    const header = headerOf(bytes`From: ${gbk('龘')} <a@example.com>\r\nSubject: ${gbk('关于路灯的投诉')}\r\n\r\n`);
    expect(readPeople(header.first('from'), 1)).toEqual([{ address: 'a@example.com', name: '龘' }]);
  });

  test('a fold that forgot its blank goes on, a body that forgot its empty line begins', () => {
    expect(headerOf(bytes`Subject: a\r\nb\r\nContent-Type: text/html\r\n\r\nbody`).first('content-type')).toBe('text/html');
    const raw = bytes`Subject: a\r\n路灯不亮\r\n第二行\r\n`;
    expect(raw.subarray(readHeader(raw, 1000).bodyAt).toString()).toBe('路灯不亮\r\n第二行\r\n');
  });

  test('an envelope line of a mailbox file is passed over', () => {
    expect(headerOf(bytes`From wang@example.com Mon Mar 16 09:30:00 2026\r\nSubject: a\r\n\r\n`).first('subject')).toBe('a');
  });
});

describe('people', () => {
  test('an address inside an encoded word with an open quote is found (osTicket/osTicket#6710)', () => {
    expect(person('=?utf-8?b?IueOiyDmn5DCoDx3YW5nQGV4YW1wbGUuY29tPg==?=')).toEqual({ address: 'wang@example.com', name: '王 某' });
  });

  test('a name cut in the middle of a character is whole (nodemailer/mailparser#173)', () => {
    expect(person('=?UTF-8?B?5YWz5LqO6Kej5pS+6Lev5w==?=\r\n =?UTF-8?B?p6/msLTnmoTmipXor4k=?= <a@example.com>')?.name).toBe(
      '关于解放路积水的投诉',
    );
  });

  test.each([
    ['undisclosed', undefined],
    ['undisclosed-recipients:;', undefined],
    ['""', undefined],
    ['wang@EXAMPLE.com', { address: 'wang@example.com', name: '' }],
    ['wang@example.com (王某)', { address: 'wang@example.com', name: '王某' }],
    ['"王, 某" <wang@example.com>', { address: 'wang@example.com', name: '王, 某' }],
    ['"王某 <wang@example.com>', { address: 'wang@example.com', name: '王某' }],
    ['王某<wang@example.com', { address: 'wang@example.com', name: '王某' }],
    ['"wang@example.com" <>', { address: 'wang@example.com', name: '' }],
    ['"li@other.example" <wang@example.com>', { address: 'wang@example.com', name: 'li@other.example' }],
  ])('%s', (field, expected) => {
    expect(person(field)).toEqual(expected);
  });

  test('groups, semicolons and commas part people, and no more than asked are read', () => {
    expect(readPeople('市民: a@x.cn, "乙, 丙" <b@x.cn>; c@x.cn;', 10).map(({ address }) => address)).toEqual([
      'a@x.cn',
      'b@x.cn',
      'c@x.cn',
    ]);
    expect(readPeople('a@x.cn, '.repeat(500), 7)).toHaveLength(7);
  });

  test('ids are taken only where they could be ids, the first and the newest of too many', () => {
    expect(readMessageIds('<a@x> junk <路@x> <b c@x> <d@x> <a@x>', 10)).toEqual(['a@x', 'd@x']);
    expect(readMessageIds(Array.from({ length: 99 }, (_, index) => `<${index}@x>`).join(' '), 3)).toEqual(['0@x', '97@x', '98@x']);
  });
});

describe('parameters', () => {
  const nameIn = (field: string) => readParameters(field).parameters.get('filename');

  test.each([
    ['attachment; filename="a.jpg"', 'a.jpg'],
    ['attachment; filename=路灯 照片.jpg', '路灯 照片.jpg'],
    ['attachment; filename="never closed.jpg', 'never closed.jpg'],
    ["attachment; filename*=UTF-8''%E8%B7%AF%E7%81%AF.jpg", '路灯.jpg'],
    ['attachment; filename="x.jpg"; filename*=gb2312\'zh-cn\'%C2%B7%B5%C6.jpg', '路灯.jpg'],
    ["attachment; filename*=utf-8''%C2%B7%B5%C6%D5%D5%C6%AC.jpg", '路灯照片.jpg'],
    ['attachment; filename*0*=utf-8\'\'%E8%B7%AF%E7; filename*1*=%81%AF; filename*2=".jpg"', '路灯.jpg'],
    ['attachment; filename*1="b.jpg"; filename*0="a"', 'ab.jpg'],
    ['attachment; filename="=?gb2312?B?wre1xg==?=.jpg"', '路灯.jpg'],
    ['attachment; filename="=?UTF-8?B?6Lev5w==?= =?UTF-8?B?ga8uanBn?="', '路灯.jpg'],
  ])('%s', (field, expected) => {
    expect(nameIn(field)).toBe(expected);
  });
});
