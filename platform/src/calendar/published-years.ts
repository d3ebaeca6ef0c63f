import { type CityDate, datesBetween } from './city-time.ts';
import type { CalendarYear } from './working-calendar.ts';

/**
 * Days off and make-up working days (补班) as 国务院办公厅 published them, one row per festival in the words of the notice.
 * A weekend that merely touches a festival (与周末连休) is not listed, as in the notices; nor is a Monday after which work goes on as usual.
 * Read from the notices and compared day by day with NateScarlet/holiday-cn (MIT, d4e53bf) and chinese-days 1.5.7 (MIT): no difference.
 */
interface Notice {
  readonly number: string;
  /** The day it was signed. */
  readonly on: CityDate;
  readonly url: string;
}
interface Festival {
  readonly name: string;
  readonly from: CityDate;
  readonly to: CityDate;
  readonly makeUp: readonly CityDate[];
}
interface PublishedYear {
  readonly year: number;
  readonly notices: readonly Notice[];
  readonly festivals: readonly Festival[];
}

const notice = (number: string, on: CityDate, page: string): Notice => ({
  number,
  on,
  url: `https://www.gov.cn/zhengce/zhengceku/${page}.htm`,
});
const off = (name: string, from: CityDate, to: CityDate = from, makeUp: readonly CityDate[] = []): Festival => ({ name, from, to, makeUp });

// prettier-ignore
const published: readonly PublishedYear[] = [
  { year: 2018, notices: [notice('国办发明电〔2017〕12号', '2017-11-30', '2017-11/30/content_5243579')], festivals: [
    off('元旦', '2018-01-01'),
    off('春节', '2018-02-15', '2018-02-21', ['2018-02-11', '2018-02-24']),
    off('清明节', '2018-04-05', '2018-04-07', ['2018-04-08']),
    off('劳动节', '2018-04-29', '2018-05-01', ['2018-04-28']),
    off('端午节', '2018-06-18'),
    off('中秋节', '2018-09-24'),
    off('国庆节', '2018-10-01', '2018-10-07', ['2018-09-29', '2018-09-30']),
  ] },
  { year: 2019, notices: [
    notice('国办发明电〔2018〕15号', '2018-12-04', '2018-12/06/content_5346276'),
    notice('国办发明电〔2019〕3号', '2019-03-22', '2019-03/22/content_5375877'), // 1 May alone became 1–4 May
  ], festivals: [
    off('元旦', '2018-12-30', '2019-01-01', ['2018-12-29']),
    off('春节', '2019-02-04', '2019-02-10', ['2019-02-02', '2019-02-03']),
    off('清明节', '2019-04-05'),
    off('劳动节', '2019-05-01', '2019-05-04', ['2019-04-28', '2019-05-05']),
    off('端午节', '2019-06-07'),
    off('中秋节', '2019-09-13'),
    off('国庆节', '2019-10-01', '2019-10-07', ['2019-09-29', '2019-10-12']),
  ] },
  { year: 2020, notices: [
    notice('国办发明电〔2019〕16号', '2019-11-21', '2019-11/21/content_5454164'),
    notice('国办发明电〔2020〕1号', '2020-01-26', '2020-01/27/content_5472352'), // to 2 February; 1 February no longer a make-up day
  ], festivals: [
    off('元旦', '2020-01-01'),
    off('春节', '2020-01-24', '2020-02-02', ['2020-01-19']),
    off('清明节', '2020-04-04', '2020-04-06'),
    off('劳动节', '2020-05-01', '2020-05-05', ['2020-04-26', '2020-05-09']),
    off('端午节', '2020-06-25', '2020-06-27', ['2020-06-28']),
    off('国庆节、中秋节', '2020-10-01', '2020-10-08', ['2020-09-27', '2020-10-10']),
  ] },
  { year: 2021, notices: [notice('国办发明电〔2020〕27号', '2020-11-25', '2020-11/25/content_5564127')], festivals: [
    off('元旦', '2021-01-01', '2021-01-03'),
    off('春节', '2021-02-11', '2021-02-17', ['2021-02-07', '2021-02-20']),
    off('清明节', '2021-04-03', '2021-04-05'),
    off('劳动节', '2021-05-01', '2021-05-05', ['2021-04-25', '2021-05-08']),
    off('端午节', '2021-06-12', '2021-06-14'),
    off('中秋节', '2021-09-19', '2021-09-21', ['2021-09-18']),
    off('国庆节', '2021-10-01', '2021-10-07', ['2021-09-26', '2021-10-09']),
  ] },
  { year: 2022, notices: [notice('国办发明电〔2021〕11号', '2021-10-25', '2021-10/25/content_5644835')], festivals: [
    off('元旦', '2022-01-01', '2022-01-03'),
    off('春节', '2022-01-31', '2022-02-06', ['2022-01-29', '2022-01-30']),
    off('清明节', '2022-04-03', '2022-04-05', ['2022-04-02']),
    off('劳动节', '2022-04-30', '2022-05-04', ['2022-04-24', '2022-05-07']),
    off('端午节', '2022-06-03', '2022-06-05'),
    off('中秋节', '2022-09-10', '2022-09-12'),
    off('国庆节', '2022-10-01', '2022-10-07', ['2022-10-08', '2022-10-09']),
  ] },
  { year: 2023, notices: [notice('国办发明电〔2022〕16号', '2022-12-08', '2022-12/08/content_5730844')], festivals: [
    off('元旦', '2022-12-31', '2023-01-02'),
    off('春节', '2023-01-21', '2023-01-27', ['2023-01-28', '2023-01-29']),
    off('清明节', '2023-04-05'),
    off('劳动节', '2023-04-29', '2023-05-03', ['2023-04-23', '2023-05-06']),
    off('端午节', '2023-06-22', '2023-06-24', ['2023-06-25']),
    off('中秋节、国庆节', '2023-09-29', '2023-10-06', ['2023-10-07', '2023-10-08']),
  ] },
  { year: 2024, notices: [notice('国办发明电〔2023〕7号', '2023-10-25', '202310/content_6911528')], festivals: [
    off('元旦', '2024-01-01'),
    off('春节', '2024-02-10', '2024-02-17', ['2024-02-04', '2024-02-18']),
    off('清明节', '2024-04-04', '2024-04-06', ['2024-04-07']),
    off('劳动节', '2024-05-01', '2024-05-05', ['2024-04-28', '2024-05-11']),
    off('端午节', '2024-06-10'),
    off('中秋节', '2024-09-15', '2024-09-17', ['2024-09-14']),
    off('国庆节', '2024-10-01', '2024-10-07', ['2024-09-29', '2024-10-12']),
  ] },
  { year: 2025, notices: [notice('国办发明电〔2024〕12号', '2024-11-12', '202411/content_6986383')], festivals: [
    off('元旦', '2025-01-01'),
    off('春节', '2025-01-28', '2025-02-04', ['2025-01-26', '2025-02-08']),
    off('清明节', '2025-04-04', '2025-04-06'),
    off('劳动节', '2025-05-01', '2025-05-05', ['2025-04-27']),
    off('端午节', '2025-05-31', '2025-06-02'),
    off('国庆节、中秋节', '2025-10-01', '2025-10-08', ['2025-09-28', '2025-10-11']),
  ] },
  { year: 2026, notices: [notice('国办发明电〔2025〕7号', '2025-11-04', '202511/content_7047091')], festivals: [
    off('元旦', '2026-01-01', '2026-01-03', ['2026-01-04']),
    off('春节', '2026-02-15', '2026-02-23', ['2026-02-14', '2026-02-28']),
    off('清明节', '2026-04-04', '2026-04-06'),
    off('劳动节', '2026-05-01', '2026-05-05', ['2026-05-09']),
    off('端午节', '2026-06-19', '2026-06-21'),
    off('中秋节', '2026-09-25', '2026-09-27'),
    off('国庆节', '2026-10-01', '2026-10-07', ['2026-09-20', '2026-10-10']),
  ] },
];

