import { forms, type Label, satisfactions, solvedAnswers } from '@hotline/contracts';

/** Three questions of the callback, in the order in which they are asked; ② and ③ only if she was reached. */
export interface Said {
  readonly contacted?: boolean;
  readonly solved?: keyof typeof solvedAnswers;
  readonly satisfied?: 1 | 2 | 3 | 4;
}
export type Question = keyof Said;

const reached = { yes: { zh: '联系上了', en: 'Reached' }, no: { zh: '打不通', en: 'Not reached' } } as const satisfies Record<
  string,
  Label
>;

type Answer = readonly [value: boolean | string | number, label: Label];
export const questions: Readonly<Record<Question, readonly Answer[]>> = {
  contacted: [
    [true, reached.yes],
    [false, reached.no],
  ],
  solved: Object.entries(solvedAnswers),
  // 4 is best and stands first, as it is read out
  satisfied: ([4, 3, 2, 1] as const).map((mark): Answer => [mark, satisfactions[mark]]),
};
export const questionNames = Object.keys(questions) as Question[];

export const isAsked = (question: Question, said: Said): boolean => question === 'contacted' || said.contacted === true;

/** The first question without an answer; the last one when all have theirs. */
export const currentQuestion = (said: Said): Question => {
  const asked = questionNames.filter((question) => isAsked(question, said));
  return asked.find((question) => said[question] === undefined) ?? asked.at(-1) ?? 'contacted';
};

/** An answer given; “not reached” takes back what was said about the rest. */
export const answered = (said: Said, question: Question, value: Answer[0]): Said =>
  question === 'contacted' && value === false ? { contacted: false } : { ...said, [question]: value };

/** Solved must be known when she was reached; how satisfied she is may stay open. */
export const isComplete = (said: Said): boolean => said.contacted === false || (said.contacted === true && said.solved !== undefined);

/** What a draft holds of the answers; whatever does not fit the form is as if unsaid. */
export function saidIn(fields: Readonly<Record<string, unknown>>): Said {
  const { contacted, solved, satisfied } = forms.CallBackForm.shape;
  const read = {
    contacted: contacted.safeParse(fields['contacted']),
    solved: solved.safeParse(fields['solved']),
    satisfied: satisfied.safeParse(fields['satisfied']),
  };
  return {
    ...(read.contacted.success ? { contacted: read.contacted.data } : {}),
    ...(read.solved.data === undefined ? {} : { solved: read.solved.data }),
    ...(read.satisfied.data === undefined ? {} : { satisfied: read.satisfied.data }),
  };
}
