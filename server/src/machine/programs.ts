import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Where a program lies, looked for in the usual folders (sbin too: a user's PATH often lacks it). */
export const findProgram = (name: string): string | undefined => folders.map((folder) => path.join(folder, name)).find(executable);

function executable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
