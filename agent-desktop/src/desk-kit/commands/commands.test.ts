import { dispositions } from '@hotline/contracts';
import { describe, expect, test } from 'vitest';
import { type Command, commands } from './commands.ts';

const rows = Object.entries<Command>(commands);
const chord = ({ code, alt, shift, ctrl }: Command): string => `${ctrl ? 'Ctrl+' : ''}${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${code}`;

describe('the keys of the desk', () => {
  test('no two commands share a key in one moment', () => {
    const taken = rows.flatMap(([, row]) =>
      (row.during === 'always' ? ['ringing', 'in-call', 'wrap-up', 'always'] : [row.during]).map((at) => `${at} ${chord(row)}`),
    );
    expect(new Set(taken).size).toBe(taken.length);
  });

  test('the numbers of wrap-up are named after the dispositions, in their order', () => {
    const numbers = rows.filter(([, { code, during }]) => during === 'wrap-up' && /^Digit\d$/.test(code));
    expect(numbers.map(([, { keys, zh }]) => [keys, zh])).toEqual(Object.values(dispositions).map(({ zh }, at) => [String(at + 1), zh]));
  });

  test('no command takes a key that a browser owns', () => {
    const browsers = ['Alt+KeyD', 'Alt+KeyF', 'Alt+KeyE', 'Alt+Home', 'Alt+ArrowLeft', 'Alt+ArrowRight'];
    expect(rows.filter(([, row]) => browsers.includes(chord(row)) || /^F\d/.test(row.code))).toEqual([]);
  });
});
