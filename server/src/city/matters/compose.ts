import type { TicketType } from '@hotline/contracts';
import { categoryAt, subjectOf } from '../categories.ts';
import { chance, type Dice, pick } from '../dice.ts';
import * as frames from './frames.ts';
import { closest } from './likeness.ts';
import { Slots, whereabouts } from './slots.ts';
import { subjectWords } from './subjects/index.ts';

export interface MatterOrder {
  /** A leaf, or a level-2 category: then any of its situations. */
  readonly category: string;
  readonly type: TicketType;
  /** Of any level; below it a place is drawn. */
  readonly region: string;
}

/** The five elements (DOMAIN 2.6) as a citizen would tell them. Times are relative words: a text needs no clock. */
export interface Matter {
  readonly title: string;
  readonly body: string;
  readonly place: string;
  readonly when: string;
  readonly who: string;
  readonly demand: string;
}

type Row = readonly [leaf: string, title: string, told: string, wanted: string];
type Kind = 'problems' | 'questions' | 'ideas';
// prettier-ignore
const kindOf: Record<TicketType, Kind> = { consult: 'questions', help: 'problems', complain: 'problems', report: 'problems', suggest: 'ideas', opinion: 'ideas' };
// prettier-ignore
const spareRows: Record<Kind, readonly Row[]> = {
  problems:  frames.anyProblem.map((told) => ['', '{here}{topic}问题', told, '核实情况，把{topic}的问题解决好']),
  questions: frames.anyQuestion.map((told) => ['', '{topic}的有关规定', told, '{topic}现在是怎么规定的']),
  ideas:     frames.anyIdea.map((told) => ['', '改进{topic}服务', told, '把{topic}的流程和标准公布出来']),
};

function drawRow(random: Dice, { category, type }: MatterOrder): Row {
  const subject = subjectOf(category);
  const leaf = category === subject ? undefined : category.slice(subject.length + 1);
  const kind = kindOf[type];
  const fitting = subjectWords[subject][kind].filter(([of]) => leaf === undefined || of === '' || of === leaf);
  return pick(random, fitting.length > 0 ? fitting : spareRows[kind]);
}

const homes = ['{estate}', '{village}'];
/** Frames that do not move the speaker's home: one who speaks of her village does not live in an estate. */
function suiting(list: readonly string[], told: string): readonly string[] {
  const spoken = homes.filter((home) => told.includes(home));
  if (spoken.length === 0) return list;
  return list.filter((frame) => homes.every((home) => !frame.includes(home) || spoken.includes(home)));
}

/** A leaf of the same level-2 category that has a situation of its own for this type: the same leaf, if it has one. */
export function tellable(random: Dice, category: string, type: TicketType): string {
  const subject = subjectOf(category);
  const leaves = subjectWords[subject][kindOf[type]].map(([leaf]) => (leaf === '' ? subject : `${subject}-${leaf}`));
  return leaves.length === 0 || leaves.includes(category) ? category : pick(random, leaves);
}

/** Whoever of the subject's usual culprits the situation speaks of. */
function culprit(random: Dice, order: MatterOrder, row: Row): string {
  const known = subjectWords[subjectOf(order.category)].whom;
  const named = known.filter((whom) => whom.startsWith('{') && row[2].includes(whom));
  const alike = named.length > 0 ? named : closest(known, row.join(''), 1);
  return pick(random, alike.length > 0 ? alike : ['对方', '责任单位', '管这事的人', '相关负责人']);
}

class Telling {
  readonly sentences: string[] = [];
  readonly #random: Dice;
  readonly #slots: Slots;
  #told: string;

  constructor(random: Dice, slots: Slots, told: string) {
    this.#random = random;
    this.#slots = slots;
    this.#told = told;
  }

