import { z } from 'zod';
import { keysOf } from '../calls/operations.ts';
import { route } from '../http/route.ts';
import { Moment, plainText, typedText, Version } from '../words/scalars.ts';
import { CategoryCode, CityDay, RegionCode } from './operations.ts';
import { channels, ticketTypes, urgencies } from './vocabulary.ts';

/** A span: clock hours, natural days, or working days. */
export const Limit = z.strictObject({ amount: z.int().min(1).max(400), unit: z.enum(['hour', 'day', 'workday']) }).meta({ id: 'Limit' });
export const LimitRule = z
  .strictObject({
    type: z.array(keysOf(ticketTypes)).optional(),
    urgency: z.array(keysOf(urgencies)).optional(),
    /** Codes; a category below one of them counts too. */
    category: z.array(CategoryCode).optional(),
    channel: z.array(keysOf(channels)).optional(),
    region: z.array(RegionCode).optional(),
    dispatch: Limit,
    sign: Limit,
    contact: Limit.optional(),
    handle: Limit,
    extensionCap: Limit,
    graceHours: z.int().min(0).max(72),
  })
  .meta({ id: 'LimitRule' });
export type LimitRule = z.output<typeof LimitRule>;

export const RuleSetView = z
  .object({
    version: Version,
    name: z.string(),
    source: z.string(),
    from: CityDay,
    by: z.string(),
    at: Moment,
    dayEndsAtHour: z.int(),
    rules: z.array(LimitRule),
  })
  .meta({ id: 'RuleSet' });
export type RuleSetView = z.output<typeof RuleSetView>;

// prettier-ignore
export const rules = {
  list: route({ method: 'GET', path: '/rules', permission: 'rule.read', summary: 'Deadline rules, every version, newest first', reply: z.object({ items: z.array(RuleSetView) }) }),
  add:  route({ method: 'POST', path: '/rules', permission: 'rule.write', summary: 'A new version of the rules, from a day on, for new tickets only', status: 201, body: z.strictObject({ name: typedText(60).min(2), source: typedText(200), from: CityDay, dayEndsAtHour: z.int().min(12).max(24).default(24), rules: z.array(LimitRule).min(1).max(200) }), reply: RuleSetView, problems: ['rule.no-default', 'rule.in-the-past'] }),
};

export const CalendarYearView = z
  .object({
    year: z.int(),
    published: z.boolean(),
    source: z.string(),
    version: Version,
    days: z.array(z.object({ date: CityDay, name: z.string(), off: z.boolean() })),
  })
  .meta({ id: 'CalendarYear' });
export type CalendarYearView = z.output<typeof CalendarYearView>;

// prettier-ignore
export const calendar = {
  list:   route({ method: 'GET', path: '/calendar', permission: 'rule.read', summary: 'Holidays and make-up working days, by year', reply: z.object({ items: z.array(CalendarYearView) }) }),
  import: route({ method: 'PUT', path: '/calendar/:year', permission: 'rule.write', summary: 'Publish a year (holiday-cn JSON); open clocks are counted anew', params: z.object({ year: z.string().regex(/^\d{4}$/) }), body: z.strictObject({ source: typedText(200).min(2), file: z.record(plainText(40), z.unknown()) }), reply: CalendarYearView.extend({ recomputed: z.int() }), problems: ['calendar.unfit'] }),
};
