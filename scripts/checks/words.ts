import path from 'node:path';
import { projectFiles } from './project-files.ts';

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
const isBlank = (value: unknown): boolean => typeof value !== 'string' || value.trim() === '';

/** In a table whose rows carry `zh` or `en`, every row carries both, and neither is blank. */
export function unlabelledWords(where: string, value: unknown): string[] {
  if (!isTree(value)) return [];
  const labelled = 'zh' in value || 'en' in value;
  if (labelled && !isTree(value['zh']) && !isTree(value['en']))
    return ['zh', 'en'].filter((language) => isBlank(value[language])).map((language) => `${where}: no ${language}`);
  return Object.entries(value).flatMap(([key, inner]) => unlabelledWords(`${where}.${key}`, inner));
}

/** A browser words file exports `zh` and `en`: the same keys in both, nothing blank. */
export function unevenWords(where: string, words: Tree): string[] {
  const { zh, en } = words;
  if (!isTree(zh) || !isTree(en)) return unlabelledWords(where, words);
  const missing = (from: Tree, to: Tree, language: string): string[] =>
    Object.keys(from).flatMap((key) => (isBlank(to[key]) && typeof to[key] !== 'function' ? [`${where}: ${language} lacks "${key}"`] : []));
  return [...new Set([...missing(zh, en, 'en'), ...missing(en, zh, 'zh'), ...missing(zh, zh, 'zh')])];
}

async function exportsOf(root: string, file: string): Promise<Tree> {
  return { ...((await import(path.join(root, file))) as Tree) };
}

export async function wordsOf(root: string): Promise<string[]> {
  const files = projectFiles(root);
  const browserWords = files.filter((file) =>
    /^(agent-desktop|approval-portal\/web|simulator\/web|browser-kit)\/src\/(.*[/.])?words\.ts$/.test(file),
  );
  const found = [...unlabelledWords('contracts', await exportsOf(root, 'contracts/src/index.ts'))];
  for (const file of browserWords) found.push(...unevenWords(file, await exportsOf(root, file)));
  return found;
}

if (import.meta.main) {
  const found = await wordsOf(path.resolve(import.meta.dirname, '../..'));
  for (const line of found) console.log(line);
  process.exitCode = found.length ? 1 : 0;
}
