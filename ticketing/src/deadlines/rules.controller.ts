import { calendar, rules } from '@hotline/contracts';
import { controllerOf } from '@hotline/platform';
import type { CalendarDesk } from './calendar-desk.ts';
import type { RuleBook } from './rule-book.ts';

export const rulesController = (book: RuleBook) =>
  controllerOf('rules', rules, { list: () => book.list(), add: ({ body }, me) => book.add(me, body) });

export const calendarController = (book: RuleBook, desk: CalendarDesk) =>
  controllerOf('calendar', calendar, {
    list: () => book.years(),
    import: ({ params, body }, me) => desk.import(me, Number(params.year), body.source, body.file),
  });
