import type { ProblemBody, ProblemCode } from './problems.ts';
import { type CodeOf, type Got, type Route, type RouteGroup, type Sent, zodOf } from './route.ts';

/** A promise that also says, for the compiler, which problems it may end in. */
export type Call<T, C extends ProblemCode> = Promise<T> & { readonly mayRefuse?: C };
type Args<R extends Route> = {} extends Sent<R> ? [sent?: Sent<R>, signal?: AbortSignal] : [sent: Sent<R>, signal?: AbortSignal];
export type Client<T extends Record<string, RouteGroup>> = {
  [G in keyof T]: { [K in keyof T[G]]: (...args: Args<T[G][K]>) => Call<Got<T[G][K]>, CodeOf<T[G][K]>> };
};

interface Anything {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  bytes?: Uint8Array;
  ifMatch?: number;
}

/** What the server refused, as the person should read it. */
export class Refusal extends Error {
  readonly problem: ProblemBody;
  constructor(problem: ProblemBody) {
    super(problem.code);
    this.problem = problem;
  }
}

/** `const [call, problem] = await settle(api.calls.read(…))`: the problem is typed by what the route lists; anything else is thrown on. */
export const settle = <T, C extends ProblemCode>(call: Call<T, C>): Promise<[T, undefined] | [undefined, ProblemBody<C>]> =>
  call.then(
    (value): [T, undefined] => [value, undefined],
    (error: unknown) => {
      if (error instanceof Refusal) return [undefined, error.problem as ProblemBody<C>];
      throw error;
    },
  );

/** The address of an operation, behind `/api`, with its parameters filled in. */
export function addressOf(row: Route, { params = {}, query = {} }: Anything): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : (Array.isArray(value) ? value : [value]).map((one): [string, string] => [key, String(one)]),
  );
  const search = new URLSearchParams(pairs);
  const path = row.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  return `/api${path}${search.size > 0 ? `?${search.toString()}` : ''}`;
}

/** Asks one operation. `headers` are added to each request (a token, the client's version). Throws `Refusal`. */
export async function ask(
  base: string,
  row: Route,
  sent: Anything,
  headers: Record<string, string>,
  signal?: AbortSignal,
): Promise<unknown> {
  const response = await fetch(base + addressOf(row, sent), {
    method: row.method,
    credentials: 'same-origin',
    signal: signal ?? null,
    headers: {
      ...headers,
      ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(sent.bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
      ...(sent.ifMatch === undefined ? {} : { 'if-match': `"${sent.ifMatch}"` }),
    },
    body: bodyOf(sent),
  });
  if (!response.ok) throw new Refusal(await problemIn(response));
  if (row.reply === 'nothing') return undefined;
  if (row.reply === 'file') return response.blob();
  return zodOf(row.reply).parse(await response.json());
}

const bodyOf = ({ body, bytes }: Anything): string | Uint8Array<ArrayBuffer> | null =>
  bytes === undefined ? (body === undefined ? null : JSON.stringify(body)) : new Uint8Array(bytes);

async function problemIn(response: Response): Promise<ProblemBody> {
  const requestId = response.headers.get('x-request-id') ?? '';
  const broken: ProblemBody = {
    type: '/problems/server.broken',
    title: 'server.broken',
    status: response.status,
    code: 'server.broken',
    detail: '',
    requestId,
  };
  return (await response.json().catch(() => broken)) as ProblemBody;
}

/** A client typed from the routes: no code generation, and every reply parsed by the schema that the server answered with. */
export function createClient<const T extends Record<string, RouteGroup>>(
  api: T,
  base: string,
  headers: () => Record<string, string> = () => ({}),
): Client<T> {
  const groups = Object.entries(api).map(([name, group]) => {
    const calls = Object.entries(group).map(([key, row]) => [
      key,
      (sent: Anything = {}, signal?: AbortSignal) => ask(base, row, sent, headers(), signal),
    ]);
    return [name, Object.fromEntries(calls)];
  });
  return Object.fromEntries(groups) as Client<T>;
}
