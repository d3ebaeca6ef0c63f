import { argon2 as argon2Callback, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const argon2 = promisify(argon2Callback);

/** OWASP password storage: argon2id with 19 MiB, two passes, one lane; 24 ms here (STACK section 10). */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;

async function hash(password: string, nonce: Buffer): Promise<Buffer> {
  return Buffer.from(await argon2('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce, ...COST }));
}

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  return `argon2id$${COST.memory}$${COST.passes}$${nonce.toString('base64url')}$${(await hash(password, nonce)).toString('base64url')}`;
}

/** A hash that no password fits: checked for unknown accounts, so that they take as long as known ones. */
const nobody = `argon2id$${COST.memory}$${COST.passes}$${randomBytes(16).toString('base64url')}$${randomBytes(32).toString('base64url')}`;

export async function passwordFits(password: string, kept: string | undefined): Promise<boolean> {
  const [, , , nonce = '', tag = ''] = (kept ?? nobody).split('$');
  const found = await hash(password, Buffer.from(nonce, 'base64url'));
  return timingSafeEqual(found, Buffer.from(tag, 'base64url')) && kept !== undefined;
}

export const newToken = (): string => randomBytes(32).toString('base64url');
/** Tokens are kept hashed: who reads the table cannot use them. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');
