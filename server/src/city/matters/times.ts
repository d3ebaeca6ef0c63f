import { between, chance, type Dice, pick } from '../dice.ts';

const numerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
/** 3 → 三, 24 → 二十四; up to 99. */
export const tens = (value: number): string =>
  value < 10
    ? (numerals[value] as string)
    : `${value < 20 ? '' : numerals[Math.floor(value / 10)]}十${value % 10 ? numerals[value % 10] : ''}`;
/** As people count things: 两, not 二. */
export const counted = (random: Dice, from: number, to: number): string => tens(between(random, from, to)).replace(/^二$/, '两');

const hours = [
  ['早上', 5, 8],
  ['上午', 9, 11],
  ['中午', 12, 12],
  ['下午', 1, 5],
  ['傍晚', 6, 7],
  ['晚上', 8, 11],
] as const;
export function clock(random: Dice): string {
  const [part, from, to] = pick(random, hours);
  return `${part}${between(random, from, to)}点${pick(random, ['', '', '多', '半', '左右', '一刻', '二十'])}`;
}

interface Moment {
  readonly words: (random: Dice) => string;
  readonly daysAgo: number;
  /** Whether a time of day fits behind it. */
  readonly exact: boolean;
}
const exact = (words: string, daysAgo: number): Moment => ({ words: () => words, daysAgo, exact: true });
/** Old to new: relative words, so that a text needs no clock. */
const moments: readonly Moment[] = [
  { words: (random) => `${counted(random, 2, 6)}个月前`, daysAgo: 100, exact: false },
  { words: () => '上上个月', daysAgo: 60, exact: false },
  { words: (random) => `上个月${between(random, 1, 15)}号`, daysAgo: 40, exact: true },
  { words: (random) => `上个月${between(random, 16, 28)}号`, daysAgo: 27, exact: true },
  { words: (random) => `${pick(random, ['十来', '十几', '二十来'])}天前`, daysAgo: 15, exact: false },
  ...['上周一', '上周二', '上周三', '上周四', '上周五', '上周六', '上周日'].map((words, at) => exact(words, 10 - at)),
  exact('大前天', 3),
  exact('前天', 2),
  exact('昨天', 1),
];

const spans: readonly (readonly [atLeast: number, words: readonly string[]])[] = [
  [60, ['两三个月', '三个来月', '小半年', '一百来天', '好几个月', '快一个季度']],
  [25, ['一个多月', '快四十天', '一个月出头', '四五个星期', '三十多天', '个把月']],
  [12, ['半个来月', '十几天', '两个多星期', '快三个星期', '十六七天']],
  [4, ['一个星期', '七八天', '快十天', '五六天', '一个多星期', '好些天']],
  [0, ['两三天', '整整两天', '一天多', '几十个小时', '两天两夜', '好几天']],
];

/** The times a matter speaks of: each later one lies no earlier, and how long it has gone on fits the first. */
export class Timeline {
  readonly #random: Dice;
  readonly #oldest: number;
  #at: number | undefined;
  #daysAgo: number | undefined;
  first: string | undefined;

  /** `lately`: the last few days only, as in a reply. */
  constructor(random: Dice, lately: boolean) {
    this.#random = random;
    this.#oldest = lately ? moments.length - 4 : 0;
  }

  say(name: 'day' | 'when' | 'since' | 'span'): string {
    if (name === 'span') return this.#span();
    const last = moments.length - 1;
    this.#at =
      this.#at === undefined
        ? between(this.#random, this.#oldest, last - 2)
        : between(this.#random, this.#at, Math.min(this.#at + 4, last));
    const moment = moments[this.#at] as Moment;
    this.#daysAgo ??= moment.daysAgo;
    const hour = moment.exact && (name === 'when' || (name === 'since' && chance(this.#random, 0.5))) ? clock(this.#random) : '';
    const said = moment.words(this.#random) + hour;
    this.first ??= said;
    return name === 'since' ? `从${said}起` : said;
  }

  #span(): string {
    this.#daysAgo ??= pick(this.#random, [5, 14, 30, 70]);
    const [, words] = spans.find(([atLeast]) => (this.#daysAgo as number) >= atLeast) as (typeof spans)[number];
    return pick(this.#random, words);
  }
}
