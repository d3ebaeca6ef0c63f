import type { DraftView } from '@hotline/contracts';

export type DraftFields = DraftView['fields'];
export type DraftValue = DraftFields[string];

/** Beside a field: what somebody else wrote there meanwhile. It is kept in the draft itself, so every browser shows it and a reload does not lose it. */
const BESIDE = 'theirs.';
export const besideOf = (name: string): string => `${BESIDE}${name}`;
const isBeside = (name: string): boolean => name.startsWith(BESIDE);

/** Not written, emptied and null are the same thing to a person. */
export const isEmpty = (value: DraftValue | undefined): value is null | undefined | '' =>
  value === undefined || value === null || value === '';
const same = (one: DraftValue | undefined, other: DraftValue | undefined): boolean => one === other || (isEmpty(one) && isEmpty(other));

export const sameFields = (one: DraftFields, other: DraftFields): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => same(one[name], other[name]));

/** The words of a form without what stands beside them. */
export const plainFields = (fields: DraftFields): DraftFields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !isBeside(name)));

/** What stands beside the fields, by the field's own name. */
export const besideFields = (fields: DraftFields): DraftFields =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([name, value]) => isBeside(name) && !isEmpty(value))
      .map(([name, value]) => [name.slice(BESIDE.length), value]),
  );

/** Words beside a field, each once, none that the field itself holds. */
function joined(words: readonly (DraftValue | undefined)[], own: DraftValue | undefined): DraftValue {
  const kept: DraftValue[] = [];
  for (const word of words) {
    if (isEmpty(word) || word === own) continue;
    const holds = (one: DraftValue | undefined): boolean => typeof one === 'string' && typeof word === 'string' && one.includes(word);
    if (holds(own) || kept.some(holds)) continue;
    const longer = kept.findIndex((one) => typeof one === 'string' && typeof word === 'string' && word.includes(one));
    if (longer >= 0) kept[longer] = word;
    else kept.push(word);
  }
  if (kept.length === 0) return null;
  return kept.length === 1 ? (kept[0] ?? null) : kept.map(String).join('\n');
}

/**
 * Two browsers wrote on from `base`. A field that one of them changed is as that one has it; a field that both changed stays mine,
 * and their words stand beside it: nobody's words are lost.
 */
export function mergeDrafts(base: DraftFields, mine: DraftFields, theirs: DraftFields): DraftFields {
  const merged: DraftFields = {};
  const both = new Map<string, DraftValue>();
  const names = new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)]);
  for (const name of names) {
    const [was, my, their] = [base[name], mine[name], theirs[name]];
    const kept = same(my, was) ? their : my;
    if (kept !== undefined) merged[name] = kept;
    const changedByBoth = !same(my, was) && !same(their, was) && !same(my, their);
    if (changedByBoth && !isEmpty(their)) both.set(name, their as DraftValue);
  }
  for (const [name, their] of both) {
    if (isBeside(name)) merged[name] = joined([mine[name], their], merged[name.slice(BESIDE.length)]);
  }
  for (const [name, their] of both) {
    if (!isBeside(name)) merged[besideOf(name)] = joined([merged[besideOf(name)], their], merged[name]);
  }
  return merged;
}

/** Their words go into the field; mine that they replace are gone because she said so. */
export const takenBeside = (fields: DraftFields, name: string): DraftFields => ({
  ...fields,
  [name]: fields[besideOf(name)] ?? null,
  [besideOf(name)]: null,
});
