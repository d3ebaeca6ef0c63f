import type { Got, PhoneCredentials, ProblemBody, publicCalls, publicTickets } from '@hotline/contracts';

/** Types only: the contract's schemas would weigh more than this page. */
export type Wait = Got<typeof publicCalls.wait>;
export type PublicTicket = Got<typeof publicTickets.read>;
export class Refused extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

async function ask<T>(path: string, method: 'GET' | 'POST'): Promise<T> {
  const response = await fetch(`/api/public${path}`, { method, credentials: 'same-origin' });
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => null)) as Partial<ProblemBody> | null;
  throw new Refused(problem?.code ?? String(response.status));
}

export const askWait = (): Promise<Wait> => ask('/wait', 'GET');
export const askTicket = (number: string, code: string): Promise<PublicTicket> =>
  ask(`/tickets/${encodeURIComponent(number)}?code=${encodeURIComponent(code)}`, 'GET');
export const askForCall = (): Promise<PhoneCredentials> => ask('/calls', 'POST');
/** Where the guest's one call is. A server that does not tell answers 404. */
export const askCallState = (username: string): Promise<{ state: string }> => ask(`/calls/${encodeURIComponent(username)}`, 'GET');
