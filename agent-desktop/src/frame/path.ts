import { useSyncExternalStore } from 'react';

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

/** `#/admin/units?q=water` → screen, rest of the path, and what the screen keeps in its address. */
export function usePath(): { name: string; rest: string; query: URLSearchParams } {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name = '', ...rest] = path.split('/');
  return { name, rest: rest.join('/'), query: new URLSearchParams(search) };
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
