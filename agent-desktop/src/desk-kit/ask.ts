import {
  ask,
  type CodeOf,
  type Call,
  type Got,
  problems,
  Refusal,
  type Route,
  type RouteGroup,
  type Sent,
  staffApi,
} from '@hotline/contracts';
import { labelIn, type Language } from '@hotline/browser-kit';
import { QueryClient, queryOptions, useMutation, type UseMutationResult, useQueryClient } from '@tanstack/react-query';

const groups: Readonly<Record<string, RouteGroup>> = staffApi;
const names = new Map<Route, string>(
  Object.entries(groups).flatMap(([group, routes]) =>
    Object.entries(routes).map(([name, row]): [Route, string] => [row, `${group}.${name}`]),
  ),
);
/** The first half of a query's key: the operation's name in the contract. */
export const nameOf = (row: Route): string => names.get(row) ?? row.path;

export const request = <R extends Route>(row: R, sent: Sent<R>, signal?: AbortSignal) =>
  ask('', row, sent, {}, signal) as Call<Got<R>, CodeOf<R>>;

/** A read as a query: `useQuery(asking(calls.read, { params: { id } }))`; its key is the route's name and what was sent. */
export const asking = <R extends Route>(row: R, sent: Sent<R>) =>
  queryOptions({ queryKey: [nameOf(row), sent] as const, queryFn: ({ signal }): Promise<Got<R>> => request(row, sent, signal) });

/** A refusal is an answer, so only broken connections and a server that is away are asked again. */
const worthAsking = (error: Error): boolean => !(error instanceof Refusal) || error.problem.status >= 500;

export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => count < 3 && worthAsking(error),
        retryDelay: (count) => 400 * 2 ** count,
        refetchOnWindowFocus: false,
      },
    },
  });

/** A deed: sends it, then asks again for what it may have changed. */
export function useDeed<R extends Route>(row: R, changes: readonly Route[]): UseMutationResult<Got<R>, Error, Sent<R>> {
  const queries = useQueryClient();
  return useMutation({
    mutationKey: [nameOf(row)],
    mutationFn: (sent: Sent<R>): Promise<Got<R>> => request(row, sent),
    onSettled: () => Promise.all(changes.map((changed) => queries.invalidateQueries({ queryKey: [nameOf(changed)] }))),
  });
}

/** The sentence a person reads, and the id that an administrator asks for. */
export function refusalText(error: unknown, language: Language): { text: string; requestId: string; code: string } {
  if (!(error instanceof Refusal)) return { text: '', requestId: '', code: 'offline' };
  const { code, requestId } = error.problem;
  const row = code in problems ? problems[code] : problems['server.broken'];
  const fields = (error.problem.errors ?? []).map(({ path, message }) => `${path}: ${message}`).join('; ');
  return { text: fields ? `${labelIn(language, row)} (${fields})` : labelIn(language, row), requestId, code };
}
