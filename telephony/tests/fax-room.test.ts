import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { quietLog } from '@hotline/platform/test-kit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FaxRoom, type FaxReceived } from '../src/index.ts';
import type { FaxDial, FaxSwitch } from '../src/switch-room/fax/fax-switch.ts';

/** A switch that writes down what it was asked, and says what the test says. Real ones are in tests/calls/fax.test.ts. */
class SwitchOnPaper implements FaxSwitch {
  isThere = true;
  readonly dialled: FaxDial[] = [];
  readonly onTheLine = new Set<string>();
  numbers: ReadonlyMap<string, string> = new Map();

  isUp(): boolean {
    return this.isThere;
  }
  dialFax(order: FaxDial): Promise<boolean> {
    this.dialled.push(order);
    this.onTheLine.add(order.file);
    return Promise.resolve(true);
  }
  faxesUnderWay(): Promise<ReadonlySet<string>> {
    return this.isThere ? Promise.resolve(this.onTheLine) : Promise.reject(new Error('away'));
  }
  endSilentFaxes(): Promise<void> {
    return Promise.resolve();
  }
  faxNumbers(numbers: ReadonlyMap<string, string>): Promise<void> {
    this.numbers = numbers;
    return Promise.resolve();
  }
  faxAddress(number: string): string {
    return `sip:${number}@127.0.0.1`;
  }
}

const NUMBER = '2281235';
const patient = { timeout: 8_000, interval: 50 };

let spool: string;
let faxSwitch: SwitchOnPaper;
let room: FaxRoom;
let taken: FaxReceived[];
beforeEach(() => {
  spool = fs.mkdtempSync(path.join(os.tmpdir(), 'fax-room-'));
  for (const folder of ['in', 'out']) fs.mkdirSync(path.join(spool, 'fax', folder), { recursive: true });
  faxSwitch = new SwitchOnPaper();
  taken = [];
  opens();
});
afterEach(async () => {
  await room.close();
  fs.rmSync(spool, { recursive: true, force: true });
});

function opens(): void {
  room = new FaxRoom(faxSwitch, spool, quietLog());
  room.open();
}
const listens = () => room.listen(NUMBER, { station: 'US', take: (fax) => Promise.resolve(void taken.push(fax)) });
const file = (name: string): string => path.join(spool, 'fax', name);
const comes = (id: string, rest: string, tiff: string | null = 'II*'): void => {
  if (tiff !== null) fs.writeFileSync(file(`in/${id}.tif`), tiff);
  fs.writeFileSync(file(`in/${id}.said`), `at=1764190000\ndialled=${NUMBER}\nfrom=<sip:03702281234@c>\n${rest}`);
};
const ENDED = 'status=SUCCESS\nwords=OK\npages=1\nend=1\n';
const order = { id: 'm-1', number: '03702281234', tiff: Buffer.from('II*'), station: 'US', answerSeconds: 5 };

describe('faxes that came in', () => {
  test('what came before its account was there is taken when it is, and its files go after that', async () => {
    comes('a', ENDED);
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect(fs.existsSync(file('in/a.tif'))).toBe(true);
    await listens();
    await vi.waitFor(() => expect(taken).toMatchObject([{ id: 'a', from: '+863702281234', isWhole: true }]), patient);
    await vi.waitFor(() => expect(fs.readdirSync(file('in'))).toEqual([]), patient);
  });

  test('one that could not be kept stays and comes again, and holds up no other', async () => {
    const tries: string[] = [];
    const take = ({ id }: FaxReceived) => (tries.push(id), tries.length < 2 ? Promise.reject(new Error('away')) : Promise.resolve());
    await room.listen(NUMBER, { station: 'US', take });
    comes('a', ENDED);
    comes('b', ENDED);
    await vi.waitFor(() => expect(fs.readdirSync(file('in'))).toEqual([]), patient);
    expect(tries).toEqual(['a', 'b', 'a']);
  });

  test('one without an end is waited for while it is on the line or the switch is away, then taken as broken off', async () => {
    await listens();
    faxSwitch.onTheLine.add(file('in/a'));
    comes('a', '');
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    expect(taken).toEqual([]);
    faxSwitch.onTheLine.clear();
    await vi.waitFor(
      () => expect(taken).toMatchObject([{ id: 'a', isWhole: false, words: expect.stringContaining('交换机中断') as string }]),
      patient,
    );
  });

  test('a voice that dialled the number is no fax', async () => {
    await listens();
    comes('a', 'status=FAILED\nend=1\n', null);
    await vi.waitFor(() => expect(fs.readdirSync(file('in'))).toEqual([]), patient);
    expect(taken).toEqual([]);
  });

  test('numbers are told again when the switch is back, and stay when the app stops', async () => {
    faxSwitch.isThere = false;
    const stop = await listens();
    expect([...faxSwitch.numbers]).toEqual([]);
    faxSwitch.isThere = true;
    await vi.waitFor(() => expect([...faxSwitch.numbers]).toEqual([[NUMBER, 'US']]), patient);
    await expect(listens()).rejects.toThrow(/已有传真账号/);
    faxSwitch.isThere = false;
    await stop();
    expect([...faxSwitch.numbers]).toEqual([[NUMBER, 'US']]);
  });
});

describe('faxes that go out', () => {
  const says = (text: string): void => fs.writeFileSync(file('out/m-1.said'), text);

  test('asked for twice at once it is dialled once; how it ended is told until somebody wrote it down', async () => {
    const both = Promise.all([room.send(order), room.send(order)]);
    await vi.waitFor(() => expect(faxSwitch.dialled).toHaveLength(1), patient);
    says('status=FAILED\nwords=hangup\npages=2\nrate=9600\nend=1\n');
    expect(await both).toMatchObject([
      { is: 'failed', pages: 2, words: 'hangup', rate: '9600' },
      { is: 'failed', pages: 2 },
    ]);
    expect(await room.send(order)).toMatchObject({ pages: 2 });
    expect(faxSwitch.dialled).toHaveLength(1);
    await room.forget(order.id);
    expect(fs.readdirSync(file('out'))).toEqual([]);
  });

  test('one that another app began and that is on the line is waited for, not dialled again', async () => {
    faxSwitch.onTheLine.add(file('out/m-1'));
    const sent = room.send(order);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    says('dialled=BUSY\ncause=17\nend=1\n');
    expect(await sent).toMatchObject({ is: 'busy', pages: 0 });
    expect(faxSwitch.dialled).toEqual([]);
  });

  test('one that vanishes with the switch has failed, and while the switch is away nobody guesses', async () => {
    const sent = room.send(order);
    await vi.waitFor(() => expect(faxSwitch.dialled).toHaveLength(1), patient);
    faxSwitch.isThere = false;
    faxSwitch.onTheLine.clear();
    expect(await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, 4_500, 'waits'))])).toBe('waits');
    faxSwitch.isThere = true;
    expect(await sent).toMatchObject({ is: 'failed', words: expect.stringContaining('交换机中断') as string });
  });

  test('an id that is none of ours becomes no path', async () => {
    await expect(room.forget('../../etc/passwd')).rejects.toThrow(RangeError);
  });
});
