import { z } from 'zod';
import type { Label } from '../words/label.ts';
import { plainText, typedText } from '../words/scalars.ts';
import { refusalReasons, returnReasons, satisfactions, solvedAnswers } from './vocabulary.ts';

/** The widgets a form can ask with; the desk has exactly these. */
export type AskKind = 'line' | 'text' | 'yes-no' | 'unit' | 'choice';
export interface Asked extends Label {
  readonly ask: AskKind;
  /** The words of a choice, by value. */
  readonly choices?: Readonly<Record<string, Label>>;
  /** Shown only when another field of the form has this value. */
  readonly when?: { readonly field: string; readonly is: unknown };
}

/** What each field is called and how it is asked; the rule of the field is its schema. */
export const asks = z.registry<Asked>();
const asked = <T extends z.ZodType>(schema: T, how: Asked): T => {
  asks.add(schema, how);
  return schema;
};
const keys = <T extends Record<string, unknown>>(table: T) => z.enum(Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]);

/** The longest text in a note or an answer, in characters. */
export const NOTE_LENGTH = 2_000;
export const ANSWER_LENGTH = 5_000;

const note = () => typedText(NOTE_LENGTH).min(2);
const noteZh = { ask: 'text', zh: '说明', en: 'Note' } as const;
const words = <T extends z.ZodRawShape>(shape: T, id: string) => z.strictObject(shape).meta({ id });

/** What a step asks; `can[].form` names one of these, in OpenAPI too. */
export const forms = {
  NothingForm: words({}, 'NothingForm'),
  NoteForm: words({ note: asked(note(), noteZh) }, 'NoteForm'),
  AnswerForm: words(
    {
      answer: asked(typedText(ANSWER_LENGTH).min(2).optional(), { ask: 'text', zh: '答复内容', en: 'What was answered' }),
      publicAnswer: asked(typedText(ANSWER_LENGTH).min(2).optional(), { ask: 'text', zh: '公开答复', en: 'Public answer' }),
    },
    'AnswerForm',
  ),
  RefuseForm: words(
    {
      reason: asked(keys(refusalReasons), { ask: 'choice', zh: '不予受理的情形', en: 'Why it is not accepted', choices: refusalReasons }),
      note: asked(note(), noteZh),
    },
    'RefuseForm',
  ),
  DispatchForm: words(
    {
      unit: asked(plainText(40).min(1), { ask: 'unit', zh: '主办单位', en: 'Lead unit' }),
      note: asked(typedText(NOTE_LENGTH).optional(), { ask: 'text', zh: '派单意见', en: 'Note to the unit' }),
    },
    'DispatchForm',
  ),
  ReturnForm: words(
    {
      reason: asked(keys(returnReasons), { ask: 'choice', zh: '退单理由', en: 'Why it goes back', choices: returnReasons }),
      note: asked(note(), { ask: 'text', zh: '依据和建议承办单位', en: 'Legal basis and the unit you propose' }),
    },
    'ReturnForm',
  ),
  ReplyForm: words(
    {
      facts: asked(z.boolean(), { ask: 'yes-no', zh: '诉求是否属实', en: 'Are the facts right?' }),
      contacted: asked(z.boolean(), { ask: 'yes-no', zh: '是否已联系群众', en: 'Was the citizen contacted?' }),
      solved: asked(z.boolean(), { ask: 'yes-no', zh: '是否解决', en: 'Is it solved?' }),
      answer: asked(typedText(ANSWER_LENGTH).min(2), { ask: 'text', zh: '办理情况', en: 'What was done' }),
      publicAnswer: asked(typedText(ANSWER_LENGTH).min(2), { ask: 'text', zh: '公开答复', en: 'Public answer' }),
    },
    'ReplyForm',
  ),
  ProgressForm: words({ note: asked(note(), { ask: 'text', zh: '进展情况', en: 'How far it is' }) }, 'ProgressForm'),
  CallBackForm: words(
    {
      contacted: asked(z.boolean(), { ask: 'yes-no', zh: '① 是否联系上', en: '① Reached?' }),
      solved: asked(keys(solvedAnswers).optional(), {
        ask: 'choice',
        zh: '② 问题是否解决',
        en: '② Solved?',
        choices: solvedAnswers,
        when: { field: 'contacted', is: true },
      }),
      satisfied: asked(z.union([z.literal(4), z.literal(3), z.literal(2), z.literal(1)]).optional(), {
        ask: 'choice',
        zh: '③ 对办理结果是否满意',
        en: '③ Satisfied?',
        choices: satisfactions,
        when: { field: 'contacted', is: true },
      }),
      note: asked(typedText(NOTE_LENGTH).optional(), { ask: 'text', zh: '回访记录', en: 'What was said' }),
    },
    'CallBackForm',
  ),
  RateForm: words(
    {
      satisfied: asked(z.union([z.literal(4), z.literal(3), z.literal(1)]), {
        ask: 'choice',
        zh: '对办理结果是否满意',
        en: 'Satisfied?',
        choices: satisfactions,
      }),
    },
    'RateForm',
  ),
} as const satisfies Record<string, z.ZodObject>;
export type FormName = keyof typeof forms;
export type FormOf<N extends FormName> = z.output<(typeof forms)[N]>;
