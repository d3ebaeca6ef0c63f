import type { CityDate, Limit } from '@hotline/platform';

/** What a rule may ask of a ticket. A rule that names nothing fits every ticket. */
interface Conditions {
  readonly category?: readonly string[] | undefined;
  readonly urgency?: readonly string[] | undefined;
  readonly type?: readonly string[] | undefined;
  readonly channel?: readonly string[] | undefined;
  readonly region?: readonly string[] | undefined;
}

/** One row of a city's time limits: (type × urgency × category × channel × region) → limits. Each field lists the values that fit. */
export interface LimitRule extends Conditions {
  /** From filing to dispatch. */
  readonly dispatch: Limit;
  /** From dispatch to the unit's signature. */
  readonly sign: Limit;
  /** From the signature to the first word to the citizen; absent where the city asks for none. */
  readonly contact?: Limit | undefined;
  /** From the first dispatch to the answer. */
  readonly handle: Limit;
  /** What one extension may add at most. */
  readonly extensionCap: Limit;
  /** Of hour clocks: from 黄牌 to 红牌. */
  readonly graceHours: number;
}

export interface RuleSet {
  readonly name: string;
  readonly source: string;
  /** The first day on which tickets are counted by it. */
  readonly from: CityDate;
  readonly rules: readonly LimitRule[];
}

/** What a ticket is, for its limits. */
export interface TicketFacts {
  readonly type: string;
  readonly urgency: string;
  readonly category?: string | undefined;
  readonly channel?: string | undefined;
  readonly region?: string | undefined;
}

/** The fields by weight: between two rules that name equally many, the one whose first difference is named here first is meant. */
const precedence = ['category', 'urgency', 'type', 'channel', 'region'] as const satisfies readonly (keyof Conditions)[];
type Field = (typeof precedence)[number];
const nested: ReadonlySet<Field> = new Set<Field>(['category', 'region']);

/** Codes nest by their beginning: digits by position (4114 holds 411402), words at a hyphen (`water` holds `water-outage`, not `waterways`). */
const isWithin = (code: string, above: string): boolean =>
  code === above || (code.startsWith(above) && (/^\d+$/.test(above) ? /^\d/ : /^-/).test(code.slice(above.length)));

/** How long the named value is that fits: a narrower category weighs more. `undefined`: the field does not fit. An empty list names nothing. */
function fitOf(rule: Conditions, field: Field, facts: TicketFacts): number | undefined {
  const named = rule[field];
  if (!named?.length) return 0;
  const fact = facts[field];
  const fitting = fact === undefined ? [] : named.filter((value) => (nested.has(field) ? isWithin(fact, value) : fact === value));
  return fitting.length ? Math.max(...fitting.map((value) => value.length)) : undefined;
}

/** A rule's weight, compared from left to right: how many fields it names, which, how narrowly. `undefined`: it does not fit. */
function weightOf(rule: LimitRule, facts: TicketFacts): number[] | undefined {
  const fits = precedence.map((field) => fitOf(rule, field, facts));
  if (fits.some((fit) => fit === undefined)) return undefined;
  const names = fits.map((fit) => (fit ? 1 : 0));
  const narrowness = precedence.map((field, index) => (nested.has(field) ? (fits[index] ?? 0) : 0));
  return [names.reduce<number>((sum, one) => sum + one, 0), ...names, ...narrowness];
}

const isLighter = (one: readonly number[], other: readonly number[]): boolean => {
  const differs = one.findIndex((value, index) => value !== other[index]);
  return differs >= 0 && (one[differs] ?? 0) < (other[differs] ?? 0);
};

/** The most specific rule that fits; of equals the later row. A set without a row for everything may leave a ticket without one: a bug of who let it in. */
export function ruleFor(rules: readonly LimitRule[], facts: TicketFacts): LimitRule {
  let best: { rule: LimitRule; weight: number[] } | undefined;
  for (const rule of rules) {
    const weight = weightOf(rule, facts);
    if (weight && !(best && isLighter(weight, best.weight))) best = { rule, weight };
  }
  if (!best) throw new Error(`no rule fits a ticket of type ${facts.type}: a rule set needs a row that names nothing`);
  return best.rule;
}

/** Whether every ticket finds a rule: one row names nothing. */
export const hasDefault = (rules: readonly LimitRule[]): boolean => rules.some((rule) => precedence.every((field) => !rule[field]?.length));

const workdays = (amount: number): Limit => ({ amount, unit: 'workday' });
const hours = (amount: number): Limit => ({ amount, unit: 'hour' });

/** Dispatch and signature within 24 hours each, over days off to the next working day; an extension adds at most the limit itself (DOMAIN 2.4). The two hours of grace are ours: the province names none. */
const ordinary = (handle: Limit): LimitRule => ({ dispatch: hours(24), sign: hours(24), handle, extensionCap: handle, graceHours: 2 });
/** 大面积停水停电停气停暖、突发污染: marked urgent at intake. Two hours to dispatch, two from the signature to the first word; no grace. */
const urgent = (rule: LimitRule): LimitRule => ({
  ...rule,
  urgency: ['urgent', 'critical'],
  dispatch: hours(2),
  contact: hours(2),
  graceHours: 0,
});

const henanOrdinary: readonly LimitRule[] = [
  ordinary(workdays(5)), // 求助, 建议, 意见, and whatever a city adds
  { type: ['consult'], ...ordinary(workdays(3)) },
  { type: ['complain', 'report'], ...ordinary(workdays(10)) },
];

/** The default: Henan's rules, as news reported them (DOMAIN 2.2, row Henan; the year is inferred). */
export const henanProfile: RuleSet = {
  name: '河南省 12345 热线办理时限',
  source: '河南省 12345 政务服务便民热线管理办法 (据新闻报道,以正式文本为准)',
  from: '2023-01-01',
  rules: [...henanOrdinary, ...henanOrdinary.map(urgent)],
};
