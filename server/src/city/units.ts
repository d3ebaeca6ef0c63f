import { departments } from './departments.ts';
import { DEMONSTRATION_ZONE, type Level, type Region, regions } from './regions.ts';

/** A unit of the four-level tree (row 1). `level`: 1 city, 2 county or district, 3 street or township, 4 community or village. */
export interface CityUnit {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  readonly level: Level;
  /** The area it governs; municipal departments have none of their own. */
  readonly region?: string;
  readonly duties: readonly string[];
}

/** The government of a region. The city's is `city`; below it the code is `r` and the region's. */
export const governmentOf = (region: string): string => (region.length <= 4 ? 'city' : `r${region}`);

function nameOf({ code, level, name }: Region, town?: Region): string {
  if (level === 2) return code === DEMONSTRATION_ZONE ? '市城乡一体化示范区管委会' : `${name}人民政府`;
  if (level === 3) return /街道$/.test(name) ? `${name}办事处` : /[镇乡]$/.test(name) ? `${name}人民政府` : `${name}管理委员会`;
  return (town?.name ?? '') + name + (name.endsWith('村') ? '村民委员会' : '居民委员会');
}

// prettier-ignore
const dutiesBelow = {
  2: ['辖区事项属地管理', '统筹县直部门办理', '兜底承办职责不清的诉求'],
  3: ['辖区环境秩序巡查', '矛盾纠纷调解', '民政救助初审', '农村建设管理'],
  4: ['社区村务办理', '便民代办', '邻里纠纷调解', '证明开具'],
} as const;

function unitsOfRegions(): CityUnit[] {
  const towns = new Map(regions.filter(({ level }) => level === 3).map((region) => [region.code, region]));
  return regions.flatMap((region) => {
    const { code, level, parent } = region;
    if (level === 1 || parent === null) return [];
    const name = nameOf(region, towns.get(parent));
    return [{ code: governmentOf(code), name, parent: governmentOf(parent), level, region: code, duties: dutiesBelow[level] }];
  });
}

/** Every unit of the demo city; a parent stands before what is under it. */
export const units: readonly CityUnit[] = [
  ...departments.map(({ duties, ...department }): CityUnit => ({
    ...department,
    level: 1,
    duties: duties.split('、'),
    ...(department.code === 'city' ? { region: '4114' } : {}),
  })),
  ...unitsOfRegions(),
];

const byCode = new Map(units.map((unit) => [unit.code, unit]));
export const unitAt = (code: string): CityUnit | undefined => byCode.get(code);
