import { keepPreference, type Language, languages, localeOf, readPreference, Store, wordsIn } from '@hotline/browser-kit';
import * as words from './words.ts';

/** Language and size of text, kept on this device. */
export const choices = new Store<{ readonly language: Language; readonly elder: boolean }>({
  language: readPreference('site.language', languages, 'zh'),
  elder: readPreference('site.elder', ['yes', 'no'], 'no') === 'yes',
});

export const say = () => wordsIn(choices.get().language, words);

export function chooseLanguage(language: Language): void {
  keepPreference('site.language', language);
  choices.set({ language });
}

export function chooseElder(elder: boolean): void {
  keepPreference('site.elder', elder ? 'yes' : 'no');
  choices.set({ elder });
}

/** 适老化: everything grows with the root's text size, so that one number is enough. */
export function showChoices(): void {
  const { language, elder } = choices.get();
  document.documentElement.lang = localeOf(language);
  document.documentElement.dataset['elder'] = String(elder);
  document.title = say().name;
}
