import fs from 'node:fs';
import path from 'node:path';
import { WrongSetting } from '@hotline/platform/settings';

/** The files below a folder in the order of their names, or the one file. `what`: what lies in them, for whoever names a wrong place. */
export function filesBelow(place: string, what: string): string[] {
  if (!fs.existsSync(place)) throw new WrongSetting(`${place} is not there: give a folder of ${what}, one a file.`);
  if (!fs.statSync(place).isDirectory()) return [place];
  return fs
    .readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .sort();
}

/** Runs real material from the place that the command names through the product: 0 all went well, 1 not, 2 wrong use. */
export async function runTrial(usage: string, trial: (place: string) => Promise<boolean>): Promise<void> {
  try {
    const [, , place] = process.argv;
    if (place === undefined) throw new WrongSetting(`Usage: ${usage}`);
    process.exitCode = (await trial(path.resolve(process.cwd(), place))) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof WrongSetting)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
