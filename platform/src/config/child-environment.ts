import os from 'node:os';
import path from 'node:path';

/** What a child process finds in its environment: ours, and `extra` on top. */
export const environmentForChild = (extra: Record<string, string> = {}): Record<string, string | undefined> => ({
  ...process.env,
  ...extra,
});

/** Where things lie that every clone of one user may share and that can be fetched again. */
export const cacheFolder = (): string => path.join(process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache'), 'hotline-12345');
