import type {
  Got,
  PhoneCredentials,
  ProblemBody,
  publicCalls,
  publicMessages,
  publicPlaces,
  publicTickets,
  Sent,
} from '@hotline/contracts';
import { localeOf } from '@hotline/browser-kit';
import { choices } from './choices.ts';

/** Types only: the contract's schemas would weigh more than this page. */
export type Wait = Got<typeof publicCalls.wait>;
export type PublicTicket = Got<typeof publicTickets.read>;
export type Rating = Sent<typeof publicTickets.rate>['body'];
export type Mark = Rating['satisfied'];
export type Begun = Got<typeof publicMessages.begin>;
/** The map that a house has set. */
export type CityMap = NonNullable<Begun['map']>;
export type Near = Got<typeof publicPlaces.near>['items'][number];
export type Place = Got<typeof publicPlaces.find>['items'][number];
export type Matter = Sent<typeof publicMessages.send>['body'];
export type More = Sent<typeof publicMessages.more>['body'];
export type Receipt = Got<typeof publicMessages.send>;

/** What the server refused: its code, its sentence in the language of the page, and the fields that it names. */
export class Refused extends Error {
  readonly code: string;
  readonly sentence: string;
  readonly fields: readonly string[];
  constructor(code: string, { title = '', errors = [] }: Partial<ProblemBody> = {}) {
    super(code);
    this.code = code;
    this.sentence = title;
    this.fields = errors.map(({ path }) => path);
  }
}

async function ask<T>(path: string, method: 'GET' | 'POST', body?: object): Promise<T> {
  const isFile = body instanceof Blob;
  const response = await fetch(`/api/public${path}`, {
    method,
    credentials: 'same-origin',
    headers: {
      'accept-language': localeOf(choices.get().language),
      ...(body ? { 'content-type': isFile ? 'application/octet-stream' : 'application/json' } : {}),
    },
    body: isFile ? body : body ? JSON.stringify(body) : null,
  });
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const problem = (await response.json().catch(() => null)) as Partial<ProblemBody> | null;
  throw new Refused(problem?.code ?? String(response.status), problem ?? {});
}

export const askWait = (): Promise<Wait> => ask('/wait', 'GET');
export const askTicket = (number: string, code: string): Promise<PublicTicket> =>
  ask(`/tickets/${encodeURIComponent(number)}?code=${encodeURIComponent(code)}`, 'GET');
export const rate = (number: string, rating: Rating): Promise<void> => ask(`/tickets/${encodeURIComponent(number)}/rating`, 'POST', rating);
export const askForCall = (): Promise<PhoneCredentials> => ask('/calls', 'POST');
/** Where the guest's one call is. A server that does not tell answers 404. */
export const askCallState = (username: string): Promise<{ state: string }> => ask(`/calls/${encodeURIComponent(username)}`, 'GET');

export const askToBegin = (): Promise<Begun> => ask('/messages/begin', 'GET');
export const askForCode = (phone: string, proof: Matter['proof']): Promise<void> => ask('/messages/code', 'POST', { phone, proof });
export const handPhotoIn = (photo: Blob): Promise<{ id: string }> => ask('/messages/photos', 'POST', photo);
export const photoAddress = (id: string): string => `/api/public/messages/photos/${encodeURIComponent(id)}`;
/** As Leaflet fills it in. */
export const tileAddress = (layer: number): string => `/api/public/map/tiles/${layer}/{z}/{x}/{y}`;
export const sendMatter = (matter: Matter): Promise<Receipt> => ask('/messages', 'POST', matter);
export const addTo = (number: string, more: More): Promise<void> => ask(`/messages/${encodeURIComponent(number)}/more`, 'POST', more);
export const findNear = async (code: string): Promise<readonly Near[]> =>
  (await ask<{ items: Near[] }>(`/places/${encodeURIComponent(code)}/near`, 'GET')).items;
export const findPlaces = async (q: string): Promise<readonly Place[]> =>
  (await ask<{ items: Place[] }>(`/places?q=${encodeURIComponent(q)}`, 'GET')).items;
