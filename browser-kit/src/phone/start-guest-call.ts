import type { PhoneCredentials } from '@hotline/contracts';
import type { GuestCall } from './guest-call.ts';

/** JsSIP (55 kB) comes with the first call, not with the page. */
export async function startGuestCall(credentials: PhoneCredentials, number: string): Promise<GuestCall> {
  const { GuestCall: Call } = await import('./guest-call.ts');
  return new Call(credentials, number);
}
