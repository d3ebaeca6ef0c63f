import { describe, expect, test } from 'vitest';
import { realSigns } from './real-signs.ts';
import { typedText } from './scalars.ts';

describe('signs at private code points (w3c/typography#86)', () => {
  test('王䶮 is one name, however old the desk is that it was typed at', () => {
    expect(realSigns('王\ue863')).toBe('王䶮');
    expect(typedText(10).parse(' 王\ue863 ')).toBe('王䶮');
  });

  test('what stands at its place stays: 𠮷, U+FA0E, and private signs that nobody knows', () => {
    for (const text of ['𠮷', '\ufa0e', '\ue000\uf8ff', '龘', '']) expect(realSigns(text)).toBe(text);
  });

  test('each becomes one sign that is not private any more', () => {
    let moved = 0;
    for (let code = 0xe7c7; code <= 0xe864; code += 1) {
      const sign = String.fromCodePoint(code);
      if (realSigns(sign) === sign) continue;
      moved += 1;
      expect([...realSigns(sign)]).toHaveLength(1);
      expect(realSigns(sign)).not.toMatch(/\p{Co}/u);
    }
    expect(moved).toBeGreaterThan(80);
  });
});
