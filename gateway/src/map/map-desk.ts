import { type FileInMemory, isWithin, type MapView, type Point, Problem, tilesOf, zooms } from '@hotline/contracts';
import type { Clock, HouseMap, Log } from '@hotline/platform';
import { Slots } from '../slots.ts';
import { type Fetched, fetchTile, NoTile } from './fetch-tile.ts';
import { TileShelf } from './tile-shelf.ts';

export interface MapNeeds {
  readonly clock: Clock;
  readonly log: Log;
  readonly retryScale: number;
  readonly map?: HouseMap;
}

export interface Tile {
  readonly layer: number;
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Some two thousand tiles. */
const SHELF_BYTES = 32 * 1024 * 1024;
/** Tiles fetched at once, and those that wait for it: ten phones that open the map together. */
const AT_ONCE = 8;
const MOST_WAITING = 200;
/** Fetched in a minute, whoever asks: a provider counts, and closes the key of whoever takes too many. */
export const MOST_A_MINUTE = 1_500;
/** Failures in a row after which the server is left alone, and for how long. */
const MOST_FAILURES = 3;
const REST_MS = 10_000;
const BROWSER_SECONDS = 86_400;

/** The one who speaks to the tile server: citizens' browsers and the desks' ask us, so that no map company hears who looks where. */
export class MapDesk {
  readonly #need: MapNeeds;
  readonly #fetch: (address: string) => Promise<Fetched>;
  readonly #shelf: TileShelf;
  readonly #underWay = new Map<string, Promise<Fetched>>();
  readonly #slots = new Slots(AT_ONCE);
  #failures = 0;
  #restsUntil = 0;
  #minute = { at: 0, n: 0 };

  constructor(need: MapNeeds, fetchOne: (address: string) => Promise<Fetched> = fetchTile, shelfBytes = SHELF_BYTES) {
    this.#need = need;
    this.#fetch = fetchOne;
    this.#shelf = new TileShelf(need.clock, shelfBytes);
  }

  view(): MapView | null {
    const { map } = this.#need;
    if (!map) return null;
    const { area, datum, attribution, tiles } = map;
    return { area, datum, attribution, layers: tiles.length, zoom: zooms };
  }

  /** Throws when no point is taken here, or not this one. */
  check(point: Point): void {
    const { map } = this.#need;
    const errors = (message: string) => ({ errors: [{ path: 'body.place.point', message }] });
    if (!map) throw new Problem('place.no-map', errors('place.no-map'));
    if (!isWithin(map.area, point)) throw new Problem('place.outside', errors('place.outside'));
  }

  /** Throws `map.none`, `map.no-tile`, `map.away`. */
  async tile(which: Tile): Promise<FileInMemory> {
    const { map } = this.#need;
    if (!map) throw new Problem('map.none');
    const template = map.tiles[which.layer];
    if (template === undefined || !isOfCity(map, which)) throw new Problem('map.no-tile');
    const { layer, z, x, y } = which;
    const name = [layer, z, x, y].join('/');
    const tile = this.#shelf.get(name) ?? (await this.#once(name, addressOf(template, which)));
    if (tile === 'none') throw new Problem('map.no-tile');
    return { content: tile.bytes, mime: tile.mime, keptSeconds: BROWSER_SECONDS };
  }

  /** The same tile wanted by many is fetched once. */
  #once(name: string, address: string): Promise<Fetched> {
    const before = this.#underWay.get(name);
    if (before) return before;
    if (this.#slots.waiting >= MOST_WAITING) return Promise.reject(new Problem('map.away'));
    const fetched = this.#slots.run(() => this.#fetchNow(name, address)).finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, fetched);
    return fetched;
  }

  async #fetchNow(name: string, address: string): Promise<Fetched> {
    const now = this.#need.clock.now().getTime();
    if (now < this.#restsUntil || !this.#mayAsk(now)) throw new Problem('map.away');
    try {
      const tile = await this.#fetch(address);
      this.#failures = 0;
      this.#shelf.put(name, tile);
      return tile;
    } catch (error) {
      this.#failed(error, now);
      throw new Problem('map.away');
    }
  }

  #mayAsk(now: number): boolean {
    const at = Math.floor(now / 60_000);
    if (at !== this.#minute.at) this.#minute = { at, n: 0 };
    this.#minute.n += 1;
    return this.#minute.n <= MOST_A_MINUTE;
  }

  /** A server that is down is not asked for each tile of each citizen: everybody would wait in vain. */
  #failed(error: unknown, now: number): void {
    this.#failures += 1;
    if (this.#failures < MOST_FAILURES) return;
    this.#failures = 0;
    this.#restsUntil = now + REST_MS * this.#need.retryScale;
    this.#need.log.warn({ reason: error instanceof NoTile ? error.message : String(error) }, 'the tile server gives no map');
  }
}

function isOfCity({ area, datum }: HouseMap, { z, x, y }: Tile): boolean {
  if (z < zooms.least || z > zooms.most) return false;
  const { west, north, east, south } = tilesOf(area, datum, z);
  return x >= west && x <= east && y >= north && y <= south;
}

const addressOf = (template: string, { z, x, y }: Tile): string =>
  template.replaceAll('{z}', String(z)).replaceAll('{x}', String(x)).replaceAll('{y}', String(y));