/** Not published yet: the statutory days alone (全国年节及纪念日放假办法 of 2024, DOMAIN section 4), no make-up days. The notice comes in November. */
const statutory2027: readonly Festival[] = [
  off('元旦', '2027-01-01'),
  off('春节', '2027-02-05', '2027-02-08'),
  off('清明节', '2027-04-05'),
  off('劳动节', '2027-05-01', '2027-05-02'),
  off('端午节', '2027-06-09'),
  off('中秋节', '2027-09-15'),
  off('国庆节', '2027-10-01', '2027-10-03'),
];

const daysOf = (festivals: readonly Festival[]): CalendarYear['days'] =>
  festivals
    .flatMap(({ name, from, to, makeUp }) => [
      ...datesBetween(from, to).map((date) => ({ date, name, off: true })),
      ...makeUp.map((date) => ({ date, name, off: false })),
    ])
    .sort((one, other) => (one.date < other.date ? -1 : 1));

/** The years the house knows from the start; an administrator's import replaces one by its number. */
export const builtInYears: readonly CalendarYear[] = [
  ...published.map(({ year, notices, festivals }) => ({
    year,
    published: true,
    source: notices.map(({ number, on, url }) => `${number} (${on}) ${url}`).join('; '),
    days: daysOf(festivals),
  })),
  { year: 2027, published: false, source: '全国年节及纪念日放假办法 (国务院令第795号)', days: daysOf(statutory2027) },
];
