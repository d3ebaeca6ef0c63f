import type { Datum, MapArea } from '@hotline/contracts';
import { z } from 'zod';
import { WrongSetting } from './wrong-setting.ts';

/** A map, and what is drawn over it. */
const MOST_TILES = 3;
/** A city, not a country: what lies outside is not fetched. */
const MOST_DEGREES = 10;

function isTemplate(text: string): boolean {
  if (!['{z}', '{x}', '{y}'].every((part) => text.includes(part)) || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  // whoever asks for a tile never says which server is asked
  return ['http:', 'https:'].includes(protocol) && !/[{}%]/.test(hostname) && username === '' && password === '';
}

const Area = z
  .string()
  .transform((text) => text.split(',').map((one) => (one.trim() === '' ? NaN : Number(one))))
  .refine(
    ([west = NaN, south = NaN, east = NaN, north = NaN, ...more]) =>
      more.length === 0 &&
      west >= -180 && east <= 180 && south >= -85 && north <= 85 &&
      east > west && north > south && east - west <= MOST_DEGREES && north - south <= MOST_DEGREES, // prettier-ignore
    'west,south,east,north in degrees, such as 114.8,33.7,116.7,34.9, ten at most each way',
  );

/** The map of the website's form; none is shown without it. */
export const mapSettings = {
  MAP_TILES_URL: z
    .string()
    .transform((list) => list.trim().split(/\s+/))
    .refine((list) => list.length <= MOST_TILES && list.every(isTemplate), 'http(s) addresses with {z}, {x} and {y}, three at most')
    .optional(),
  MAP_TILES_DATUM: z.enum(['wgs84', 'cgcs2000', 'gcj02']).default('wgs84'),
  MAP_ATTRIBUTION: z.string().max(200).optional(),
  MAP_AREA: Area.optional(),
};

/** The city's map as the house has set it. */
export interface HouseMap {
  /** Addresses with `{z}`, `{x}` and `{y}`; the later lie on the earlier. */
  readonly tiles: readonly string[];
  readonly datum: Datum;
  readonly attribution: string;
  readonly area: MapArea;
}

/** Throws `WrongSetting` when there are tiles and nothing says of what, or whose. */
export function mapOf(given: z.output<z.ZodObject<typeof mapSettings>>): HouseMap | undefined {
  const { MAP_TILES_URL: tiles, MAP_TILES_DATUM: datum, MAP_ATTRIBUTION: attribution, MAP_AREA: area } = given;
  if (!tiles) return undefined;
  if (!area || !attribution) throw new WrongSetting('MAP_TILES_URL needs MAP_AREA and MAP_ATTRIBUTION.');
  const [west = 0, south = 0, east = 0, north = 0] = area;
  return { tiles, attribution, datum: datum === 'gcj02' ? 'gcj02' : 'wgs84', area: { west, south, east, north } };
}
