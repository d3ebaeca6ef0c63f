import { fill, type Language, wordsIn } from '@hotline/browser-kit';
import { fieldsOfSource, pointIn, tellings, TicketFiling, type TicketFiling as Filing, ticketTypes, urgencies } from '@hotline/contracts';
import { type Issue, issueText } from '../fields/ask-rules.ts';
import { type DraftFields, isEmpty } from '../fields/merge-drafts.ts';
import * as words from './words.ts';

const textOf = (fields: DraftFields, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' ? value.trim() : '';
};

/** A title is proposed from this many characters of 事由 at most; it may have 120. */
const PROPOSED = 30;

/** 标题 from the first words of 事由: whole clauses as long as they fit. */
export function proposedTitle(body: string): string {
  const flat = body.replace(/\s+/g, ' ').trim();
  const sentence = /^[^。!?!?\n;;]*/.exec(flat)?.[0].trim() || flat;
  if ([...sentence].length <= PROPOSED) return sentence;
  let title = '';
  for (const clause of sentence.split(/(?<=[,,、])/)) {
    if ([...(title + clause).replace(/[,,、\s]+$/, '')].length > PROPOSED) break;
    title += clause;
  }
  return (title || [...sentence].slice(0, PROPOSED).join('')).replace(/[,,、\s]+$/, '');
}

export const titleOf = (fields: DraftFields): string => textOf(fields, 'title') || proposedTitle(textOf(fields, 'body'));

/** 五要素: 时间 地点 人物 事由 诉求. */
export const elements = ['when', 'place', 'who', 'body', 'demand'] as const;
export type Element = (typeof elements)[number];
export function filledElements(fields: DraftFields): ReadonlySet<Element> {
  const has = (...names: string[]): boolean => names.some((name) => textOf(fields, name) !== '');
  const filled: Record<Element, boolean> = {
    when: has('when'),
    place: has('place.text', 'place.regionCode'),
    who: has('who', 'contact.name'),
    body: has('body'),
    demand: has('demand'),
  };
  return new Set(elements.filter((one) => filled[one]));
}

/** Chosen by nobody, so they don't make a draft worth keeping. */
const notWords = ['callId', 'channel', 'conversationId', 'tells'];
export const hasWords = (fields: DraftFields): boolean =>
  Object.entries(fields).some(
    ([name, value]) => !notWords.includes(name) && !isEmpty(value) && (typeof value !== 'string' || value.trim() !== ''),
  );

const keyOf = <T extends Record<string, unknown>>(table: T, value: unknown): (keyof T & string) | undefined =>
  typeof value === 'string' && Object.hasOwn(table, value) ? (value as keyof T & string) : undefined;

/** What was written of the chosen source; what was written of another one before stays in the draft and is not sent. */
const sourceIn = (fields: DraftFields): Record<string, string> =>
  Object.fromEntries(
    fieldsOfSource(textOf(fields, 'channel')).flatMap(([name]) => {
      const value = textOf(fields, `source.${name}`);
      return value === '' ? [] : [[name, value]];
    }),
  );

/** What she marked on the map. */
const pointOf = (fields: DraftFields) => {
  const point = pointIn(textOf(fields, 'place.point'));
  return point ? { point } : {};
};

/** What is sent, and what is missing by field. */
export function filingOf(
  fields: DraftFields,
  from: { callId: string | null; draftId: string | null },
  language: Language,
): { filing: Filing; problems?: undefined } | { filing?: undefined; problems: Readonly<Record<string, string>> } {
  const optional = (name: string, as = name): Record<string, string> => (textOf(fields, name) ? { [as]: textOf(fields, name) } : {});
  const sent = {
    type: keyOf(ticketTypes, fields['type']),
    category: textOf(fields, 'category') || undefined,
    title: titleOf(fields),
    body: textOf(fields, 'body'),
    contact: { ...optional('contact.name', 'name'), ...optional('contact.phone', 'phone'), ...optional('contact.idNumber', 'idNumber') },
    place: { text: textOf(fields, 'place.text'), ...optional('place.regionCode', 'regionCode'), ...pointOf(fields) },
    ...optional('when'),
    ...optional('who'),
    ...optional('demand'),
    urgency: keyOf(urgencies, fields['urgency']) ?? 'normal',
    ...optional('channel'),
    source: sourceIn(fields),
    ...optional('conversationId'),
    confidential: fields['confidential'] === true,
    tells: keyOf(tellings, fields['tells']) ?? 'all',
    ...(from.callId ? { callId: from.callId } : {}),
    ...(from.draftId ? { draftId: from.draftId } : {}),
  };
  const parsed = TicketFiling.safeParse(sent);
  if (parsed.success) return { filing: parsed.data };
  const problems: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const name = issue.path.join('.');
    // without 事由 there is no title to propose: one problem is enough
    if (name === 'title' && sent.body === '') continue;
    problems[name] ??= issueText(issue as Issue, fields[name] ?? (name === 'title' ? sent.title : undefined), language);
    if (name === 'type' || name === 'category') problems[name] = wordsIn(language, words).choose;
  }
  return { problems };
}

/** Read out in groups: 2511 2600 0123, 482 913. */
export const spokenDigits = (digits: string): string =>
  digits.length === 11
    ? digits.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3')
    : digits.replace(digits.length % 4 === 0 ? /(\d{4})(?=\d)/g : /(\d{3})(?=\d)/g, '$1 ');

export const elementsText = (filled: ReadonlySet<Element>, language: Language): string => {
  const say = wordsIn(language, words);
  const missing = elements.filter((one) => !filled.has(one)).map((one) => say[one]);
  return missing.length === 0 ? say.allElements : fill(say.missingElements, { what: missing.join(language === 'zh' ? '、' : ', ') });
};
