import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a page loads before anything else: the scripts its index.html names, gzipped as a server would send them. Bytes. */
export function initialScripts(dist: string): number {
  const html = fs.readFileSync(path.join(dist, 'index.html'), 'utf8');
  const names = [...html.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, name = '']) => name);
  return names.reduce((sum, name) => sum + gzipSync(fs.readFileSync(path.join(dist, name))).length, 0);
}
