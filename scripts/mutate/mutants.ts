import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** One cell of a table made wrong. */
export interface Mutant {
  /** `ticketLifecycle.dispatch.by without owner`: what a person looks for. */
  readonly name: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The tests that should notice: the quick ones first, then those that need the database. */
  readonly judges: Judges;
}
export type Judges = readonly (readonly string[])[];

type Flip = 'remove' | 'add' | 'other';
interface Column {
  readonly flips: readonly Flip[];
  /** The table of words that may stand in the cell. */
  readonly words?: string;
  /** Absent cells get a word as well. */
  readonly mayBeAbsent?: true;
}
interface Table {
  readonly file: string;
  readonly name: string;
  readonly columns: Readonly<Record<string, Column>>;
  readonly judges: Judges;
}

const ticketJudges: Judges = [
  ['ticketing/src/lifecycle', 'ticketing/src/notices'],
  ['ticketing/tests/stories', 'ticketing/tests/matrix'],
];
const callJudges: Judges = [['telephony/src/board']];
const TICKETS = 'contracts/src/tickets/lifecycle.ts';
const CALLS = 'contracts/src/calls/lifecycle.ts';
const PRESENCE = 'contracts/src/calls/presence.ts';
const states = (words: string): Column => ({ flips: ['remove', 'add'], words });
const drop: Column = { flips: ['remove'] };

// prettier-ignore
const tables: readonly Table[] = [
  { file: TICKETS, name: 'ticketLifecycle', judges: ticketJudges, columns: {
    from: states('ticketStates'), to: { flips: ['other'], words: 'ticketStates', mayBeAbsent: true }, by: states('relations'),
    guard: { flips: ['other'] }, sets: drop, effects: drop, unless: drop } },
  { file: TICKETS, name: 'ticketClocks', judges: ticketJudges, columns: { runsIn: states('ticketStates'), stoppedBy: { flips: ['remove', 'add'], words: 'ticketLifecycle' }, tells: drop } },
  { file: TICKETS, name: 'signals', judges: ticketJudges, columns: { alsoTells: drop } },
  { file: CALLS, name: 'callLifecycle', judges: callJudges, columns: { from: states('callStates'), to: { flips: ['other'], words: 'callStates' }, sets: drop, effects: drop } },
  { file: PRESENCE, name: 'presence', judges: callJudges, columns: { from: states('agentStates'), to: { flips: ['other'], words: 'agentStates' } } },
];

/** The object behind `export const NAME = {…} as const satisfies …`. */
function tableIn(tree: ts.SourceFile, name: string): ts.ObjectLiteralExpression {
  for (const statement of tree.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name: declared, initializer } of statement.declarationList.declarations) {
      let at: ts.Expression | undefined = initializer;
      while (at && (ts.isSatisfiesExpression(at) || ts.isAsExpression(at))) at = at.expression;
      if (declared.getText(tree) === name && at && ts.isObjectLiteralExpression(at)) return at;
    }
  }
  throw new Error(`${tree.fileName} has no table ${name} any more: mend scripts/mutate/mutants.ts`);
}

const nameOf = (property: ts.ObjectLiteralElementLike): string =>
  property.name && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name)) ? property.name.text : '';
const cellsOf = (row: ts.ObjectLiteralExpression): Map<string, ts.Expression> =>
  new Map(row.properties.flatMap((one) => (ts.isPropertyAssignment(one) ? [[nameOf(one), one.initializer] as const] : [])));
const list = (words: readonly string[]): string => `[${words.map((word) => `'${word}'`).join(', ')}]`;

/** What a cell may be instead, with how that is called. */
function* wrongOf(cell: ts.Expression, { flips }: Column, all: readonly string[]): Generator<{ what: string; text: string }> {
  if (ts.isArrayLiteralExpression(cell)) {
    const words = cell.elements.flatMap((one) => (ts.isStringLiteral(one) ? [one.text] : []));
    if (flips.includes('remove'))
      for (const word of words) yield { what: `without ${word}`, text: list(words.filter((one) => one !== word)) };
    if (flips.includes('add'))
      for (const word of all) if (!words.includes(word)) yield { what: `with ${word}`, text: list([...words, word]) };
  } else if (ts.isStringLiteral(cell)) {
    if (flips.includes('remove')) yield { what: `without ${cell.text}`, text: 'undefined' };
    const others = all.length > 0 ? all : ['always'];
    if (flips.includes('other'))
      for (const word of others) if (word !== cell.text) yield { what: `${word}, not ${cell.text}`, text: `'${word}'` };
  }
}

/** Every way in which one cell of the tables can be wrong, in the order of the files. */
export function allMutants(root: string): Mutant[] {
  return tables.flatMap(({ file, name, columns, judges }) => {
    const tree = ts.createSourceFile(file, fs.readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
    return tableIn(tree, name).properties.flatMap((row) => {
      if (!ts.isPropertyAssignment(row) || !ts.isObjectLiteralExpression(row.initializer)) return [];
      const cells = cellsOf(row.initializer);
      const after = row.initializer.getStart(tree) + 1;
      return Object.entries(columns).flatMap(([column, rule]): Mutant[] => {
        const all = rule.words ? tableIn(tree, rule.words).properties.map(nameOf) : [];
        const where = `${name}.${nameOf(row)}.${column}`;
        const cell = cells.get(column);
        if (cell) {
          const [start, end] = [cell.getStart(tree), cell.end];
          return [...wrongOf(cell, rule, all)].map(({ what, text }) => ({ name: `${where} ${what}`, file, start, end, text, judges }));
        }
        if (!rule.mayBeAbsent) return [];
        return all.map((word) => ({
          name: `${where} ${word}, not absent`,
          file,
          start: after,
          end: after,
          text: ` ${column}: '${word}',`,
          judges,
        }));
      });
    });
  });
}

export const mutatedSource = (root: string, { file, start, end, text }: Mutant): string => {
  const source = fs.readFileSync(path.join(root, file), 'utf8');
  return source.slice(0, start) + text + source.slice(end);
};
