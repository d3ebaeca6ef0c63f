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
