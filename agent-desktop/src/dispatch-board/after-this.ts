/** The ticket below this one, or above it when it was the last; undefined when it was the only one. */
export function afterThis<T extends { readonly id: string; readonly number: string }>(
  list: readonly T[],
  chosen: string | undefined,
): T | undefined {
  const at = list.findIndex(({ id, number }) => id === chosen || number === chosen);
  return at === -1 ? list[0] : (list[at + 1] ?? list[at - 1]);
}
