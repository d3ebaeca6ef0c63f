import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Cipher blocks are filled up to 32 bytes, though those of AES have 16 (WeChat's 消息加解密说明). */
const FILL = 32;
const RANDOM_BYTES = 16;

/** It was not encrypted with this key for this account. */
export class CryptError extends Error {}

/** What WeChat signs with: the SHA-1 of the sorted words. */
export const signatureOf = (...words: readonly string[]): string =>
  createHash('sha1')
    .update([...words].sort().join(''))
    .digest('hex');

/** Compared in a time that says nothing about how much of it is right. */
export function isSigned(given: string | undefined, ...words: readonly string[]): boolean {
  const right = Buffer.from(signatureOf(...words));
  const brought = Buffer.from(given ?? '');
  return brought.length === right.length && timingSafeEqual(brought, right);
}

/** The 32 bytes in the 43 signs that the console of WeChat shows. */
export const keyOf = (aesKey: string): Buffer => Buffer.from(`${aesKey}=`, 'base64');

/** Opens a message encrypted for this account. Throws `CryptError`. */
export function decrypt(aesKey: string, appId: string, cipherText: string): string {
  const key = keyOf(aesKey);
  const sealed = Buffer.from(cipherText.replace(/\s/g, ''), 'base64');
  if (sealed.length === 0 || sealed.length % 16 !== 0) throw new CryptError('no whole blocks');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const open = unfilled(Buffer.concat([decipher.update(sealed), decipher.final()]));
  if (open.length < RANDOM_BYTES + 4) throw new CryptError('too short');
  const length = open.readUInt32BE(RANDOM_BYTES);
  const from = RANDOM_BYTES + 4;
  if (length > open.length - from) throw new CryptError('its length is longer than it is');
  if (open.toString('utf8', from + length) !== appId) throw new CryptError('for another account');
  return open.toString('utf8', from, from + length);
}

function unfilled(open: Buffer): Buffer {
  const fill = open.at(-1) ?? 0;
  if (fill < 1 || fill > FILL || fill > open.length) throw new CryptError('wrongly filled');
  if (!open.subarray(-fill).every((byte) => byte === fill)) throw new CryptError('wrongly filled');
  return open.subarray(0, -fill);
}

/** Encrypts as WeChat does. */
export function encrypt(aesKey: string, appId: string, text: string, random: Buffer = randomBytes(RANDOM_BYTES)): string {
  const key = keyOf(aesKey);
  const said = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(said.length);
  const open = Buffer.concat([random, length, said, Buffer.from(appId)]);
  const fill = FILL - (open.length % FILL);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([open, Buffer.alloc(fill, fill)])), cipher.final()]).toString('base64');
}
