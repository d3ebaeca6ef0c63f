import { createHash } from 'node:crypto';

const md5 = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** MMDDHHMMSS of the city's clock: with the password it makes the login's proof. */
export function stampOf(moment: Date): string {
  const inCity = new Date(moment.getTime() + 8 * 3_600_000).toISOString();
  return inCity.slice(5, 19).replace(/\D/g, '');
}

/** What a login proves: MD5 of account, nine zero bytes, password and stamp (CMPP 2.0 section 7.4.1.1, 3.0 section 8.4.1.1). */
export const proofOfSource = (account: string, password: string, stamp: string): Buffer => md5(account, Buffer.alloc(9), password, stamp);

/** What the carrier proves in turn: MD5 of its status (one byte in 2.0, four in 3.0), the login's proof and the password. */
export function proofOfCarrier(statusBytes: 1 | 4, status: number, proof: Uint8Array, password: string): Buffer {
  const written = Buffer.alloc(statusBytes);
  written.writeUIntBE(status, 0, statusBytes);
  return md5(written, proof, password);
}

/** Carriers disagree on the status's width, so each is taken. */
export const isProofOfCarrier = (given: Uint8Array, status: number, proof: Uint8Array, password: string): boolean =>
  ([4, 1] as const).some((bytes) => proofOfCarrier(bytes, status, proof, password).equals(given));
