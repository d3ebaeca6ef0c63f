import { addDays, type CityDate, cityDateOf, festivalLabel, momentAt, timeOfDay, weekdayOf, weekdays, yearOf } from '../calendar/index.ts';
import type { DayEffect, WhyStep } from './due.ts';
import { isHours, type Limit, limitWords } from './limits.ts';

interface Words {
  readonly zh: string;
  readonly en: string;
}
type DayStep = Extract<WhyStep, { step: 'day' }>;
type Stretch = Pick<DayStep, 'day' | 'effect'> & { readonly to: CityDate };
type OtherStep = Exclude<WhyStep, { step: 'day' }>;

/** `2026-09-20 星期日`. */
const dayWords = (date: CityDate): Words => ({
  zh: `${date} ${weekdays[weekdayOf(date)].zh}`,
  en: `${date} ${weekdays[weekdayOf(date)].en}`,
});

/** A moment with its weekday. The end of a day clock is 24:00 of its day, which is how the rule is read aloud, not 00:00 of the next. */
function momentWords(moment: Date, on?: CityDate): Words {
  const date = on ?? cityDateOf(moment);
  const time = on && momentAt(on, 24).getTime() === moment.getTime() ? '24:00' : timeOfDay(moment);
  return { zh: `${dayWords(date).zh} ${time}`, en: `${dayWords(date).en} ${time}` };
}

/** To the minute: a pause of 90 minutes is 1.5 hours, one of a second is not 0.0002777. */
const spanWords = ({ amount, unit }: Limit): Words => limitWords({ amount: unit === 'hour' ? Math.round(amount * 60) / 60 : amount, unit });

/** Neighbouring days of one kind become one stretch. */
function stretchesOf(days: readonly DayStep[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { day, effect } of days) {
    const last = stretches.at(-1);
    const goesOn = last && last.day.kind === day.kind && last.day.name === day.name && addDays(last.to, 1) === day.date;
    if (goesOn) stretches[stretches.length - 1] = { ...last, to: day.date };
    else stretches.push({ day, effect, to: day.date });
  }
  return stretches;
}

const effects: Readonly<Record<DayEffect, Words>> = {
  counts: { zh: '计入', en: 'counts' },
  skipped: { zh: '不计', en: 'not counted' },
  'moved-past': { zh: '顺延', en: 'moved past' },
};

function kindWords({ kind, name }: DayStep['day']): Words {
  if (kind === 'make-up') return { zh: '补班', en: 'make-up working day' };
  if (kind !== 'holiday') return { zh: '周末', en: 'weekend' };
  const festival = festivalLabel(name ?? '');
  return { zh: `${festival.zh}假期`, en: `${festival.en} holiday` };
}

/** `02-15 至 02-23 春节假期,不计`; the year is named where it is not the start's. */
function stretchWords({ day, effect, to }: Stretch, year: number): Words {
  const short = (date: CityDate): string => (yearOf(date) === year ? date.slice(5) : date);
  const when: Words =
    day.date === to ? dayWords(to) : { zh: `${short(day.date)} 至 ${short(to)}`, en: `${short(day.date)} to ${short(to)}` };
  const what = kindWords(day);
  return { zh: `${when.zh} ${what.zh},${effects[effect].zh}`, en: `${when.en} ${what.en}, ${effects[effect].en}` };
}

const because = (why: string, zh: string, en: string): Words => (why ? { zh: `${zh}(${why})`, en: `${en} (${why})` } : { zh, en });

type Speakers = { readonly [Step in OtherStep['step']]: (step: Extract<OtherStep, { step: Step }>) => Words };
const speakers: Speakers = {
  start({ at, limit }) {
    const [from, span] = [momentWords(at), limitWords(limit)];
    if (isHours(limit)) return { zh: `${from.zh} 起算,限 ${span.zh}`, en: `from ${from.en}, ${span.en}` };
    const first =
      limit.unit === 'workday'
        ? { zh: '次一工作日起计', en: 'counted from the next working day' }
        : { zh: '次日起计', en: 'counted from the next day' };
    return { zh: `${from.zh} 起算,限 ${span.zh},${first.zh}`, en: `from ${from.en}, ${span.en}, ${first.en}` };
  },
  paused({ from, to, why, pushes }) {
    const [begin, end] = [momentWords(from), momentWords(to)];
    const pushed = pushes ? { zh: `,顺延 ${spanWords(pushes).zh}`, en: `, pushed by ${spanWords(pushes).en}` } : { zh: '', en: '' };
    const said = because(why, `${begin.zh} 至 ${end.zh} 挂起`, `paused ${begin.en} to ${end.en}`);
    return { zh: said.zh + pushed.zh, en: said.en + pushed.en };
  },
  pausing({ since }) {
    return { zh: `${momentWords(since).zh} 起挂起中,恢复后顺延`, en: `paused since ${momentWords(since).en}, pushed when it resumes` };
  },
  extended({ at, add, why, approvedBy }) {
    const said = because(
      why,
      `${dayWords(cityDateOf(at)).zh} 延期 ${limitWords(add).zh}`,
      `extended by ${limitWords(add).en} on ${dayWords(cityDateOf(at)).en}`,
    );
    return approvedBy ? { zh: `${said.zh},${approvedBy} 批准`, en: `${said.en}, approved by ${approvedBy}` } : said;
  },
  recomputed({ at, why }) {
    return because(why, `${dayWords(cityDateOf(at)).zh} 重新计算`, `counted anew on ${dayWords(cityDateOf(at)).en}`);
  },
  provisional({ year }) {
    return {
      zh: `注意:${year} 年放假安排尚未公布,暂按法定节假日计算,公布后重算`,
      en: `note: the holidays of ${year} are not published yet; counted provisionally, and anew once they are`,
    };
  },
  end({ dueOn, dueAt }) {
    const when = momentWords(dueAt, dueOn);
    return { zh: `${when.zh} 到期`, en: `due ${when.en}` };
  },
};

/** "Why this deadline?" as one line per language. */
export function whyWords(steps: readonly WhyStep[]): Words {
  const [first] = steps;
  const year = first?.step === 'start' ? yearOf(cityDateOf(first.at)) : 0;
  const days = stretchesOf(steps.filter((step) => step.step === 'day'));
  const say = (step: OtherStep): Words => (speakers[step.step] as (step: OtherStep) => Words)(step);
  const others = steps.filter((step) => step.step !== 'day').map(say);
  const parts = [...others.slice(0, 1), ...days.map((stretch) => stretchWords(stretch, year)), ...others.slice(1)];
  return { zh: `${parts.map((part) => part.zh).join(';')}。`, en: `${parts.map((part) => part.en).join('; ')}.` };
}
