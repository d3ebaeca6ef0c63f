/** A place on the earth in degrees. Where nothing else is said: WGS-84, which is CGCS2000 to within a few centimetres. */
export interface Point {
  readonly lat: number;
  readonly lng: number;
}

/** Degrees, WGS-84. */
export interface MapArea {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** What the tiles of a map are drawn in. 高德, 腾讯 and Google in China: `gcj02`; 天地图 and OpenStreetMap: `wgs84`. */
export const datums = ['wgs84', 'gcj02'] as const;
export type Datum = (typeof datums)[number];

export const isWithin = ({ west, south, east, north }: MapArea, { lat, lng }: Point): boolean =>
  lng >= west && lng <= east && lat >= south && lat <= north;

/** Places after the comma: a tenth of a metre. */
const KEPT_PLACES = 6;
const rounded = (degrees: number): number => Number(degrees.toFixed(KEPT_PLACES));
/** As it is kept: a page hands in fifteen digits of which six mean something. */
export const keptPoint = ({ lat, lng }: Point): Point => ({ lat: rounded(lat), lng: rounded(lng) });

/** `34.414300,115.656200`: how a point is copied into the search field of any map. */
export const pointText = ({ lat, lng }: Point): string => `${lat.toFixed(KEPT_PLACES)},${lng.toFixed(KEPT_PLACES)}`;

/** Reads `pointText`; undefined: it is none. */
export function pointIn(text: string): Point | undefined {
  const found = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/.exec(text.replace(/\s/g, ''));
  const [lat, lng] = [Number(found?.[1]), Number(found?.[2])];
  return found && Math.abs(lat) <= MOST_LATITUDE && Math.abs(lng) <= 180 ? { lat, lng } : undefined;
}

/** The ellipsoid of Krasovsky 1940, as the transformation to GCJ-02 uses it: half of the long axis in metres, and e². */
const AXIS = 6_378_245;
const ECCENTRICITY = 0.006_693_421_622_965_943;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
/** Two waves of the transformation, in metres. */
const waves = (x: number): number => ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3;

/** By how many degrees GCJ-02 is off here. */
function shiftAt({ lat, lng }: Point): Point {
  const [x, y] = [lng - 105, lat - 35];
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    waves(x) +
    ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 +
    ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3;
  const east =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    waves(x) +
    ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 +
    ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3;
  const flat = 1 - ECCENTRICITY * Math.sin(radians(lat)) ** 2;
  return {
    lat: (north * 180) / (((AXIS * (1 - ECCENTRICITY)) / (flat * Math.sqrt(flat))) * Math.PI),
    lng: (east * 180) / ((AXIS / Math.sqrt(flat)) * Math.cos(radians(lat)) * Math.PI),
  };
}

/** Outside this box nothing is shifted. */
const shifted: MapArea = { west: 72.004, south: 0.8293, east: 137.8347, north: 55.8271 };

export function gcj02Of(point: Point): Point {
  if (!isWithin(shifted, point)) return point;
  const { lat, lng } = shiftAt(point);
  return { lat: point.lat + lat, lng: point.lng + lng };
}

/** Back from GCJ-02, to a millimetre: the shift changes slowly, so that what is left over shrinks some hundred times a round. */
export function wgs84Of(point: Point): Point {
  let found = point;
  for (let round = 0; round < 4; round += 1) {
    const there = gcj02Of(found);
    found = { lat: found.lat + point.lat - there.lat, lng: found.lng + point.lng - there.lng };
  }
  return found;
}

export const onTiles = (datum: Datum, point: Point): Point => (datum === 'gcj02' ? gcj02Of(point) : point);
export const fromTiles = (datum: Datum, point: Point): Point => (datum === 'gcj02' ? wgs84Of(point) : point);

export const TILE_SIDE = 256;
/** Where the square of Web Mercator (EPSG:3857) ends. */
export const MOST_LATITUDE = 85;

/** Dots from the north-west corner of the world, on tiles of this zoom. */
export function dotsAt({ lat, lng }: Point, zoom: number): { readonly x: number; readonly y: number } {
  const side = TILE_SIDE * 2 ** zoom;
  const sine = Math.sin(radians(lat));
  return { x: ((lng + 180) / 360) * side, y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side };
}

/** The tiles of this zoom that show something of the area. */
export function tilesOf({ west, south, east, north }: MapArea, datum: Datum, zoom: number) {
  const tileAt = (point: Point) => {
    const { x, y } = dotsAt(onTiles(datum, point), zoom);
    return { x: Math.floor(x / TILE_SIDE), y: Math.floor(y / TILE_SIDE) };
  };
  const [first, last] = [tileAt({ lat: north, lng: west }), tileAt({ lat: south, lng: east })];
  return { west: first.x, north: first.y, east: last.x, south: last.y };
}
