interface Node {
  readonly code: string;
  readonly parent: string | null;
}
export interface Branch<T> {
  readonly key: string;
  readonly node: T;
  readonly children: Branch<T>[];
}

/** Pixels of a tree on the page: what does not fit is drawn when it is scrolled to, and there are thousands of units. */
export const TREE_PX = 640;

/** The tree of what was found with all that stands above it, so that a find is seen in its place. */
export function treeOf<T extends Node>(found: readonly T[], all: readonly T[]): Branch<T>[] {
  const byCode = new Map([...all, ...found].map((one) => [one.code, one]));
  const kept = new Set<string>();
  for (const one of found)
    for (let at: T | undefined = one; at && !kept.has(at.code); at = at.parent === null ? undefined : byCode.get(at.parent))
      kept.add(at.code);
  const below = Map.groupBy(
    [...byCode.values()].filter(({ code }) => kept.has(code)),
    ({ parent }) => parent,
  );
  const branches = (parent: string | null): Branch<T>[] =>
    (below.get(parent) ?? []).map((node) => ({ key: node.code, node, children: branches(node.code) }));
  return branches(null);
}