  say(text: string): this {
    this.sentences.push(this.#slots.fill(text).replaceAll('；', '。'));
    return this;
  }

  sayOneOf(list: readonly string[]): this {
    const frame = pick(this.#random, suiting(list, this.#told));
    this.#told += frame;
    return this.say(frame);
  }

  sayPerhaps(probability: number, list: readonly string[]): this {
    return chance(this.#random, probability) ? this.sayOneOf(list) : this;
  }

  /** Head, wish and tail as one sentence. */
  wish(heads: readonly string[], wish: string, tails: readonly string[], mark = ''): this {
    const tail = pick(this.#random, suiting(tails, this.#told));
    const head = pick(this.#random, heads);
    return this.say(head + wish + tail + (/^(是不是|能不能)/.test(head) ? '？' : mark));
  }

  greet(probability: number): this {
    const close = this.#told.includes('{kin}') ? [...frames.speakers, ...frames.speakersFor] : frames.speakers;
    const speaker = pick(this.#random, suiting(close, this.#told));
    this.#told += speaker;
    return this.say(chance(this.#random, probability) ? `${pick(this.#random, frames.greetings)}，${speaker}` : speaker);
  }

  text(): string {
    return this.sentences.map((sentence) => (/[？。]$/.test(sentence) ? sentence : `${sentence}。`)).join('');
  }
}

type Teller = (telling: Telling, row: Row) => Telling;
const tellers: Record<TicketType, Teller> = {
  consult: (telling, [, , told, wanted]) =>
    telling.greet(0.7).say(told).sayPerhaps(0.6, frames.askingBackgrounds).wish(frames.askings, wanted, frames.askingTails, '？'),
  help: (telling, [, , told, wanted]) =>
    telling
      .greet(0.6)
      .say(told)
      .sayPerhaps(0.6, frames.attempts)
      .sayPerhaps(0.5, frames.burdens)
      .wish(frames.demandHeads, wanted, frames.demandTails),
  complain: (telling, [, , told, wanted]) =>
    telling
      .greet(0.4)
      .say(told)
      .sayPerhaps(0.6, frames.attempts)
      .sayOneOf(frames.accusations)
      .wish(frames.demandHeads, wanted, frames.demandTails),
  report: (telling, [, , told, wanted]) =>
    telling.greet(0.3).say(told).sayOneOf(frames.reports).wish(frames.demandHeads, wanted, frames.demandTails),
  suggest: (telling, [, , told, wanted]) => telling.greet(0.6).say(told).wish(frames.proposalHeads, wanted, frames.proposalTails),
  opinion: (telling, [, , told, wanted]) => telling.greet(0.4).say(told).wish(frames.opinionHeads, wanted, frames.opinionTails),
};
// prettier-ignore
const titleOf: Record<TicketType, (title: string) => string> = {
  consult: (title) => `咨询${title}`,   help: (title) => title,                 complain: (title) => `投诉${title}`,
  report:  (title) => `举报${title}`,   suggest: (title) => `建议${title}`,     opinion: (title) => `对${title}的意见`,
};
/** 我母亲 is the citizen's word; a title is the hotline's. */
const impersonal = (title: string): string => title.replace(/我(?=[母父岳婆公大姨舅姑儿女孙外侄])/g, '');

function placeOf(slots: Slots, told: string): string {
  const here = slots.say('here');
  if (told.includes('{village}') && !told.includes('{estate}')) return slots.say('village');
  const spot = slots.known('cross') ?? slots.known('road') ?? '';
  const estate = slots.known('estate');
  return here + (estate === undefined ? spot || slots.say('road') : estate + (slots.known('home') ?? ''));
}

/** Whom it happened to: the caller, or the relative she speaks for. */
function whoOf(slots: Slots, told: string): string {
  const other = (told.includes('{kin}') ? slots.known('kin') : undefined) ?? (told.includes('{child}') ? slots.known('child') : undefined);
  return other === undefined ? '来电人本人' : other.replace('我', '来电人的');
}

/** A citizen's matter, in her own words. Nothing in it is real but the names of the regions. */
export function composeMatter(random: Dice, order: MatterOrder): Matter {
  const row = drawRow(random, order);
  const slots = new Slots(random, { ...whereabouts(random, order.region), topic: categoryAt(order.category)?.name ?? '' });
  const told = row.join('');
  if (order.type === 'complain' || order.type === 'report') slots.name('whom', slots.fill(culprit(random, order, row)));
  const title = impersonal(slots.fill(titleOf[order.type](row[1])));
  const body = tellers[order.type](new Telling(random, slots, told), row).text();
  const demand = slots.fill(row[3]);
  return { title, body, place: placeOf(slots, told), when: slots.when, who: whoOf(slots, row[2]), demand };
}
