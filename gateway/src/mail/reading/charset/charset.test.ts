import { describe, expect, test } from 'vitest';
import { inCharset } from '../../../test-kit/index.ts';
import { decodeText } from './charset.ts';

const complaint = '解放路路灯不亮，请尽快处理。王某';
const complaintOfTaiwan = '解放路路燈不亮，請盡快處理。陳小姐';
const lyingLabels = [
  'gb2312',
  'big5',
  'utf-8',
  'us-ascii',
  'iso-8859-1',
  'windows-1252',
  'x-unknown',
  'unknown-8bit',
  'default',
  undefined,
];

describe('a label that lies', () => {
  test.each(lyingLabels)('GBK under the label %s is read as Chinese', (label) => {
    expect(decodeText(inCharset(complaint, 'gbk'), [label])).toEqual({ text: complaint, charset: 'gb18030' });
  });

  test.each(lyingLabels)('Big5 under the label %s is read as Chinese', (label) => {
    expect(decodeText(inCharset(complaintOfTaiwan, 'big5'), [label])).toEqual({ text: complaintOfTaiwan, charset: 'big5' });
  });

  test.each(lyingLabels)('UTF-8 under the label %s is read as UTF-8', (label) => {
    expect(decodeText(inCharset(complaint, 'utf8'), [label])).toEqual({ text: complaint, charset: 'utf-8' });
  });

  test.each(['王某', '自动回复', '李静'])('the short name %s is enough to tell GBK without a label', (name) => {
    expect(decodeText(inCharset(name, 'gbk')).text).toBe(name);
  });

  test('Western words without a label are not turned into Chinese', () => {
    expect(decodeText(inCharset('café déjà vu, Größe', 'latin1'))).toEqual({ text: 'café déjà vu, Größe', charset: 'windows-1252' });
    expect(decodeText(inCharset('Größe über alles', 'latin1'), ['utf-8']).text).toBe('Größe über alles');
    expect(decodeText(inCharset('é', 'utf8')).text).toBe('é');
  });

  test('a script of others is read by its label', () => {
    expect(decodeText(inCharset('Привет, мир', 'koi8-r'), ['koi8-r']).text).toBe('Привет, мир');
    expect(decodeText(inCharset('안녕하세요 회의 일정', 'euc-kr'), ['ks_c_5601-1987']).text).toBe('안녕하세요 회의 일정');
  });

  test('of two labels that disagree the one that fits the bytes counts', () => {
    expect(decodeText(inCharset(complaintOfTaiwan, 'big5'), ['gb2312', 'big5']).charset).toBe('big5');
    expect(decodeText(inCharset(complaint, 'gbk'), ['iso-8859-1', 'gb2312']).charset).toBe('gb18030');
  });
});

describe('characters at the edge', () => {
  test.each(['gb2312', 'gbk', 'gb18030', undefined])('rare characters of a name survive in GB18030 labelled %s', (label) => {
    const text = `投诉人龘𠮷先生反映：${complaint}`;
    expect(decodeText(inCharset(text, 'gb18030'), [label]).text).toBe(text);
  });

  test('rare characters survive in UTF-8, alone and with a byte order mark', () => {
    expect(decodeText(inCharset('龘𠮷', 'utf8'), ['gb2312']).text).toBe('龘𠮷');
    expect(decodeText(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), inCharset('𠮷', 'utf8')])).text).toBe('𠮷');
  });

  test('一 in GBK is not taken for two bytes of UTF-8', () => {
    expect(decodeText(inCharset('一', 'gbk'), ['gb2312']).text).toBe('一');
  });

  test.each(['utf8', 'gbk'])('a %s text that ends in half a character loses only that half', (charset) => {
    const bytes = inCharset(complaint, charset);
    expect(decodeText(bytes.subarray(0, -1), [charset]).text).toBe(complaint.slice(0, -1));
  });

  test('UTF-8 with one wrong byte in the middle stays UTF-8', () => {
    const bytes = inCharset(complaint.repeat(3), 'utf8');
    bytes[30] = 0xff;
    const { text, charset } = decodeText(bytes, ['gb2312']);
    expect(charset).toBe('utf-8');
    expect(text).toContain('请尽快处理。王某解放路');
  });
});

describe('seven bits', () => {
  test('HZ, ISO-2022-CN and ISO-2022-JP are read by their own marks', () => {
    expect(decodeText(Buffer.from('~{VPND~} ~~ mail'), ['hz-gb-2312'])).toEqual({ text: '中文 ~ mail', charset: 'hz-gb-2312' });
    expect(decodeText(Buffer.from('\x1b$)A\x0e=;;;\x0f ok'), ['iso-2022-cn'])).toEqual({ text: '交换 ok', charset: 'iso-2022-cn' });
    expect(decodeText(Buffer.from('\x1b$B$3$s\x1b(B'), ['iso-2022-jp']).text).toBe('こん');
  });

  test('plain ASCII stays what it is, also under a label of Chinese', () => {
    expect(decodeText(Buffer.from('a ~ b {c} ~'), ['gb2312'])).toEqual({ text: 'a ~ b {c} ~', charset: 'us-ascii' });
  });

  test('UTF-16 and UTF-7 are read where they are named', () => {
    expect(decodeText(inCharset(complaint, 'utf-16le'), ['utf-16le']).text).toBe(complaint);
    expect(decodeText(inCharset(complaint, 'utf-7'), ['utf-7']).text).toBe(complaint);
  });
});
