import type { DraftFields } from '../merge-drafts.ts';

/** What was typed and has not reached the server yet. */
export interface KeptDraft {
  readonly id: string | null;
  readonly version: number;
  readonly base: DraftFields;
  readonly mine: DraftFields;
}

/** Where typed words are at once, so that a crash or a dead network loses none. */
export interface DraftMemory {
  keep(key: string, draft: KeptDraft): void;
  forget(key: string): void;
  /** What pages that are gone (a reload, a crash) left under this key; it is handed over and forgotten there. */
  inherit(key: string): Promise<KeptDraft[]>;
}

/** This page load; two tabs of one browser, and a duplicated tab, are different. */
export const pageId = crypto.randomUUID();
const PLACE = 'hotline.draft';
const lockOf = (page: string): string => `hotline.page.${page}`;

// Held as long as the page lives: whoever finds the lock free may take over what the page left.
if ('locks' in navigator) void navigator.locks.request(lockOf(pageId), () => new Promise<never>(() => undefined));

async function livingPages(): Promise<ReadonlySet<string>> {
  if (!('locks' in navigator)) return new Set();
  const { held = [] } = await navigator.locks.query();
  return new Set(held.map(({ name }) => name ?? ''));
}

const placesUnder = (start: string): string[] => {
  try {
    return Object.keys(localStorage).filter((place) => place.startsWith(start));
  } catch {
    return [];
  }
};

/** The browser's own storage, by person and page. It holds only what is not saved yet. */
export function browserMemory(account: string): DraftMemory {
  const place = (key: string, page = pageId): string => `${PLACE}|${account}|${key}|${page}`;
  return {
    keep: (key, draft) => {
      try {
        localStorage.setItem(place(key), JSON.stringify(draft));
      } catch {
        // a browser without storage: the server has it two seconds later
      }
    },
    forget: (key) => {
      try {
        localStorage.removeItem(place(key));
      } catch {
        // see above
      }
    },
    inherit: async (key) => {
      const living = await livingPages();
      return placesUnder(`${PLACE}|${account}|${key}|`)
        .filter((one) => one === place(key) || !living.has(lockOf(one.split('|').at(-1) ?? '')))
        .flatMap((one) => {
          const text = localStorage.getItem(one);
          if (one !== place(key)) localStorage.removeItem(one);
          return text === null ? [] : [JSON.parse(text) as KeptDraft];
        });
    },
  };
}

/** Keys of drafts that were begun without a server and left: `new-…`. */
export const leftBehind = (account: string): string[] => [
  ...new Set(placesUnder(`${PLACE}|${account}|new-`).map((place) => place.split('|')[2] ?? '')),
];
