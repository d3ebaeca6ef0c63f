import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openKeyRing } from './key-ring.ts';
import { hashPassword, newToken, passwordFits, tokenHash } from './passwords.ts';
import { blindIndex, seal, unseal } from './sealed.ts';

const folder = () => fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-keys-'));
const ring = openKeyRing(folder());
const clearText = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => text.isWellFormed());

describe('a sealed number', () => {
  test('any text opens again in its own place', () => {
    fc.assert(fc.property(clearText, (text) => unseal(ring, 'call:1', seal(ring, 'call:1', text)) === text));
  });

  test('copied to another row, it does not open', () => {
    const sealed = seal(ring, 'call:1', '+8613800001111');
    expect(() => unseal(ring, 'call:2', sealed)).toThrow();
  });

  test('one flipped sign anywhere makes it not open', () => {
    const sealed = seal(ring, 'call:1', '+8613800001111');
    for (let at = 3; at < sealed.length; at += 1) {
      if (sealed[at] === '.') continue;
      // The highest bit of a base64 sign is always part of the data, also in the last one.
      const other = sealed[at] === 'A' ? 'g' : 'A';
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      if (
        Buffer.from(changed.split('.').at(-1) ?? '', 'base64url').equals(Buffer.from(sealed.split('.').at(-1) ?? '', 'base64url')) &&
        changed.lastIndexOf('.') < at
      )
        continue;
      expect(() => unseal(ring, 'call:1', changed), `sign ${at}`).toThrow();
    }
  });

  test('a short piece of its tag is not enough', () => {
    const [id, nonce, tag = '', body] = seal(ring, 'call:1', '+8613800001111').split('.');
    expect(() => unseal(ring, 'call:1', [id, nonce, tag.slice(0, 6), body].join('.'))).toThrow();
  });

  test('sealed twice it looks different, its blind index is the same', () => {
    expect(seal(ring, 'a', '+8613800001111')).not.toBe(seal(ring, 'a', '+8613800001111'));
    expect(blindIndex(ring, '+8613800001111')).toBe(blindIndex(ring, '+8613800001111'));
    expect(blindIndex(ring, '+8613800001111')).not.toBe(blindIndex(ring, '+8613800001112'));
    expect(blindIndex(ring, '+8613800001111')).not.toContain('138');
  });

  test('the index of another house differs: it is made with a key', () => {
    expect(blindIndex(openKeyRing(folder()), '+8613800001111')).not.toBe(blindIndex(ring, '+8613800001111'));
  });
});

describe('the key ring', () => {
  test('a key is made once, kept for its owner only, and found again', () => {
    const dir = folder();
    const made = openKeyRing(dir).key('k1', 'seal');
    expect(made.symmetricKeySize).toBe(32);
    expect(openKeyRing(dir).key('k1', 'seal').equals(made)).toBe(true);
    expect(fs.statSync(path.join(dir, 'seal-k1')).mode & 0o077).toBe(0);
  });

  test('after a rotation new text is sealed with the new key, and old text and old indexes stay readable', () => {
    const dir = folder();
    const before = openKeyRing(dir);
    const sealed = seal(before, 'call:1', '+8613800001111');
    const index = blindIndex(before, '+8613800001111');
    fs.writeFileSync(path.join(dir, 'current'), 'k2');
    const after = openKeyRing(dir);
    expect(seal(after, 'call:1', 'x').split('.')[0]).toBe('k2');
    expect(unseal(after, 'call:1', sealed)).toBe('+8613800001111');
    expect(blindIndex(after, '+8613800001111')).toBe(index);
  });

  test('an id that is no id makes no file outside the folder', () => {
    const dir = folder();
    expect(() => unseal(openKeyRing(dir), 'call:1', '../../escape.AAAA.AAAA.AAAA')).toThrow();
    expect(fs.readdirSync(path.dirname(dir)).filter((name) => name.startsWith('escape'))).toEqual([]);
  });
});

describe('passwords', () => {
  test('the right one fits, another does not, and the hash holds neither', async () => {
    const kept = await hashPassword('Hotline-12345');
    expect(await passwordFits('Hotline-12345', kept)).toBe(true);
    expect(await passwordFits('Hotline-12346', kept)).toBe(false);
    expect(kept).toMatch(/^argon2id\$19456\$2\$/);
    expect(kept).not.toContain('Hotline');
  });

  test('two hashes of one password differ', async () => {
    expect(await hashPassword('Hotline-12345')).not.toBe(await hashPassword('Hotline-12345'));
  });

  test('full-width and half-width spellings are the same password', async () => {
    expect(await passwordFits('Hotline-１２３４５', await hashPassword('Hotline-12345'))).toBe(true);
  });

  test('nothing fits an account that does not exist, and it takes as long as for one that does', async () => {
    const kept = await hashPassword('Hotline-12345');
    const time = async (hash: string | undefined) => {
      const began = performance.now();
      for (let n = 0; n < 5; n += 1) expect(await passwordFits('wrong', hash)).toBe(false);
      return performance.now() - began;
    };
    const [known, unknown] = [await time(kept), await time(undefined)];
    expect(unknown).toBeGreaterThan(known / 4);
  });

  test('a token has 256 bits, and only its hash is kept', () => {
    const token = newToken();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(tokenHash(token)).not.toContain(token);
  });
});
