import { categories, subjectOf } from './categories.ts';
import { type DutyRow, leafDuties, type Reach, subjectDuties } from './duty-table.ts';
import { lineageOf, regions } from './regions.ts';
import { governmentOf } from './units.ts';

/** A row of the 派单目录: who leads by default. Without `region` it holds for the whole city. */
export interface Duty {
  readonly category: string;
  readonly region?: string;
  readonly unit: string;
  readonly basis: string;
}

const isCounty = (code: string): boolean => code.startsWith('41142');
const reached: Record<Reach, (county: string) => boolean> = { city: () => false, county: isCounty, local: () => true };
const areas = regions.filter(({ level }) => level === 2);

function rowsOf(category: string, { unit, reach, basis }: DutyRow): Duty[] {
  const own = areas.filter(({ code }) => reached[reach](code));
  return [
    { category, unit, basis },
    ...own.map(({ code, name }) => ({ category, region: code, unit: governmentOf(code), basis: `${basis}；${name}的事项由属地负责` })),
  ];
}

/** 派单目录: one row for the city for each level-2 category and for each leaf whose law names another unit, then the counties' rows. */
export const duties: readonly Duty[] = [
  ...categories.flatMap(({ code, level }) => (level === 2 ? rowsOf(code, subjectDuties[subjectOf(code)]) : [])),
  ...Object.entries<DutyRow>(leafDuties).flatMap(([code, row]) => rowsOf(code, row)),
];

const key = (category: string, region = ''): string => `${category}@${region}`;
const byKey = new Map(duties.map((duty) => [key(duty.category, duty.region), duty]));

/** The default lead unit for a matter of this category at this place: a leaf's own row before its parent's, the county's before the city's. */
export function dutyFor(category: string, region?: string): Duty {
  const county = region === undefined ? undefined : lineageOf(region)[1]?.code;
  const subject = subjectOf(category);
  const row = byKey.has(key(category)) ? category : subject;
  const duty = byKey.get(key(row, county)) ?? byKey.get(key(row));
  if (duty === undefined) throw new RangeError(`Nobody leads ${category}`);
  return duty;
}
