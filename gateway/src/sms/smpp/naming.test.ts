import { beforeEach, describe, expect, test } from 'vitest';
import { Naming } from './naming.ts';

const said = (text: string) => ({
  from: '13800001111',
  to: '10612345',
  isReport: false,
  hasHeader: false,
  format: 0,
  content: Buffer.from(text),
});

describe('messages that the protocol does not name', () => {
  let now = 0;
  let naming: Naming;
  beforeEach(() => {
    now = 1_000_000;
    naming = new Naming(() => now);
  });
  const named = (sequence: number, text: string, isAnswered = true): string => {
    const { id, answered } = naming.name(sequence, said(text));
    if (isAnswered) answered();
    return id;
  };

  test('the same number with the same words is the same message, anything else is another', () => {
    const first = named(1, '是');
    expect(named(1, '是')).toBe(first);
    expect(new Set([first, named(2, '是'), named(1, '否')]).size).toBe(3);
  });

  test('on a new connection the same words are the same message when we had not answered, or only just', () => {
    const [unanswered, justNow] = [named(1, '停水', false), named(2, '停电')];
    naming.connectionLost();
    expect([named(1, '停电'), named(2, '停水')]).toEqual([justNow, unanswered]);
    expect(named(3, '停水')).not.toBe(unanswered);
  });

  test('answered a minute before the line broke, it is a new message that says the same', () => {
    const before = named(1, '是');
    now += 60_000;
    naming.connectionLost();
    expect(named(1, '是')).not.toBe(before);
  });

  test('ten minutes after the line is back nothing is in doubt any more', () => {
    const before = named(1, '是', false);
    naming.connectionLost();
    now += 600_001;
    expect(named(1, '是')).not.toBe(before);
  });
});
