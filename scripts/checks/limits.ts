import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { isSource, isTest, projectFiles } from './project-files.ts';

/** STYLE section 6. Size is a smoke alarm: what is over asks to be split by meaning. */
const MAX_FILE_LINES = 400;
const MAX_FOLDER_FILES = 12;
const MAX_FUNCTION_LINES = 60;
const MAX_CONSTRUCTOR_PARAMETERS = 5;

/** Path (or `path:function`) → the reason it may be larger; read by reviewers. */
export type Exemptions = Readonly<Record<string, string>>;

export interface Text {
  readonly file: string;
  readonly text: string;
}

export function overlongFiles(texts: readonly Text[], exempt: Exemptions): string[] {
  return texts.flatMap(({ file, text }) => {
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    const isTable = path.basename(file) === 'tables.ts' || file in exempt;
    return lines > MAX_FILE_LINES && !isTable ? [`${file}: ${lines} lines, ${MAX_FILE_LINES} allowed`] : [];
  });
}

/** Root, tests and test scenarios aside; a test beside its source is not counted. */
export function crowdedFolders(files: readonly string[], exempt: Exemptions): string[] {
  const counts = new Map<string, number>();
  for (const file of files) {
    if (isTest(file) || !file.includes('/')) continue;
    const folder = path.dirname(file);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].flatMap(([folder, count]) =>
    count > MAX_FOLDER_FILES && !(folder in exempt) ? [`${folder}/: ${count} files, ${MAX_FOLDER_FILES} allowed`] : [],
  );
}

export function overlongFunctions({ file, text }: Text, exempt: Exemptions): string[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lineOf = (at: number): number => tree.getLineAndCharacterOfPosition(at).line + 1;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit);
    if (!ts.isFunctionLike(node)) return;
    const start = node.getStart();
    const name = node.name?.getText() ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name.getText() : 'function');
    const lines = lineOf(node.end) - lineOf(start) + 1;
    if (lines > MAX_FUNCTION_LINES && 'body' in node && node.body && !(`${file}:${name}` in exempt))
      found.push(`${file}:${lineOf(start)} ${name}: ${lines} lines, ${MAX_FUNCTION_LINES} allowed`);
    if (ts.isConstructorDeclaration(node) && node.parameters.length > MAX_CONSTRUCTOR_PARAMETERS)
      found.push(`${file}:${lineOf(start)} constructor: ${node.parameters.length} parameters, ${MAX_CONSTRUCTOR_PARAMETERS} allowed`);
  };
  visit(tree);
  return found;
}

/** A name is compared with those of the same `describe`; `test.each` names count once. */
export function repeatedTestNames({ file, text }: Text): string[] {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const seen = new Set<string>();
  const found: string[] = [];
  const visit = (node: ts.Node, group: string): void => {
    let inside = group;
    if (ts.isCallExpression(node)) {
      const [first] = node.arguments;
      const called = node.expression.getText();
      const name = first && ts.isStringLiteralLike(first) ? first.text : undefined;
      if (name !== undefined && /(^|\.)describe(\.|$)/.test(called)) inside = `${group} › ${name}`;
      if (name !== undefined && /^(it|test)(\.|$)|\.test$/.test(called)) {
        const full = `${group} › ${name}`;
        if (seen.has(full)) found.push(`${file}: two tests are called "${name}"`);
        seen.add(full);
      }
    }
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(tree, '');
  return found;
}

export function limitsOf(root: string): string[] {
  const exempt = JSON.parse(fs.readFileSync(path.join(root, 'scripts/checks/exemptions.json'), 'utf8')) as Exemptions;
  const files = projectFiles(root);
  const texts = files.filter(isSource).map((file) => ({ file, text: fs.readFileSync(path.join(root, file), 'utf8') }));
  const gone = Object.keys(exempt).filter((name) => !fs.existsSync(path.join(root, name.split(':')[0] ?? name)));
  return [
    ...overlongFiles(texts, exempt),
    ...crowdedFolders(files, exempt),
    ...texts.filter(({ file }) => !isTest(file)).flatMap((text) => overlongFunctions(text, exempt)),
    ...texts.filter(({ file }) => isTest(file)).flatMap(repeatedTestNames),
    ...gone.map((name) => `exemptions.json: ${name} is gone`),
  ];
}

if (import.meta.main) {
  const found = limitsOf(path.resolve(import.meta.dirname, '../..'));
  for (const line of found) console.log(line);
  process.exitCode = found.length ? 1 : 0;
}
