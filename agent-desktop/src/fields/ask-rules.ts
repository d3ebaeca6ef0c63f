import { fill, labelIn, type Language } from '@hotline/browser-kit';
import { asks, type Asked, type FormName, forms, Refusal } from '@hotline/contracts';
import type { DraftFields } from './merge-drafts.ts';
import { isEmpty } from './merge-drafts.ts';
import { en, zh } from './words.ts';

/** The part of a zod schema that a form reads. */
interface FieldSchema {
  safeParse(value: unknown): { success: boolean; data?: unknown; error?: { issues: readonly Issue[] } };
}
export interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly maximum?: unknown;
  readonly minimum?: unknown;
}

export interface AskedField {
  readonly name: string;
  readonly asked: Asked;
  readonly optional: boolean;
  readonly schema: FieldSchema;
}
export type FieldProblems = Readonly<Record<string, string>>;

/** What a form asks, in order. */
export const askedFields = (form: FormName): AskedField[] =>
  Object.entries(forms[form].shape).flatMap(([name, schema]) => {
    const asked = asks.get(schema as Parameters<typeof asks.get>[0]);
    return asked ? [{ name, asked, schema: schema as FieldSchema, optional: (schema as FieldSchema).safeParse(undefined).success }] : [];
  });

/** A choice's key as the schema takes it: satisfaction is a number. */
export const choiceValue = (schema: FieldSchema, key: string): string | number => (schema.safeParse(key).success ? key : Number(key));

/** Best first: a scale of numbers is read from its top. */
export function choicesOf(asked: Asked): [string, { zh: string; en: string }][] {
  const rows = Object.entries(asked.choices ?? {});
  return rows.every(([key]) => /^\d+$/.test(key)) ? rows.reverse() : rows;
}

export const isShown = ({ asked }: AskedField, values: DraftFields): boolean => !asked.when || values[asked.when.field] === asked.when.is;

/** The fields that are shown and filled, as the server takes them. */
export const filledValues = (fields: readonly AskedField[], values: DraftFields): Record<string, string | number | boolean> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = values[field.name];
      return isShown(field, values) && !isEmpty(value) ? [[field.name, value]] : [];
    }),
  );

/** What is wrong with one value, in her language. */
export function issueText(issue: Issue, value: unknown, language: Language): string {
  const say = language === 'en' ? en : zh;
  const now = typeof value === 'string' ? value.trim().length : 0;
  if (isEmpty(value as never) || (typeof value === 'string' && now === 0))
    return typeof value === 'string' || value == null ? say.fill : say.choose;
  if (issue.code === 'too_big' && typeof issue.maximum === 'number') return fill(say.tooLong, { n: issue.maximum, now });
  if (issue.code === 'too_small' && typeof issue.minimum === 'number') return fill(say.tooShort, { n: issue.minimum });
  return issue.code === 'custom' ? issue.message : say.notRight;
}

/** What is missing or wrong, before the server is asked. */
export function problemsIn(fields: readonly AskedField[], values: DraftFields, language: Language): FieldProblems {
  const found: Record<string, string> = {};
  const say = language === 'en' ? en : zh;
  for (const field of fields) {
    if (!isShown(field, values)) continue;
    const value = values[field.name];
    // a field that only appears with another one's answer belongs to it
    const needed = !field.optional || field.asked.when !== undefined;
    if (isEmpty(value) || (typeof value === 'string' && value.trim() === '')) {
      if (needed) found[field.name] = field.asked.ask === 'line' || field.asked.ask === 'text' ? say.fill : say.choose;
      continue;
    }
    const issue = field.schema.safeParse(value).error?.issues[0];
    if (issue) found[field.name] = issueText(issue, value, language);
  }
  return found;
}

/** The server's problems by field: `body.place.text` is `place.text`. What belongs to no field of this form stays a notice. */
export function serverProblems(error: unknown, names: readonly string[], language: Language): FieldProblems {
  if (!(error instanceof Refusal)) return {};
  const say = language === 'en' ? en : zh;
  const found: Record<string, string> = {};
  for (const { path, message } of error.problem.errors ?? []) {
    const name = path.replace(/^body\.?/, '');
    const field = names.find((one) => one === name || name.startsWith(`${one}.`));
    if (field) found[field] = /[\u4e00-\u9fff]/.test(message) ? message : say.notRight;
  }
  return found;
}

export const fieldLabel = (language: Language, { asked }: AskedField): string => labelIn(language, asked);
