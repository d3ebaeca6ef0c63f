import type { Permission, Role } from '@hotline/contracts';
import type { Actor } from '../audit/write.ts';

/** Who is asking, once signed in. */
export interface Person extends Actor {
  readonly name: string;
  /** 工号; null for those who take no calls. */
  readonly number: string | null;
  /** Its code. */
  readonly unit: string;
  readonly unitName: string;
  readonly roles: readonly Role[];
  readonly permissions: ReadonlySet<Permission>;
}

/** Finds the person behind a token, or nobody. The people package answers it. */
export interface Doorkeeper {
  who(token: string, from: { requestId: string; address: string }): Promise<Person | undefined>;
}
