import { type CityDate, isCityDate } from './city-time.ts';
import type { CalendarDay, CalendarYear } from './working-calendar.ts';

/** What is wrong with a file, and where: `days[3].date`. */
export interface FileProblem {
  readonly path: string;
  readonly zh: string;
  readonly en: string;
}
export type CalendarFile = { readonly year: CalendarYear } | { readonly problems: readonly FileProblem[] };

/** The fullest year so far has 41 (2013). */
const MAX_DAYS = 80;
/** More than this helps nobody to mend the file. */
const MAX_PROBLEMS = 20;
const EARLIEST_YEAR = 2000;
const MAX_NAME = 40;
/** Days off in every year since 2000 (全国年节及纪念日放假办法): a file without them is cut short, empty (holiday-cn has next year's long before the notice) or upside down. */
const ALWAYS_OFF = ['-01-01', '-05-01', '-10-01'];

type Row = Readonly<Record<string, unknown>>;
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const problem = (path: string, zh: string, en: string): FileProblem => ({ path, zh, en });

/** New Year's days reach into the December before (2006, 2007, 2011, 2018 and 2022 in holiday-cn); a stretch could as well run over into January. */
function belongsTo(year: number, date: CityDate): boolean {
  return (
    date.startsWith(`${year}-`) ||
    (date >= `${year - 1}-12-25` && date <= `${year - 1}-12-31`) ||
    (date >= `${year + 1}-01-01` && date <= `${year + 1}-01-03`)
  );
}

function readDay(year: number, value: unknown, path: string): CalendarDay | FileProblem[] {
  if (!isRow(value)) return [problem(path, '应为一个对象', 'Not an object')];
  const { name, date, isOffDay } = value;
  const found: FileProblem[] = [];
  const named = typeof name === 'string' && name.trim() !== '' && name.trim().length <= MAX_NAME;
  if (!named)
    found.push(problem(`${path}.name`, `应为节日名称(1 至 ${MAX_NAME} 字)`, `Not a festival's name (1 to ${MAX_NAME} characters)`));
  if (typeof isOffDay !== 'boolean') found.push(problem(`${path}.isOffDay`, '应为 true 或 false', 'Neither true nor false'));
  if (typeof date !== 'string' || !isCityDate(date))
    return [...found, problem(`${path}.date`, '应为日期,如 2026-02-25', 'Not a day such as 2026-02-25')];
  if (!belongsTo(year, date)) found.push(problem(`${path}.date`, `${date} 不属于 ${year} 年`, `${date} is not of the year ${year}`));
  return found.length || !named || typeof isOffDay !== 'boolean' ? found : { date, name: name.trim(), off: isOffDay };
}

function readDays(year: number, values: readonly unknown[]): { days: CalendarDay[]; problems: FileProblem[] } {
  const days: CalendarDay[] = [];
  const problems: FileProblem[] = [];
  const seen = new Set<string>();
  for (const [index, value] of values.entries()) {
    const read = readDay(year, value, `days[${index}]`);
    if (Array.isArray(read)) problems.push(...read);
    else if (seen.has(read.date)) problems.push(problem(`days[${index}].date`, `${read.date} 重复`, `${read.date} stands there twice`));
    else {
      seen.add(read.date);
      days.push(read);
    }
  }
  if (problems.length === 0) {
    const missing = ALWAYS_OFF.map((day) => `${year}${day}`).filter((date) => !days.some((day) => day.off && day.date === date));
    problems.push(
      ...missing.map((date) =>
        problem(
          'days',
          `缺少法定节假日 ${date}:该年安排尚未公布或文件不完整`,
          `The statutory holiday ${date} is missing: not published yet, or a file cut short`,
        ),
      ),
    );
  }
  return { days: days.sort((one, other) => (one.date < other.date ? -1 : 1)), problems };
}

function readHead(file: Row, expectedYear: number | undefined): { year: number; source: string } | FileProblem[] {
  const { year, papers = [] } = file;
  const found: FileProblem[] = [];
  const isPapers =
    Array.isArray(papers) && papers.length <= 10 && papers.every((paper) => typeof paper === 'string' && paper.length <= 300);
  if (!isPapers) found.push(problem('papers', '应为通知网址列表', "Not a list of the notices' addresses"));
  if (typeof year !== 'number' || !Number.isInteger(year) || year > 9999)
    return [...found, problem('year', '应为年份,如 2027', 'Not a year such as 2027')];
  if (year < EARLIEST_YEAR)
    found.push(problem('year', `不支持 ${EARLIEST_YEAR} 年以前`, `Years before ${EARLIEST_YEAR} are not supported`));
  if (expectedYear !== undefined && year !== expectedYear)
    found.push(problem('year', `文件是 ${year} 年的,应为 ${expectedYear} 年`, `The file is of ${year}, not of ${expectedYear}`));
  return found.length ? found : { year, source: isPapers ? papers.join('; ') : '' };
}

/** Reads a year of NateScarlet/holiday-cn (`{year, papers, days: [{name, date, isOffDay}]}`), parsed from JSON. Bad input becomes problems, never an exception. */
export function readCalendarFile(file: unknown, expectedYear?: number): CalendarFile {
  if (!isRow(file)) return { problems: [problem('', '应为一个 JSON 对象', 'Not a JSON object')] };
  const head = readHead(file, expectedYear);
  if (Array.isArray(head)) return { problems: head };
  if (!Array.isArray(file['days'])) return { problems: [problem('days', '应为日期列表', 'Not a list of days')] };
  if (file['days'].length > MAX_DAYS) return { problems: [problem('days', `超过 ${MAX_DAYS} 天`, `More than ${MAX_DAYS} days`)] };
  const { days, problems } = readDays(head.year, file['days']);
  if (problems.length) return { problems: problems.slice(0, MAX_PROBLEMS) };
  return { year: { year: head.year, published: true, source: head.source, days } };
}
