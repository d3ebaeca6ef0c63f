import { describe, expect, test } from 'vitest';
import { Backlog, MOST_UNANSWERED } from './backlog.ts';
import { Pace } from './pace.ts';
import { reportOf } from './stats.ts';
import { Window } from './window.ts';

/** A promise that the test resolves. */
function gate(): { readonly opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

describe('a window of three', () => {
  test('never lets more than three in, and everybody in the end, in their order', async () => {
    const window = new Window(3);
    let [inside, most] = [0, 0];
    const order: number[] = [];
    const pass = async (n: number): Promise<void> => {
      await window.enter();
      order.push(n);
      most = Math.max(most, (inside += 1));
      for (let turn = 0; turn < n % 4; turn += 1) await Promise.resolve();
      inside -= 1;
      window.leave();
    };
    const numbers = Array.from({ length: 100 }, (_, n) => n);
    await Promise.all(numbers.map(pass));
    expect({ most, order }).toEqual({ most: 3, order: numbers });
  });
});

describe('the pace of a line', () => {
  test('all wait while the carrier is spared, and a line that ended is not waited for', async () => {
    const pace = new Pace(1_000);
    await pace.calm();
    const over = new AbortController();
    pace.slow(over.signal);
    pace.slow(over.signal);
    let through = 0;
    const waiting = [1, 2].map(() => pace.calm().then(() => (through += 1)));
    await Promise.resolve();
    expect(through).toBe(0);
    over.abort();
    await Promise.all(waiting);
    expect(through).toBe(2);
  });
});

describe('what a carrier brings faster than it can be kept', () => {
  test('closes the tap at 1,000 and opens it at 500; each is kept once, in its order', async () => {
    const said: string[] = [];
    const backlog = new Backlog({ close: () => said.push('close'), open: () => said.push('open') });
    const first = gate();
    const kept: number[] = [];
    backlog.add('a', () => first.opened);
    for (let n = 0; n < MOST_UNANSWERED + 50; n += 1)
      backlog.add('a', () => {
        kept.push(n);
        return Promise.resolve();
      });
    expect({ said, isClosed: backlog.isClosed }).toEqual({ said: ['close'], isClosed: true });
    first.open();
    const last = gate();
    backlog.add('a', () => Promise.resolve(last.open()));
    await last.opened;
    expect(said).toEqual(['close', 'open']);
    expect(kept).toEqual(Array.from({ length: MOST_UNANSWERED + 50 }, (_, n) => n));
  });

  test('keeps what comes from one phone in its order, and lets nobody wait for another', async () => {
    const backlog = new Backlog({ close: () => undefined, open: () => undefined });
    const slow = gate();
    const kept: string[] = [];
    backlog.add('a', () => slow.opened.then(() => void kept.push('a1')));
    backlog.add('a', () => Promise.resolve(void kept.push('a2')));
    const other = gate();
    backlog.add('b', () => Promise.resolve(void (kept.push('b1'), other.open())));
    await other.opened;
    slow.open();
    const last = gate();
    backlog.add('a', () => Promise.resolve(last.open()));
    await last.opened;
    expect(kept).toEqual(['b1', 'a1', 'a2']);
  });

  test('is dropped when the line ends, except what was begun', async () => {
    const backlog = new Backlog({ close: () => undefined, open: () => undefined });
    const first = gate();
    const kept: string[] = [];
    const begun = gate();
    backlog.add('a', () => (begun.open(), first.opened.then(() => void kept.push('first'))));
    backlog.add('a', () => Promise.resolve(void kept.push('second')));
    await begun.opened;
    const cleared = backlog.clear();
    first.open();
    await cleared;
    expect(kept).toEqual(['first']);
  });
});

describe('words of a status report', () => {
  test.each([
    ['DELIVRD', 'delivered'],
    ['ACCEPTD', 'sent'],
    ['ENROUTE', 'sent'],
    ['EXPIRED', 'failed'],
    ['DELETED', 'failed'],
    ['UNDELIV', 'failed'],
    ['UNKNOWN', 'failed'],
    ['REJECTD', 'failed'],
    ['MA:0001', 'failed'],
    ['XX:1234', 'failed'],
    ['constructor', 'failed'],
  ])('%s is %s', (stat, state) => {
    expect(reportOf('a', stat)).toEqual({
      peerId: 'a',
      state,
      words: expect.stringMatching(new RegExp(`[一-龥].* .*\\(${stat}\\)$`)) as string,
    });
  });
});
