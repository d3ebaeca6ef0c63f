/** `keys` shows each word as [[key]]: whatever is not in brackets then is not switchable. */
export const languages = ['zh', 'en', 'keys'] as const;
export type Language = (typeof languages)[number];

type Words = Readonly<Record<string, string>>;

/** The words of one area in one language. Chinese is the source; a words file has `en satisfies Record<keyof typeof zh, string>`. */
export function wordsIn<Z extends Words>(
  language: Language,
  area: { readonly zh: Z; readonly en: Readonly<Record<keyof Z, string>> },
): Record<keyof Z, string> {
  if (language !== 'keys') return area[language];
  return Object.fromEntries(Object.keys(area.zh).map((key) => [key, `[[${key}]]`])) as Record<keyof Z, string>;
}

/** The label of a table's row. */
export const labelIn = (language: Language, row: { readonly zh: string; readonly en: string }): string =>
  language === 'keys' ? `[[${row.en}]]` : row[language];

/** `fill('近 30 天 {n} 次来电', { n: 3 })` */
export const fill = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));

/** What goes into `<html lang>` and into Intl. */
export const localeOf = (language: Language): 'zh-CN' | 'en-GB' => (language === 'zh' ? 'zh-CN' : 'en-GB');
