import { describe, expect, test } from 'vitest';
import { isRead } from '../../intake/arrival.ts';
import { arrivalOfWechat, readKept, readPushed } from './reading.ts';
import { writeXml, type XmlFields } from './xml.ts';

const her = { ToUserName: 'gh_1', FromUserName: 'oHer', CreateTime: '1348831860' };
const message = (MsgType: string, fields: XmlFields = {}, MsgId = '7'): XmlFields => ({ ...her, MsgType, ...fields, MsgId });
const event = (Event: string, fields: XmlFields = {}): XmlFields => ({ ...her, MsgType: 'event', Event, ...fields });
const said = (fields: XmlFields) => {
  const reading = readPushed(fields);
  return reading.is === 'message' ? reading.said : undefined;
};

describe('what citizens send in WeChat, in words', () => {
  test.each<[kind: string, fields: XmlFields, text: string]>([
    ['text', { Content: '停水\0两天' }, '停水两天'],
    ['image', { PicUrl: 'http://mmbiz.qpic.cn/x', MediaId: 'm1' }, '[图片]'],
    ['voice', { MediaId: 'm1', Format: 'amr', Recognition: '路灯不亮' }, '[语音]\n路灯不亮'],
    ['voice', { MediaId: 'm1', Format: 'amr' }, '[语音]'],
    ['video', { MediaId: 'm1', ThumbMediaId: 't1' }, '[视频]'],
    ['shortvideo', { MediaId: 'm1', ThumbMediaId: 't1' }, '[视频]'],
    [
      'location',
      { Location_X: '34.41', Location_Y: '115.65', Scale: '20', Label: '商丘市神火大道' },
      '[位置] 商丘市神火大道\n34.41, 115.65',
    ],
    ['link', { Title: '通知', Description: '停水通知', Url: 'https://example.com' }, '[链接] 通知\n停水通知\nhttps://example.com'],
    ['sticker', {}, '[sticker]'],
    ['constructor', {}, '[constructor]'],
  ])('%s %j', (kind, fields, text) => {
    expect(said(message(kind, fields))).toMatchObject({ from: 'oHer', text });
  });

  test('pictures, voices and videos name the file that lies at WeChat', () => {
    expect(said(message('image', { MediaId: 'm1' }))?.media).toEqual({ id: 'm1', kind: 'image' });
    expect(said(message('text', { MediaId: 'm1' }))?.media).toBeUndefined();
  });

  test('ids repeat between people and events have none', () => {
    const id = (fields: XmlFields): string | undefined => said(fields)?.externalId;
    expect(id(message('text', {}, '7'))).toBe(id(message('text', { Content: 'again' }, '7')));
    expect(id(message('text', {}, '7'))).not.toBe(id(message('text', {}, '8')));
    expect(id(message('text', {}, '7'))).not.toBe(id({ ...message('text', {}, '7'), FromUserName: 'oHim' }));
    expect(id(event('subscribe'))).toBe(id(event('subscribe')));
    expect(id(event('subscribe'))).not.toBe(id(event('unsubscribe')));
  });

  test.each<[Event: string, fields: XmlFields, became: unknown]>([
    ['subscribe', {}, 'follow'],
    ['unsubscribe', {}, 'unfollow'],
    ['CLICK', { EventKey: 'query' }, 'menu'],
    ['CLICK', { EventKey: 'else' }, undefined],
    ['VIEW', { EventKey: 'https://x' }, undefined],
    ['SCAN', { EventKey: '1', Ticket: 't' }, undefined],
    ['LOCATION', { Latitude: '1', Longitude: '2' }, undefined],
    ['toString', {}, undefined],
  ])('event %s %j', (name, fields, became) => {
    expect(said(event(name, fields))?.event).toBe(became);
  });

  test.each([
    ['success', 'delivered'],
    ['failed:user block', 'failed'],
    ['failed: system failed', 'failed'],
  ])('a template message that ended with %s is %s', (Status, state) => {
    const words = expect.stringContaining(Status) as string;
    expect(readPushed(event('TEMPLATESENDJOBFINISH', { MsgID: '200163836', Status }))).toEqual({
      is: 'report',
      report: { peerId: '200163836', state, words },
    });
  });

  test('what stood apart is read anew; what nobody can read stays apart', () => {
    const reading = said(message('text', { Content: '停水' }));
    const xml = writeXml(message('text', { Content: '停水' }));
    expect(readKept('w', Buffer.from(xml))).toEqual(reading && arrivalOfWechat('w', xml, reading));
    expect(isRead(readKept('w', Buffer.from('<xml>')).read)).toBe(false);
  });
});
