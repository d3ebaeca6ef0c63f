import { keepPreference, labelIn, type Language, languages, localeOf, readPreference, Store, wordsIn } from '@hotline/browser-kit';
import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const darkNow = matchMedia('(prefers-color-scheme: dark)');
const chosen = readPreference('theme', ['light', 'dark', 'system'] as const, 'system');
const themeNow = (): Theme => (darkNow.matches ? 'dark' : 'light');

/** What this person chose on this machine; the system decides the theme until she does. */
export const settings = new Store<{ language: Language; theme: Theme }>({
  language: readPreference('language', languages, 'zh'),
  theme: chosen === 'system' ? themeNow() : chosen,
});
if (chosen === 'system') darkNow.addEventListener('change', () => settings.set({ theme: themeNow() }));

export const choose = {
  language: (language: Language): void => {
    keepPreference('language', language);
    document.documentElement.lang = localeOf(language);
    settings.set({ language });
  },
  theme: (theme: Theme): void => {
    keepPreference('theme', theme);
    settings.set({ theme });
  },
};
document.documentElement.lang = localeOf(settings.get().language);

export const useStore = <T extends object>(store: Store<T>): T => useSyncExternalStore(store.subscribe, store.get);
export const useLanguage = (): Language => useStore(settings).language;
export const useWords = <Z extends Readonly<Record<string, string>>>(area: {
  readonly zh: Z;
  readonly en: Readonly<Record<keyof Z, string>>;
}): Record<keyof Z, string> => wordsIn(useLanguage(), area);
/** Labels of the contract's tables. */
export function useLabel(): (row: { readonly zh: string; readonly en: string }) => string {
  const language = useLanguage();
  return (row) => labelIn(language, row);
}
