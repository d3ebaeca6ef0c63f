import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CryptError, decrypt, encrypt, isSigned, keyOf, signatureOf } from './crypt.ts';

/** Key, account and token of WeChat's own sample code (消息加解密 Demo). */
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const APP_ID = 'wxb11529c136998cb6';
const TOKEN = 'pamtest';

/** What PyPI wechatpy 1.8.18 makes of `<xml>停水</xml>` with sixteen letters a in place of its random bytes. */
const WECHATPY = '5I0ViYLQqCiDyNw9bygZh+JayoDmM6l2TiFaeLME7kJ//1e76YWisSJZw75IBY1DgBcsAJSiZd9//mC9eGrWFg==';

const aesKeys = fc.stringMatching(/^[A-Za-z0-9]{43}$/);

describe('signatures of WeChat (sha1 of the sorted words)', () => {
  test('the words are sorted before they are hashed', () => {
    expect(signatureOf(TOKEN, '1409304348', 'xxxxxx')).toBe(signatureOf('xxxxxx', TOKEN, '1409304348'));
    expect(signatureOf('c', 'a', 'b')).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
  });

  test.each([
    ['the right one', signatureOf(TOKEN, '1', '2'), true],
    ['a wrong one', '0'.repeat(40), false],
    ['half of it', signatureOf(TOKEN, '1', '2').slice(0, 20), false],
    ['none', undefined, false],
    ['one in capitals', signatureOf(TOKEN, '1', '2').toUpperCase(), false],
  ])('%s', (_, given, is) => {
    expect(isSigned(given, TOKEN, '1', '2')).toBe(is);
  });
});

describe('encrypted messages of WeChat (AES-256-CBC, filled to 32 bytes)', () => {
  test('43 signs are 32 bytes', () => {
    expect(keyOf(AES_KEY)).toHaveLength(32);
  });

  test('bytes: 16 random ones, the length, the text, the AppID, filled to 32', () => {
    const sealed = encrypt(AES_KEY, APP_ID, '<xml>停水</xml>', Buffer.alloc(16, 'a'));
    expect(sealed).toBe(WECHATPY);
    expect(decrypt(AES_KEY, APP_ID, WECHATPY)).toBe('<xml>停水</xml>');
  });

  test('what was encrypted is read, whatever it says, with blanks in it too', () => {
    fc.assert(
      fc.property(aesKeys, fc.string({ unit: 'grapheme', maxLength: 300 }), (key, text) => {
        const sealed = encrypt(key, APP_ID, text.toWellFormed());
        expect(decrypt(key, APP_ID, sealed)).toBe(text.toWellFormed());
        expect(decrypt(key, APP_ID, ` \n${sealed.slice(0, 40)}\r\n\t${sealed.slice(40)} `)).toBe(text.toWellFormed());
      }),
    );
  });

  test('random bytes, another key, another account and a changed byte are refused and never crash', () => {
    const sealed = encrypt(AES_KEY, APP_ID, 'x'.repeat(40));
    expect(() => decrypt(AES_KEY, 'wx0000000000000000', sealed)).toThrow(CryptError);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(() => decrypt(AES_KEY, APP_ID, Buffer.from(bytes).toString('base64'))).toThrow(CryptError);
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(() => decrypt(AES_KEY, APP_ID, text)).toThrow(CryptError);
      }),
    );
  });
});
