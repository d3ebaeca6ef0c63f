/** Words that a text may consist of and that the hotline understands by itself, compared in half width and without what stands around them. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/[\s。.!!,,“”"']/g, '')
    .toUpperCase();

const MARKS: Readonly<Record<string, 4 | 3 | 1>> = {
  '1': 4,
  '2': 3,
  '3': 1,
  满意: 4,
  基本满意: 3,
  不满意: 1,
  '1满意': 4,
  '2基本满意': 3,
  '3不满意': 1,
};
/** 1 满意, 2 基本满意, 3 不满意: what she answers to the callback question (rows 93, 108), as the mark that callback writes. */
export const chosenMark = (text: string): 4 | 3 | 1 | undefined => MARKS[plain(text)];

/** T and TD are what carriers of the country print under every text (退订回T). */
export const optsOut = (text: string): boolean => ['T', 'TD', '退订'].includes(plain(text));
export const optsIn = (text: string): boolean => ['恢复', '订阅'].includes(plain(text));
