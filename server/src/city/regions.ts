import fs from 'node:fs';

/** 1 city, 2 county or district, 3 street or township, 4 community or village: the four levels of row 1. */
export type Level = 1 | 2 | 3 | 4;

export interface Region {
  readonly code: string;
  readonly level: Level;
  readonly name: string;
  readonly parent: string | null;
}

export const CITY_REGION = '4114';
/** 城乡一体化示范区 has a hall (row 48) but no statistical code and no streets in the statistics: the code is ours. */
export const DEMONSTRATION_ZONE = '411490';

/** A place whose matters are not ours, and what the citizen is told. */
export const routesOut = {
  yongcheng: {
    code: '411481',
    name: '永城市',
    tells: '永城市由河南省直管，永城的事项由永城市12345热线受理，我们可以为您转接，也可以登记后转送永城市。',
  },
} as const;

interface County {
  readonly name: string;
  readonly streets: Readonly<Record<string, string>>;
}

function readRegions(): Region[] {
  const file = new URL('regions.gen.json', import.meta.url);
  const counties = JSON.parse(fs.readFileSync(file, 'utf8')) as Readonly<Record<string, County>>;
  const found: Region[] = [
    { code: CITY_REGION, level: 1, name: '商丘市', parent: null },
    { code: DEMONSTRATION_ZONE, level: 2, name: '城乡一体化示范区', parent: CITY_REGION },
  ];
  for (const [code, { name, streets }] of Object.entries(counties)) {
    found.push({ code, level: 2, name, parent: CITY_REGION });
    for (const [digits, line] of Object.entries(streets)) {
      const [street = '', ...communities] = line.split(' ');
      found.push({ code: code + digits, level: 3, name: street, parent: code });
      for (const community of communities)
        found.push({ code: code + digits + community.slice(0, 3), level: 4, name: community.slice(3), parent: code + digits });
    }
  }
  return found;
}

/** Every region of the demo city; a parent stands before its children. */
export const regions: readonly Region[] = readRegions();

const byCode = new Map(regions.map((region) => [region.code, region]));
const childrenOf = Map.groupBy(regions, ({ parent }) => parent);

export const regionAt = (code: string): Region | undefined => byCode.get(code);
export const regionsIn = (code: string): readonly Region[] => childrenOf.get(code) ?? [];

/** The region and all above it, the city first. Empty when there is no such region. */
export function lineageOf(code: string): Region[] {
  const line: Region[] = [];
  for (let at = byCode.get(code); at; at = at.parent === null ? undefined : byCode.get(at.parent)) line.unshift(at);
  return line;
}

/** 市直厅 and nine of the counties, districts and the zone: the ten halls of row 48. */
// prettier-ignore
export const halls = [
  { code: 'hall-city',      name: '市直厅',   region: CITY_REGION },
  { code: 'hall-zone',      name: '示范区厅', region: DEMONSTRATION_ZONE },
  { code: 'hall-liangyuan', name: '梁园厅',   region: '411402' },
  { code: 'hall-suiyang',   name: '睢阳厅',   region: '411403' },
  { code: 'hall-xiayi',     name: '夏邑厅',   region: '411426' },
  { code: 'hall-yucheng',   name: '虞城厅',   region: '411425' },
  { code: 'hall-zhecheng',  name: '柘城厅',   region: '411424' },
  { code: 'hall-ningling',  name: '宁陵厅',   region: '411423' },
  { code: 'hall-suixian',   name: '睢县厅',   region: '411422' },
  { code: 'hall-minquan',   name: '民权厅',   region: '411421' },
] as const satisfies readonly { code: string; name: string; region: string }[];
