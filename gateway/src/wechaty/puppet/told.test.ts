import { describe, expect, test } from 'vitest';
import type { BotFile, BotMessage } from './bot.ts';
import { isForUs, saidIn } from './told.ts';

/** Wechaty's numbers of what tests send. */
const type = { file: 1, image: 6, text: 7, place: 8, recalled: 13, link: 14, later: 99 };

const fileOf = (...pieces: readonly Uint8Array[]): BotFile => ({
  name: '井盖.jpg',
  mediaType: 'image/jpeg',
  toStream: () =>
    Promise.resolve(
      (async function* () {
        for (const piece of pieces) yield await Promise.resolve(piece);
      })(),
    ),
});

const message = (
  given: Partial<{ kind: number; self: boolean; room: object; text: string; talks: number; file: BotFile }> = {},
): BotMessage => ({
  id: 'm1',
  self: () => given.self ?? false,
  room: () => given.room,
  type: () => given.kind ?? type.text,
  text: () => given.text ?? '停水',
  talker: () => ({ id: 'wxid_1', name: () => '王𠮷', type: () => given.talks ?? 1, say: () => Promise.resolve(undefined) }),
  toFileBox: () => (given.file ? Promise.resolve(given.file) : Promise.reject(new Error('no file'))),
  toLocation: () => Promise.resolve({ name: () => '金桂小区', address: () => '商丘市睢阳区归德路' }),
  toUrlLink: () => Promise.reject(new Error('not a link')),
});

describe('what a puppet tells (issue M3)', () => {
  test.each([
    ['a text to us', {}, true],
    ['what we wrote', { self: true }, false],
    ['a group', { room: {} }, false],
    ['an account that publishes', { talks: 2 }, false],
    ['a message that was taken back', { kind: type.recalled }, false],
  ] as const)('%s · for us: %s', (_, given, is) => expect(isForUs(message(given))).toBe(is));

  test.each([
    ['a text', {}, '停水'],
    ['a place', { kind: type.place }, '[位置] 金桂小区 商丘市睢阳区归德路'],
    ['a link that cannot be read', { kind: type.link }, '[链接]'],
    ['a kind that comes with a later WeChat', { kind: type.later }, '[其他消息]'],
    ['a text without end', { text: '水'.repeat(100_000) }, '水'.repeat(20_000)],
  ] as const)('%s in words', async (_, given, text) => {
    expect(await saidIn(message(given))).toEqual({ said: { id: 'm1', from: 'wxid_1', name: '王𠮷', text } });
  });

  test('a file comes whole', async () => {
    const { said, file } = await saidIn(message({ kind: type.image, file: fileOf(Buffer.from('ab'), Buffer.from('c')) }));
    expect(said).toMatchObject({ text: '[图片]' });
    expect(file).toEqual({ name: '井盖.jpg', type: 'image/jpeg', bytes: new Uint8Array(Buffer.from('abc')) });
  });

  test('a file that cannot be had, or never ends, leaves the message with a note', async () => {
    expect((await saidIn(message({ kind: type.file }))).said.note).toContain('no file');
    const endless = fileOf(...Array.from({ length: 30 }, () => new Uint8Array(1024 * 1024)));
    const { said, file } = await saidIn(message({ kind: type.file, file: endless }));
    expect([said.note, file]).toEqual([expect.stringContaining('20 MB'), undefined]);
  });
});
