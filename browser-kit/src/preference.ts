/** What a person chose on this machine. A browser that refuses storage (private mode) only forgets it. */
export function readPreference<T extends string>(key: string, allowed: readonly T[], otherwise: T): T {
  try {
    const kept = localStorage.getItem(`hotline.${key}`);
    return allowed.find((value) => value === kept) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function keepPreference(key: string, value: string): void {
  try {
    localStorage.setItem(`hotline.${key}`, value);
  } catch {
    // nothing to do: it holds until the page is closed
  }
}

/** What this tab remembers over a reload. */
export const tabMemory = {
  read: (key: string): string | null => {
    try {
      return sessionStorage.getItem(`hotline.${key}`);
    } catch {
      return null;
    }
  },
  keep: (key: string, value: string): void => {
    try {
      sessionStorage.setItem(`hotline.${key}`, value);
    } catch {
      // see above
    }
  },
};
