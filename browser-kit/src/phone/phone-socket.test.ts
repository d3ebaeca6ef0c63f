import { describe, expect, test } from 'vitest';
import { withoutNames } from './phone-socket.ts';

const invite = (from: string): string =>
  `INVITE sip:a1@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/WS 127.0.0.1;branch=z9hG4bK1\r\nFrom: ${from}\r\nTo: <sip:a1@127.0.0.1>\r\nContent-Length: 0\r\n\r\n`;

describe('a caller name the parser cannot read is dropped whole (JsSIP#573, sipml5#291)', () => {
  test.each([
    ['a quoted Chinese name with markup and an emoji', String.raw`"张伟 \"阿伟\" \\ <b>x</b> 😀" <sip:13800001111@gw>;tag=1`],
    ['an unquoted Chinese name', '王 <sip:13800001111@gw>;tag=1'],
    ['an empty name', '"" <sip:13800001111@gw>;tag=1'],
    ['a name that holds an address', '"<sip:evil@x>" <sip:13800001111@gw>;tag=1'],
    ['no name', '<sip:13800001111@gw>;tag=1'],
  ])('%s leaves number and tag', (_, from) => {
    expect(withoutNames(invite(from))).toBe(invite('<sip:13800001111@gw>;tag=1'));
  });

  test('an address without brackets and a body stay as they are', () => {
    const text = `${invite('sip:13800001111@gw;tag=1')}v=0\r\ns=-\r\n`;
    expect(withoutNames(text)).toBe(text);
  });
});
