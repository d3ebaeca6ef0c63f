/** English names of the festivals that the notices name; 国庆节、中秋节 of one stretch are two. */
// prettier-ignore
const englishNames: Readonly<Record<string, string>> = {
  元旦: "New Year's Day", 春节: 'Spring Festival', 清明节: 'Tomb-Sweeping Day', 劳动节: 'Labour Day', 端午节: 'Dragon Boat Festival', 中秋节: 'Mid-Autumn Festival',
  国庆节: 'National Day',
};

/** A festival's name in both languages. One that we do not know keeps its own (a once-only day such as 2015's victory parade). */
export const festivalLabel = (name: string): { zh: string; en: string } => ({
  zh: name,
  en: name
    .split('、')
    .map((one) => (Object.hasOwn(englishNames, one) ? englishNames[one] : one))
    .join(' and '),
});
