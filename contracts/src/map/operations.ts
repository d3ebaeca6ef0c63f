import { z } from 'zod';
import { route } from '../http/route.ts';
import { datums, MOST_LATITUDE } from './coordinates.ts';

/** A city as a whole, down to single houses. */
export const zooms = { least: 8, most: 18 } as const;
/** A map, and what is drawn over it (names on 天地图 are tiles of their own). */
export const MOST_LAYERS = 3;

export const MapPoint = z
  .strictObject({ lat: z.number().min(-MOST_LATITUDE).max(MOST_LATITUDE), lng: z.number().min(-180).max(180) })
  .meta({ id: 'MapPoint', description: 'Degrees, WGS-84 (CGCS2000), whatever the tiles are drawn in' });

const degrees = z.number();
/** What a page must know to draw the city's map. */
export const MapView = z
  .object({
    /** Degrees, WGS-84. */
    area: z.object({ west: degrees, south: degrees, east: degrees, north: degrees }),
    /** What the tiles are drawn in. */
    datum: z.enum(datums),
    /** Whose map it is; stands under it. */
    attribution: z.string(),
    /** Tiles lie on each other, from 0 on. */
    layers: z.int().min(1).max(MOST_LAYERS),
    zoom: z.object({ least: z.int(), most: z.int() }),
  })
  .meta({ id: 'Map' });
export type MapView = z.output<typeof MapView>;

const whole = (most: number) => z.coerce.number().int().min(0).max(most);
const tile = {
  method: 'GET',
  params: z.object({ layer: whole(MOST_LAYERS - 1), z: whole(zooms.most), x: whole(2 ** zooms.most), y: whole(2 ** zooms.most) }),
  reply: 'file',
  problems: ['map.none', 'map.no-tile', 'map.away'],
} as const;

/** A view of a phone is some twelve tiles: fifty of them, and no one address takes all that the provider gives a city. */
// prettier-ignore
export const publicMap = {
  tile: route({ ...tile, path: '/public/map/tiles/:layer/:z/:x/:y', permission: 'public', perMinute: 600, summary: 'A piece of the city’s map (Web Mercator, 256 dots), fetched by the hotline: the map company never hears of a citizen' }),
};
// prettier-ignore
export const staffMap = {
  read: route({ method: 'GET', path: '/map', permission: 'session.own', summary: 'The city’s map, where one is set', reply: z.object({ map: MapView.nullable() }) }),
  tile: route({ ...tile, path: '/map/tiles/:layer/:z/:x/:y', permission: 'session.own', summary: 'A piece of the city’s map, fetched by the hotline' }),
};
