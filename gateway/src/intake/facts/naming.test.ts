import { describe, expect, test } from 'vitest';
import { namingIn } from './naming.ts';

describe('ticket numbers and query codes in a message (rows 87, 91)', () => {
  test.each<[said: string, subject: string | null, text: string, numbers: string[], codes: string[], asks: boolean]>([
    ['as it is asked for', null, '查询 261126000123 654321', ['261126000123'], ['654321'], true],
    ['in full width', null, '查询２６１１２６０００１２３ ６５４３２１', ['261126000123'], ['654321'], true],
    ['in a subject', 'Re: [261126000123] 停水', '还没有修好', ['261126000123'], [], false],
    ['in two groups', null, '工单 261126-000123', ['261126000123'], [], false],
    ['a phone number is no ticket', null, '我的电话 13800002222', [], [], false],
    ['an id number is no ticket', null, '身份证 411402199001011234', [], [], false],
    ['a date is perhaps a code', null, '20261126 停水', [], [], false],
    ['six digits alone are perhaps a code', null, '邮编 476000', [], ['476000'], false],
    ['the same number twice is one', '261126000123', '261126000123', ['261126000123'], [], false],
    ['a long letter is no question', null, `进展如何?${'停水影响生活。'.repeat(30)}`, [], [], false],
    ['in English', 'status of 261126000123', '', ['261126000123'], [], true],
  ])('%s', (_, subject, text, numbers, codes, asks) => {
    expect(namingIn(subject, text)).toEqual({ numbers, codes, asksStatus: asks });
  });

  test('a list of a hundred numbers is looked at for its first five', () => {
    const list = Array.from({ length: 100 }, (_, n) => `2611260${String(n).padStart(5, '0')}`).join(' ');
    expect(namingIn(null, list).numbers).toHaveLength(5);
  });
});
