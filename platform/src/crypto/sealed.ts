import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';

/** Without it Node takes a tag of four bytes as well, which is guessed in four thousand million tries. */
const TAG_BYTES = 16;

/** Seals personal text at rest: AES-256-GCM, `<key id>.<nonce>.<tag>.<cipher>` in base64url. `about` binds it to its place, so that a cipher copied to another row does not open. */
export function seal(ring: KeyRing, about: string, clear: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', ring.key(ring.current, 'seal'), nonce);
  cipher.setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()]);
  return [ring.current, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
}

/** Opens what `seal` made. Throws when it was changed or belongs elsewhere: that is tampering, not a user's mistake. */
export function unseal(ring: KeyRing, about: string, sealed: string): string {
  const [id = '', nonce = '', tag = '', body = ''] = sealed.split('.');
  const decipher = createDecipheriv('aes-256-gcm', ring.key(id, 'seal'), Buffer.from(nonce, 'base64url'), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
}

/** The blind index of a value: equal values meet in a look-up, the value cannot be read back. One key for all time, so that old rows stay findable. */
export const blindIndex = (ring: KeyRing, value: string): string =>
  createHmac('sha256', ring.key('k1', 'index')).update(value).digest('base64url');
