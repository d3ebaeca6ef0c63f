import { describe, expect, test } from 'vitest';
import { type Command, commands } from './commands.ts';

const rows = Object.entries<Command>(commands);
const chord = ({ code, alt, shift }: Command): string => `${alt ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${code}`;

describe('the keys of the desk', () => {
  test('no two commands share a key in one moment', () => {
    const taken = rows.flatMap(([, row]) =>
      (row.during === 'always' ? ['ringing', 'in-call', 'wrap-up', 'always'] : [row.during]).map((at) => `${at} ${chord(row)}`),
    );
    expect(new Set(taken).size).toBe(taken.length);
  });

  test('no command takes a key that a browser owns', () => {
    const browsers = ['Alt+KeyD', 'Alt+KeyF', 'Alt+KeyE', 'Alt+Home', 'Alt+ArrowLeft', 'Alt+ArrowRight'];
    expect(rows.filter(([, row]) => browsers.includes(chord(row)) || /^F\d/.test(row.code))).toEqual([]);
  });
});
