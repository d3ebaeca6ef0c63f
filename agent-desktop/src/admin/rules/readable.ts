import { channels, type Label, type LimitRule, ticketTypes, urgencies } from '@hotline/contracts';

type Span = LimitRule['sign'];
type Say = (row: Label) => string;

// prettier-ignore
export const spanUnits = {
  hour:    { zh: '小时',     en: 'hours' },
  day:     { zh: '个自然日', en: 'days' },
  workday: { zh: '个工作日', en: 'working days' },
} as const satisfies Record<Span['unit'], Label>;

export const spanText = ({ amount, unit }: Span, say: Say): string => `${amount} ${say(spanUnits[unit])}`;

/** The words for the conditions of a rule; none: the row for everything else. */
export interface RuleWords {
  readonly all: string;
  readonly and: string;
  readonly or: string;
  categoryName(code: string): string;
  label: Say;
}

/** `咨询 · 紧急 · 电话`: when a row holds, in one line. */
export function conditionText(rule: LimitRule, words: RuleWords): string {
  const { label } = words;
  const parts = [
    rule.type?.map((one) => label(ticketTypes[one])),
    rule.urgency?.map((one) => label(urgencies[one])),
    rule.category?.map((one) => words.categoryName(one)),
    rule.channel?.map((one) => label(channels[one])),
    rule.region,
  ].flatMap((names) => (names && names.length > 0 ? [names.join(words.or)] : []));
  return parts.length > 0 ? parts.join(words.and) : words.all;
}

const conditions = ['type', 'urgency', 'category', 'channel', 'region'] as const;
/** Without conditions; one such row must be there, or some ticket had no deadline. */
export const isDefault = (rule: Partial<LimitRule>): boolean => conditions.every((name) => (rule[name] ?? []).length === 0);

/** A row as the contract wants it: an empty condition is none. */
export function cleanRule(rule: LimitRule): LimitRule {
  const given = Object.entries(rule).filter(
    ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(given) as LimitRule;
}
