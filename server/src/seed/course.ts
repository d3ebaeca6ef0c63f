import {
  type RefusalReason,
  refusalReasons,
  type ReturnReason,
  returnReasons,
  type TicketMove,
  type TicketState,
} from '@hotline/contracts';
import {
  chance,
  type CityTicket,
  composeNote,
  composeRefusal,
  composeReply,
  composeReturn,
  type Dice,
  duties,
  dutyFor,
  pick,
  unitAt,
} from '../city/index.ts';

/** Who makes a step of an invented ticket. */
export type By = 'agent' | 'dispatcher' | 'callback' | { readonly unit: string };

export interface Wanted {
  readonly event: TicketMove;
  readonly by: By;
  readonly form: Record<string, unknown>;
  /** Hours after the step before. */
  readonly after: number;
}

const keys = <T extends Record<string, unknown>>(table: T) => Object.keys(table) as (keyof T & string)[];

/** The course of one invented ticket: the steps that lead to a state, each with its words. */
export class Course {
  readonly #random: Dice;
  readonly #ticket: CityTicket;
  readonly #unit: string;

  constructor(random: Dice, ticket: CityTicket) {
    this.#random = random;
    this.#ticket = ticket;
    this.#unit = dutyFor(ticket.category, ticket.region).unit;
  }

  towards(state: TicketState): Wanted[] {
    if (state === 'received') return this.#chance(0.5) ? [{ event: 'take', by: 'agent', form: {}, after: 0.1 }] : [];
    if (state === 'returned') return this.#sentBack();
    const end = state === 'archived' ? [this.#step('archive', 'callback', {}, 10, 40)] : [];
    const ended = state === 'closed' || state === 'archived';
    const short = ended ? this.#atOnce() : undefined;
    if (short) return [...short, ...end];
    const steps = [...(this.#chance(0.06) ? this.#sentBack() : []), this.#dispatch(this.#unit)];
    if (state === 'assigned') return steps;
    if (ended && this.#chance(0.03)) return [...steps, this.#step('withdraw', 'agent', { note: this.#note('withdraw') }, 2, 30), ...end];
    steps.push(this.#byUnit('sign', {}, 0.3, 22));
    if (this.#chance(0.2)) steps.push(this.#byUnit('progress', { note: this.#note('progress') }, 1, 20));
    if (state === 'handling') return steps;
    steps.push(this.#reply());
    if (state === 'replied')
      return this.#chance(0.3) ? [...steps, this.#calledBack({ contacted: false, note: this.#note('no-answer') })] : steps;
    steps.push(...this.#checked());
    return state === 'called-back' ? steps : [...steps, this.#step('close', 'callback', {}, 0.1, 2), ...end];
  }

  /** Answered or refused while the citizen was on the phone; undefined: it becomes work for a unit. */
  #atOnce(): Wanted[] | undefined {
    const { category, region, type, matter } = this.#ticket;
    if (this.#chance(type === 'consult' ? 0.8 : 0.12)) {
      const { answer, publicAnswer } = composeReply(this.#random, { category, type, region, about: matter.body });
      return [{ event: 'answer', by: 'agent', form: { answer, publicAnswer }, after: 0.1 }];
    }
    if (!this.#chance(0.05)) return undefined;
    const reason: RefusalReason = pick(this.#random, keys(refusalReasons));
    return [
      { event: 'refuse', by: 'agent', form: { reason, note: composeRefusal(this.#random, reason, { category, region }) }, after: 0.1 },
    ];
  }

  /** To the wrong unit first, which gives it back. */
  #sentBack(): Wanted[] {
    const { category, region } = this.#ticket;
    const others = duties.filter(({ unit }) => unit !== this.#unit);
    const wrong = pick(this.#random, others).unit;
    const reason: ReturnReason = pick(this.#random, keys(returnReasons));
    const note = composeReturn(this.#random, reason, { category, region, unit: unitAt(this.#unit)?.name ?? this.#unit });
    return [this.#dispatch(wrong), this.#step('return', { unit: wrong }, { reason, note }, 1, 20)];
  }

  #dispatch(unit: string): Wanted {
    return this.#step('dispatch', this.#chance(0.4) ? 'agent' : 'dispatcher', { unit, note: this.#note('dispatch') }, 0.1, 8);
  }

  #reply(): Wanted {
    const { category, region, type, matter } = this.#ticket;
    const { answer, publicAnswer, facts, contacted, solved } = composeReply(this.#random, { category, type, region, about: matter.body });
    return this.#byUnit('reply', { answer, publicAnswer, facts, contacted, solved }, 4, type === 'consult' ? 70 : 130);
  }

  /** What the citizen says of it; an unsolved one is mostly done again. */
  #checked(): Wanted[] {
    const solved = this.#chance(0.9) ? 'yes' : this.#chance(0.6) ? 'partly' : 'no';
    const again = solved === 'no' && this.#chance(0.7);
    const before = again
      ? [
          this.#calledBack({ contacted: true, solved, satisfied: 1, note: this.#note('call-back') }),
          this.#step('redo', 'callback', { note: this.#note('redo') }, 0.1, 0.4),
          this.#reply(),
        ]
      : [];
    const satisfied = solved === 'yes' ? pick(this.#random, [4, 4, 4, 3]) : pick(this.#random, [3, 2, 1]);
    return [...before, this.#calledBack({ contacted: true, solved, satisfied, note: this.#note('call-back') })];
  }

  #calledBack(form: Record<string, unknown>): Wanted {
    return this.#step('call-back', 'callback', form, 2, 30);
  }

  #byUnit(event: TicketMove, form: Record<string, unknown>, from: number, to: number): Wanted {
    return this.#step(event, { unit: this.#unit }, form, from, to);
  }

  #step(event: TicketMove, by: By, form: Record<string, unknown>, from: number, to: number): Wanted {
    return { event, by, form, after: from + this.#random() * (to - from) };
  }

  #note(kind: Parameters<typeof composeNote>[1]): string {
    const { category, region } = this.#ticket;
    return composeNote(this.#random, kind, { category, region });
  }

  #chance(share: number): boolean {
    return chance(this.#random, share);
  }
}
