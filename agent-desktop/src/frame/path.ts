import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

interface Path {
  readonly name: string;
  readonly rest: string;
  readonly query: URLSearchParams;
}

/** `#/admin/units?q=water` → screen, rest of the path, and what the screen keeps in its address. */
function pathIn(hash: string): Path {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name = '', ...rest] = path.split('/');
  return { name, rest: rest.join('/'), query: new URLSearchParams(search) };
}

export const usePath = (): Path => pathIn(useSyncExternalStore(subscribe, () => location.hash));

/** Whether the page still stands where it stood: an answer that comes late leads nobody away from where she has gone meanwhile. */
export function standsAt({ name, rest }: Pick<Path, 'name' | 'rest'>): boolean {
  const now = pathIn(location.hash);
  return now.name === name && now.rest === rest;
}

export const go = (path: string): void => {
  location.hash = `/${path}`;
};

/** Changes what the address keeps without a step back for each letter typed. */
export const goInstead = (path: string): void => location.replace(`#/${path}`);

/** `path?a=1&b=2`; what is undefined or empty is left out. */
export function addressWith(path: string, query: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const pairs = Object.entries(query).flatMap(([key, value]): [string, string][] =>
    value === undefined || value === '' ? [] : [[key, String(value)]],
  );
  return pairs.length > 0 ? `${path}?${new URLSearchParams(pairs).toString()}` : path;
}
