import type { LeafOf, SubjectCode } from '../category-table.ts';

/** What people say in one level-2 category. `{slot}` and `{this|that}`: matters/slots.ts. An empty leaf fits all leaves. */
export interface SubjectWords<Leaf extends string = string> {
  /** Who is complained of. */
  readonly whom: readonly string[];
  /** Leaf, title, what happened, what is wanted. */
  readonly problems: readonly (readonly [Leaf | '', string, string, string])[];
  /** Leaf, title, background, question. */
  readonly questions: readonly (readonly [Leaf | '', string, string, string])[];
  /** Leaf, title, what was seen, what is proposed. */
  readonly ideas: readonly (readonly [Leaf | '', string, string, string])[];
  /** What the unit did about a problem. */
  readonly done: readonly string[];
  /** What the unit answers to a question. */
  readonly told: readonly string[];
}
export type WordsOf<S extends SubjectCode> = { readonly [K in S]: SubjectWords<LeafOf<K>> };
