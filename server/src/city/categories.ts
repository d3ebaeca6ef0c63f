import { groups, hurried, type SubjectCode, subjects } from './category-table.ts';
import { type Dice, lottery } from './dice.ts';

/** Why a category has the shorter limits of DOMAIN 2.2. */
export type Hurry = 'outage' | 'pollution';

export interface CityCategory {
  readonly code: string;
  readonly name: string;
  /** Null at level 1. */
  readonly parent: string | null;
  readonly level: 1 | 2 | 3;
  /** How often it comes, in tickets of the published month; leaves share their parent's evenly. */
  readonly weight: number;
  readonly hurry?: Hurry;
}

const outages: readonly string[] = hurried.outage;
const polluted: readonly string[] = hurried.pollution;
const hurryOf = (...codes: string[]): { hurry?: Hurry } => {
  if (codes.some((code) => outages.includes(code))) return { hurry: 'outage' };
  return codes.some((code) => polluted.includes(code)) ? { hurry: 'pollution' } : {};
};

const subjectEntries = Object.entries(subjects) as [SubjectCode, (typeof subjects)[SubjectCode]][];

function categoriesOf(): CityCategory[] {
  const found: CityCategory[] = [];
  for (const [code, name] of Object.entries(groups)) {
    const members = subjectEntries.filter(([, { group }]) => group === code);
    const weight = members.reduce((sum, [, subject]) => sum + subject.weight, 0);
    found.push({ code, name, parent: null, level: 1, weight });
    for (const [subject, { name: title, weight: count, leaves }] of members) {
      found.push({ code: subject, name: title, parent: code, level: 2, weight: count, ...hurryOf(subject) });
      const named = Object.entries<string>(leaves);
      for (const [leaf, leafName] of named) {
        const own = `${subject}-${leaf}`;
        found.push({ code: own, name: leafName, parent: subject, level: 3, weight: count / named.length, ...hurryOf(own, subject) });
      }
    }
  }
  return found;
}

/** All categories; a parent stands before its children. */
export const categories: readonly CityCategory[] = categoriesOf();

const byCode = new Map(categories.map((category) => [category.code, category]));
const parents = new Set(categories.map(({ parent }) => parent));

/** What a ticket may be filed under: a category without children. */
export const leaves: readonly CityCategory[] = categories.filter(({ code }) => !parents.has(code));
export const categoryAt = (code: string): CityCategory | undefined => byCode.get(code);

/** A leaf, as often as the published list says. */
export const drawCategory: (random: Dice) => CityCategory = lottery(leaves, ({ weight }) => weight);

/** The level-2 category of a leaf, or the category itself when it is of level 2. */
export function subjectOf(code: string): SubjectCode {
  const category = byCode.get(code);
  const subject = category?.level === 3 ? category.parent : code;
  if (category === undefined || subject === null || !(subject in subjects)) throw new RangeError(`No category of level 2 or 3: ${code}`);
  return subject as SubjectCode;
}
