import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasDefault, henanProfile, type LimitRule, ruleFor, type TicketFacts } from './rules.ts';

const base: LimitRule = {
  dispatch: { amount: 24, unit: 'hour' },
  sign: { amount: 24, unit: 'hour' },
  handle: { amount: 5, unit: 'workday' },
  extensionCap: { amount: 5, unit: 'workday' },
  graceHours: 2,
};
/** A rule that is known by the days it gives. */
const rule = (days: number, named: Partial<LimitRule> = {}): LimitRule => ({
  ...base,
  ...named,
  handle: { amount: days, unit: 'workday' },
});
const facts: TicketFacts = { type: 'complain', urgency: 'urgent', category: 'water-outage', channel: 'phone', region: '411402' };
const daysFor = (rules: readonly LimitRule[], more: Partial<TicketFacts> = {}): number =>
  ruleFor(rules, { ...facts, ...more }).handle.amount;

describe('the rule that fits best', () => {
  test('names the most fields', () => {
    const rules = [rule(1, { type: ['complain'], channel: ['phone'] }), rule(2, { category: ['water'] }), rule(3)];
    expect(daysFor(rules)).toBe(1);
    expect(daysFor(rules, { channel: 'web' })).toBe(2);
    expect(daysFor(rules, { channel: 'web', category: 'road' })).toBe(3);
  });

  test('of as many fields, category comes before urgency, type, channel and region', () => {
    const one = { category: ['water'], urgency: ['urgent'], type: ['complain'], channel: ['phone'], region: ['4114'] };
    const rules = Object.entries(one).map(([field, values], index) => rule(index + 1, { [field]: values }));
    for (const [index] of rules.entries()) expect(daysFor(rules.slice(index).reverse())).toBe(index + 1);
    expect(daysFor([rule(1, { category: ['water'], region: ['41'] }), rule(2, { urgency: ['urgent'], type: ['complain'] })])).toBe(1);
  });

  test('of two on the same fields, the narrower category is meant, then the narrower region, then the later row', () => {
    expect(daysFor([rule(1, { category: ['water-outage'] }), rule(2, { category: ['water', 'gas'] })])).toBe(1);
    expect(daysFor([rule(1, { region: ['411402'] }), rule(2, { region: ['41'] })])).toBe(1);
    expect(daysFor([rule(1, { type: ['complain'] }), rule(2, { type: ['complain', 'report'] })])).toBe(2);
    expect(daysFor([rule(1), rule(2)])).toBe(2);
  });

  test('codes nest by position where they are digits, at a hyphen where they are words', () => {
    const rules = [rule(1), rule(2, { category: ['water', '0412'] })];
    expect(['water', 'water-outage', '0412', '041203'].map((category) => daysFor(rules, { category }))).toEqual([2, 2, 2, 2]);
    expect(['waterways', '04', '0413', '0412-a', 'wate'].map((category) => daysFor(rules, { category }))).toEqual([1, 1, 1, 1, 1]);
  });

  test('a field that the ticket does not have fits no rule that names it; an empty list names nothing', () => {
    expect(ruleFor([rule(1), rule(2, { region: ['4114'] })], { type: 'help', urgency: 'normal' }).handle.amount).toBe(1);
    expect(daysFor([rule(1, { type: [] }), rule(2, { type: ['help'] })])).toBe(1);
  });

  test('none at all is a bug, and says what the set lacks', () => {
    expect(() => ruleFor([rule(1, { type: ['help'] })], facts)).toThrow(
      'no rule fits a ticket of type complain: a rule set needs a row that names nothing',
    );
    expect(hasDefault([rule(1, { type: ['help'] })])).toBe(false);
    expect(hasDefault([rule(1, { type: [] })])).toBe(true);
  });

  test('the order of rows that weigh differently does not matter', () => {
    const rules = [
      rule(1),
      rule(2, { type: ['complain'] }),
      rule(3, { urgency: ['urgent'] }),
      rule(4, { urgency: ['urgent'], type: ['complain'] }),
    ];
    fc.assert(fc.property(fc.shuffledSubarray(rules, { minLength: 4 }), (shuffled) => daysFor(shuffled) === 4));
  });
});

describe("Henan's default limits (DOMAIN 2.2)", () => {
  const of = (type: string, urgency = 'normal') => ruleFor(henanProfile.rules, { type, urgency, category: 'road', channel: 'phone' });

  test.each([
    ['consult', 3],
    ['help', 5],
    ['suggest', 5],
    ['opinion', 5],
    ['complain', 10],
    ['report', 10],
  ])('%s is handled in %i working days, urgent or not; an extension adds as many at most', (type, amount) => {
    for (const urgency of ['normal', 'urgent', 'critical']) {
      expect(of(type, urgency).handle).toEqual({ amount, unit: 'workday' });
      expect(of(type, urgency).extensionCap).toEqual({ amount, unit: 'workday' });
    }
  });

  test('an ordinary ticket is dispatched and signed within 24 hours each, and nobody need call at once', () => {
    const { dispatch, sign, contact, graceHours } = of('complain');
    expect([dispatch, sign, contact, graceHours]).toEqual([{ amount: 24, unit: 'hour' }, { amount: 24, unit: 'hour' }, undefined, 2]);
  });

  test.each(['urgent', 'critical'])(
    'a mass outage (%s) is dispatched within 2 hours, and the citizen hears within 2 of the signature',
    (urgency) => {
      const { dispatch, sign, contact, graceHours } = of('help', urgency);
      expect([dispatch, sign, contact, graceHours]).toEqual([
        { amount: 2, unit: 'hour' },
        { amount: 24, unit: 'hour' },
        { amount: 2, unit: 'hour' },
        0,
      ]);
    },
  );

  test('every ticket finds a rule', () => {
    expect(hasDefault(henanProfile.rules)).toBe(true);
  });
});
