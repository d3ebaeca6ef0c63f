import { realSigns } from '@hotline/contracts';

const HAN_RUN = /\p{Script=Han}+/gu;
const LATIN_RUN = /[\p{Script=Latin}\p{N}]+/gu;
/** The end of a long number is how people remember it. */
const TAIL = 4;

/**
 * What a text is found by: each two neighbouring Chinese signs, and each run of letters and digits (with the last four of a long number).
 * Two signs need no dictionary, so no new word, name of a village or number plate is cut wrongly (CASES, nodejieba#97).
 */
export function searchWords(...texts: readonly (string | null | undefined)[]): string[] {
  const words = new Set<string>();
  for (const text of texts) {
    if (!text) continue;
    const plain = realSigns(text).normalize('NFKC').toLowerCase();
    for (const [run] of plain.matchAll(HAN_RUN)) {
      const signs = [...run];
      for (let at = 0; at + 1 < signs.length; at += 1) words.add(`${signs[at]}${signs[at + 1]}`);
    }
    for (const [run] of plain.matchAll(LATIN_RUN)) {
      words.add(run.slice(0, 40));
      if (/^\d+$/.test(run) && run.length > TAIL) words.add(run.slice(-TAIL));
      const digits = /^\p{L}+(\d+)$/u.exec(run)?.[1];
      if (digits && digits.length >= TAIL) words.add(digits).add(digits.slice(-TAIL));
    }
  }
  return [...words];
}
