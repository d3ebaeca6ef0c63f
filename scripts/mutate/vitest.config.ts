import fs from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

/** What the run is about: `scripts/mutate/judge.ts` writes it. */
interface Order {
  readonly judges: readonly string[];
  readonly postgres: { readonly url: string; readonly template: string };
  /** The file to read otherwise; absent when the tests are to be seen green first. */
  readonly mutated?: { readonly file: string; readonly source: string };
}

const root = path.resolve(import.meta.dirname, '../..');
const { judges, postgres, mutated } = JSON.parse(fs.readFileSync(process.env['MUTATE_ORDER'] ?? '', 'utf8')) as Order;

const isMutated = (id: string): boolean => mutated !== undefined && id.split('?')[0] === path.join(root, mutated.file);

/** The table is wrong in the memory of this run alone: nobody's working tree is touched, and nothing has to be put back. */
export default defineConfig({
  root,
  plugins: [
    {
      name: 'one wrong cell',
      enforce: 'pre',
      load: (id) => (isMutated(id) ? mutated?.source : undefined),
      // vitest keeps on disk what it has made of a file, by the file's own text: the wrong one must neither be kept nor be passed over.
      configureVitest: ({ defineCacheKeyGenerator }) => defineCacheKeyGenerator(({ id }) => (isMutated(id) ? false : undefined)),
    },
  ],
  test: {
    include: judges.flatMap((judge) => [`${judge}*.test.ts`, `${judge}/**/*.test.ts`]),
    exclude: ['**/node_modules/**'],
    provide: { postgres },
    // One process and one set of modules: Nest is loaded once.
    isolate: false,
    fileParallelism: false,
    bail: 1,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
