import fs from 'node:fs';
import path from 'node:path';

const skipped = new Set(['node_modules', 'dist', 'generated', 'migrations', 'coverage']);

/** Every file of the project under `root`, relative, without what is installed, built or generated. Needs no git: a bare machine has none. */
export function projectFiles(root: string): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!skipped.has(entry.name) && !entry.name.startsWith('.')) walk(name);
      } else if (entry.isFile()) found.push(name);
    }
  };
  walk('.');
  return found.sort();
}

export const isSource = (file: string): boolean => /\.tsx?$/.test(file) && !/\.(d|gen)\.ts$/.test(file);
export const isTest = (file: string): boolean => /\.test(-d)?\.tsx?$/.test(file) || /(^|\/)tests\//.test(file);
