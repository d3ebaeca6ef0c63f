import { Problem } from '@hotline/contracts';
import { describe, expect, test } from 'vitest';
import { ring, ticketIn } from '../../tests/kit/pure.ts';
import { maskText, openContact, sealContact } from './contact-seal.ts';

const contact = { name: '欧阳𠮷', phone: '138 0000-2222', idNumber: '11010519491231002x' };

describe('who a citizen is', () => {
  test('is sealed, shown with stars, and opened again as it was', () => {
    const sealed = sealContact(ring, 'a-ticket', contact);
    expect(sealed).toMatchObject({ nameMasked: '欧*', phoneMasked: '138****2222', idMasked: '110***********002X' });
    expect(JSON.stringify(sealed)).not.toMatch(/阳|13800002222|19491231/);
    expect(openContact(ring, { ...ticketIn('received'), ...sealed })).toEqual({
      name: '欧阳𠮷',
      phone: '+8613800002222',
      idNumber: '11010519491231002X',
    });
  });

  test('is sealed for one ticket: copied into another one it does not open', () => {
    const sealed = sealContact(ring, 'a-ticket', contact);
    expect(() => openContact(ring, { ...ticketIn('received'), ...sealed, id: 'another' })).toThrow();
  });

  test('is found again by the same number, name and id in any spelling, and by no other', () => {
    const one = sealContact(ring, 'a', contact);
    const other = sealContact(ring, 'b', { name: ' 欧 阳𠮷', phone: '+86 138 0000 2222', idNumber: '11010519491231002X' });
    expect([other.nameIndex, other.phoneIndex, other.idIndex]).toEqual([one.nameIndex, one.phoneIndex, one.idIndex]);
    expect(other.phoneSealed).not.toBe(one.phoneSealed);
    expect(sealContact(ring, 'c', { phone: '13800002223' }).phoneIndex).not.toBe(one.phoneIndex);
  });

  test('may stay unsaid', () => {
    expect(new Set(Object.values(sealContact(ring, 'a', { name: '', phone: '', idNumber: '' })))).toEqual(new Set([null]));
  });

  test.each([
    ['phone', { phone: '12' }],
    ['phone', { phone: '一三八' }],
    ['idNumber', { idNumber: '110105194912310021' }],
    ['idNumber', { idNumber: '123' }],
  ])('a %s that is none is refused with its field', (field, wrong) => {
    expect(() => sealContact(ring, 'a', wrong)).toThrow(Problem);
    try {
      sealContact(ring, 'a', wrong);
    } catch (error) {
      expect(error).toMatchObject({ code: 'ticket.contact-wrong', details: { errors: [{ path: `body.contact.${field}` }] } });
    }
  });
});

describe('numbers that somebody typed into a text', () => {
  test.each([
    ['电话13800002222,请回电', '电话138****2222,请回电'],
    ['138 0000 2222 或 138-0000-2222', '138 **** 2222 或 138-****-2222'],
    ['+86 13800002222', '+86 *******2222'],
    ['座机0370-1234567', '座机037*-***4567'],
    ['身份证11010519491231002X', '身份证110***********002X'],
    ['13800002222/13900003333', '138****2222/139****3333'],
  ])('%s is shown as %s', (typed, shown) => {
    expect(maskText(typed)).toBe(shown);
  });

  test.each(['工单261125000001', '2026年11月25日8点30分', '欠费12345.67元', '门牌1380号', '热线12345', '🏠3号楼2单元501'])(
    '%s stays',
    (text) => {
      expect(maskText(text)).toBe(text);
    },
  );
});
