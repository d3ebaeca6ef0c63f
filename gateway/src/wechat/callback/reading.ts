import { createHash } from 'node:crypto';
import type { Arrival, ArrivedFile, ArrivedReport } from '../../intake/arrival.ts';
import { readXml, textOf, type XmlFields } from './xml.ts';

/** A file of hers that lies at WeChat, for three days. */
export interface Media {
  readonly id: string;
  readonly kind: keyof typeof mediaKinds;
}

/** What stands in a message for its file, and what the file is called. */
// prettier-ignore
export const mediaKinds = {
  image:      { zh: '图片', name: 'picture' },
  voice:      { zh: '语音', name: 'voice' },
  video:      { zh: '视频', name: 'video' },
  shortvideo: { zh: '视频', name: 'video' },
} as const satisfies Record<string, { zh: string; name: string }>;

/** What a push is: something that she wrote or did, what became of a message of ours, or nothing that anybody must see. */
export type Reading =
  { readonly is: 'message'; readonly said: Said } | { readonly is: 'report'; readonly report: ArrivedReport } | { readonly is: 'nothing' };

interface Said {
  readonly from: string;
  readonly externalId: string;
  readonly text: string;
  readonly media?: Media;
  readonly event?: 'follow' | 'unfollow' | 'menu';
}

/** The key of the menu entry 查询进展 (docs/wechat.md). */
export const QUERY_KEY = 'query';

/** Ids repeat between people (WxJava#333), and an event has none: who, when and what make it one. */
function externalIdOf(fields: XmlFields): string {
  const of = (name: string): string => textOf(fields, name) ?? '';
  const id = of('MsgId') === '' ? [of('CreateTime'), of('MsgType'), of('Event'), of('EventKey')] : [of('MsgId')];
  return createHash('sha256')
    .update(JSON.stringify([of('FromUserName'), ...id]))
    .digest('base64url');
}

const isMedia = (type: string): type is keyof typeof mediaKinds => Object.hasOwn(mediaKinds, type);

/** Lines that say something; what is missing leaves no empty one. */
const lines = (...all: readonly (string | undefined)[]): string => all.filter((line) => line !== undefined && line !== '').join('\n');

/** The words of each kind of message. */
const words = {
  text: (of) => of('Content') ?? '',
  image: () => '[图片]',
  voice: (of) => lines('[语音]', of('Recognition')),
  video: () => '[视频]',
  shortvideo: () => '[视频]',
  location: (of) => lines(`[位置] ${of('Label') ?? ''}`.trim(), `${of('Location_X') ?? '?'}, ${of('Location_Y') ?? '?'}`),
  link: (of) => lines(`[链接] ${of('Title') ?? ''}`.trim(), of('Description'), of('Url')),
} satisfies Record<string, (of: (name: string) => string | undefined) => string>;
const wordsOf = (type: string, of: (name: string) => string | undefined): string =>
  Object.hasOwn(words, type) ? words[type as keyof typeof words](of) : `[${type.slice(0, 40)}]`;

/** Reads a message by its kind; one that is not known yet is shown by its name. */
export function readPushed(fields: XmlFields): Reading {
  const of = (name: string): string | undefined => textOf(fields, name);
  const type = of('MsgType') ?? '';
  if (type === 'event') return readEvent(fields);
  const text = wordsOf(type, of).replaceAll('\0', '');
  const mediaId = of('MediaId');
  const media = isMedia(type) && mediaId ? { media: { id: mediaId, kind: type } } : {};
  return { is: 'message', said: { from: of('FromUserName') ?? '', externalId: externalIdOf(fields), text, ...media } };
}

const events = { subscribe: 'follow', unsubscribe: 'unfollow' } as const;
const eventWords = { follow: '[关注]', unfollow: '[取消关注]', menu: '[菜单:查询进展]' } as const;

/** Where she is, which page she opened and what she scanned is not kept: nobody asked for it. */
function readEvent(fields: XmlFields): Reading {
  const name = textOf(fields, 'Event') ?? '';
  if (name === 'TEMPLATESENDJOBFINISH') return readFinish(fields);
  const isQuery = name === 'CLICK' && textOf(fields, 'EventKey') === QUERY_KEY;
  const event = isQuery ? ('menu' as const) : Object.hasOwn(events, name) ? events[name as keyof typeof events] : undefined;
  if (event === undefined) return { is: 'nothing' };
  const said = { from: textOf(fields, 'FromUserName') ?? '', externalId: externalIdOf(fields), text: eventWords[event], event };
  return { is: 'message', said };
}

/** What became of a template message. */
function readFinish(fields: XmlFields): Reading {
  const peerId = textOf(fields, 'MsgID') ?? textOf(fields, 'MsgId');
  const status = textOf(fields, 'Status') ?? '';
  if (!peerId) return { is: 'nothing' };
  const report =
    status === 'success'
      ? ({ peerId, state: 'delivered', words: '微信已送达 delivered (success)' } as const)
      : ({ peerId, state: 'failed', words: `微信未送达 not delivered (${status.slice(0, 100)})` } as const);
  return { is: 'report', report };
}

/** A message as the intake takes it; `files`: what could be fetched of it. `note`: why one could not. */
export function arrivalOfWechat(
  accountId: string,
  xml: string,
  said: Said,
  { files = [], note }: { readonly files?: readonly ArrivedFile[]; readonly note?: string } = {},
): Arrival {
  return {
    kind: 'wechat',
    accountId,
    externalId: said.externalId,
    raw: Buffer.from(xml),
    read: {
      from: said.from === '' ? null : { address: said.from, name: '' },
      subject: null,
      text: lines(said.text, note),
      quoted: '',
      threads: [],
      automatic: null,
      report: null,
      files,
      ...(said.event === undefined ? {} : { event: said.event }),
    },
  };
}

/** What WeChat sent and nobody can read. */
export function unreadArrival(accountId: string, xml: string, detail: string): Arrival {
  const raw = Buffer.from(xml);
  const externalId = createHash('sha256').update(raw).digest('base64url');
  return { kind: 'wechat', accountId, externalId, raw, read: { reason: 'unreadable', detail, front: null } };
}

/** Reads anew what stood apart; its files are not fetched again. */
export function readKept(accountId: string, raw: Uint8Array): Arrival {
  const xml = Buffer.from(raw).toString('utf8');
  try {
    const reading = readPushed(readXml(xml));
    return reading.is === 'message' ? arrivalOfWechat(accountId, xml, reading.said) : unreadArrival(accountId, xml, 'no message of hers');
  } catch (error) {
    return unreadArrival(accountId, xml, String(error));
  }
}
