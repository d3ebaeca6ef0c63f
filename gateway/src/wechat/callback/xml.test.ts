import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readXml, textOf, XML_BYTES, XmlError, type XmlFields, writeXml } from './xml.ts';

const plainly = (fields: XmlFields): unknown => JSON.parse(JSON.stringify(fields));

describe('the XML that WeChat writes', () => {
  test('a text as its documents print it', () => {
    const fields = readXml(`<xml>
  <ToUserName><![CDATA[toUser]]></ToUserName>
  <FromUserName><![CDATA[fromUser]]></FromUserName>
  <CreateTime>1348831860</CreateTime>
  <MsgType><![CDATA[text]]></MsgType>
  <Content><![CDATA[this is a <test> & 停水]]></Content>
  <MsgId>1234567890123456</MsgId>
</xml>`);
    expect(plainly(fields)).toEqual({
      ToUserName: 'toUser',
      FromUserName: 'fromUser',
      CreateTime: '1348831860',
      MsgType: 'text',
      Content: 'this is a <test> & 停水',
      MsgId: '1234567890123456',
    });
  });

  test('elements in elements, empty ones, and the five signs that XML itself names', () => {
    const fields = readXml('<xml><A><B>1</B><B>2</B></A><C/><D>&lt;&amp;&gt;&quot;&apos;</D></xml>');
    expect(plainly(fields)).toEqual({ A: { B: '1' }, C: '', D: `<&>"'` });
    expect(textOf(fields, 'A')).toBeUndefined();
    expect(textOf(fields, 'constructor')).toBeUndefined();
  });

  test.each([
    ['an XML bomb', '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><xml><A>&lol2;</A></xml>'],
    ['an entity of one’s own', '<xml><A>&lol;</A></xml>'],
    ['an entity by its number', '<xml><A>&#65;</A></xml>'],
    ['a file of ours', '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml>&f;</xml>'],
    ['attributes', '<xml a="1"></xml>'],
    ['a comment', '<xml><!-- --></xml>'],
    ['an end that is missing', '<xml><A>1</A>'],
    ['an end of something else', '<xml><A>1</B></xml>'],
    ['two roots', '<xml></xml><xml></xml>'],
    ['text alone', 'hello'],
    ['nothing', ''],
    ['ten deep', '<a>'.repeat(10) + '</a>'.repeat(10)],
    ['a thousand elements', `<xml>${'<a></a>'.repeat(1_000)}</xml>`],
    ['more than is allowed', `<xml><A>${'x'.repeat(XML_BYTES)}</A></xml>`],
  ])('%s is refused', (_, text) => {
    expect(() => readXml(text)).toThrow(XmlError);
  });

  test('what was written is read', () => {
    const name = fc.stringMatching(/^[A-Za-z]{1,10}$/);
    const text = fc.string({ unit: 'binary', maxLength: 50 });
    const inner = fc.dictionary(name, text, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(text, inner), { maxKeys: 8, noNullPrototype: true }), (fields) => {
        expect(plainly(readXml(writeXml(fields)))).toEqual(fields);
      }),
    );
  });

  test('anything at all is read or refused, in no time', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '<![CDATA[',
      ']]>',
      '<xml>',
      '</xml>',
      '<a>',
      '</a>',
      '&',
      '&lt;',
      ';',
      '<!',
      '<?xml ?>',
      'x',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
        ),
        (text) => {
          try {
            readXml(text);
          } catch (error) {
            expect(error).toBeInstanceOf(XmlError);
          }
        },
      ),
    );
    const began = performance.now();
    for (const text of ['<a>', '&', '<![CDATA[', '<', ' ', ']]>']) expect(() => readXml(`<xml>${text.repeat(20_000)}`)).toThrow(XmlError);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
