import { describe, expect, test } from 'vitest';
import { dice } from './dice.ts';
import { checkDigit, fictionalPerson } from './people.ts';

describe('fictional people', () => {
  const random = dice(5);
  const people = Array.from({ length: 3_000 }, () => fictionalPerson(random));

  test('telephone numbers lie in the demo ranges', () => {
    for (const { phone } of people) expect(phone).toMatch(/^(1380000\d{4}|0370-000\d{4})$/);
  });

  test('identity numbers have a right check digit and a region where nobody was born', () => {
    for (const { identity, sex } of people) {
      expect(identity).toMatch(/^000000(19|20)\d{9}[\dX]$/);
      expect(checkDigit(identity.slice(0, 17))).toBe(identity[17]);
      expect(Number(identity[16]) % 2).toBe(sex === 'male' ? 1 : 0);
    }
  });

  test('the check digit is that of the example in GB 11643', () => {
    expect(checkDigit('11010519491231002')).toBe('X');
  });

  test('rare characters and long names occur, and all can be kept', () => {
    const names = people.map(({ name }) => name);
    for (const character of ['龘', '𠮷', '䶮']) expect(names.some((name) => name.includes(character))).toBe(true);
    expect(Math.max(...names.map((name) => [...name].length))).toBeGreaterThan(7);
    expect(names.every((name) => name.isWellFormed())).toBe(true);
  });

  test('the same seed makes the same people', () => {
    expect(fictionalPerson(dice(9))).toEqual(fictionalPerson(dice(9)));
  });
});
