import { Problem } from '@hotline/contracts';
import { quietLog, TestClock } from '@hotline/platform/test-kit';
import { describe, expect, test } from 'vitest';
import { type Fetched, NoTile } from './fetch-tile.ts';
import { MapDesk, MOST_A_MINUTE } from './map-desk.ts';

const png = (size = 10): Fetched => ({ bytes: new Uint8Array(size), mime: 'image/png' });
const area = { west: 114.8, south: 33.7, east: 116.7, north: 34.9 };
const map = {
  tiles: ['https://t0.tiles.example/{z}/{y}/{x}?tk=k', 'https://t1.tiles.example/{z}/{x}/{y}'],
  datum: 'wgs84' as const,
  attribution: 'x',
  area,
};
/** 商丘 at zoom 12: 115.65, 34.41. */
const within = { layer: 0, z: 12, x: 3_363, y: 1_629 };

function deskWith(fetchOne: (address: string) => Promise<Fetched>, shelfBytes?: number) {
  const clock = new TestClock('2026-11-26T10:00:00+08:00');
  const asked: string[] = [];
  const fetched = (address: string): Promise<Fetched> => (asked.push(address), fetchOne(address));
  return { clock, asked, desk: new MapDesk({ clock, log: quietLog(), retryScale: 1, map }, fetched, shelfBytes) };
}
const codeOf = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('the city’s map (row 92: a point on a map, where a tile server is set)', () => {
  test('only the address of the settings is asked, with numbers in it; each layer has its own', async () => {
    const { desk, asked } = deskWith(() => Promise.resolve(png()));
    await desk.tile(within);
    await desk.tile({ ...within, layer: 1 });
    expect(asked).toEqual(['https://t0.tiles.example/12/1629/3363?tk=k', 'https://t1.tiles.example/12/3363/1629']);
  });

  test.each([
    ['in Beijing', { ...within, x: 3_372, y: 1_552 }],
    ['of the whole world', { layer: 0, z: 0, x: 0, y: 0 }],
    ['nearer than a house', { layer: 0, z: 19, x: 430_500, y: 208_500 }],
    ['of a layer that is none', { ...within, layer: 2 }],
  ])('a tile %s is refused, and nobody is asked', async (_, tile) => {
    const { desk, asked } = deskWith(() => Promise.resolve(png()));
    expect(await codeOf(desk.tile(tile))).toBe('map.no-tile');
    expect(asked).toEqual([]);
  });

  test('a house without a map has none, and takes no point', async () => {
    const desk = new MapDesk({ clock: new TestClock('2026-11-26T10:00:00+08:00'), log: quietLog(), retryScale: 1 });
    expect([desk.view(), await codeOf(desk.tile(within))]).toEqual([null, 'map.none']);
    expect(() => desk.check({ lat: 34.4, lng: 115.6 })).toThrow('place.no-map');
  });

  test('the page hears what it needs, and not the address of the tiles', () => {
    const { desk } = deskWith(() => Promise.resolve(png()));
    expect(desk.view()).toEqual({ area, datum: 'wgs84', attribution: 'x', layers: 2, zoom: { least: 8, most: 18 } });
  });

  test('a tile is fetched once for all who want it, and again after a week', async () => {
    const { desk, asked, clock } = deskWith(() => Promise.resolve(png()));
    await Promise.all([1, 2, 3].map(() => desk.tile(within)));
    await desk.tile(within);
    expect(asked).toHaveLength(1);
    clock.advance(7 * 86_400_000 + 1);
    await desk.tile(within);
    expect(asked).toHaveLength(2);
  });

  test('the shelf is bounded: what was longest not looked at is asked for anew', async () => {
    const { desk, asked } = deskWith(() => Promise.resolve(png(1_000)), 2_500);
    const [one, two, three] = [0, 1, 2].map((n) => ({ ...within, y: within.y + n })) as [typeof within, typeof within, typeof within];
    for (const tile of [one, two, one, three, one, two]) await desk.tile(tile);
    expect(asked.map((address) => Number(address.split('/')[4]) - within.y)).toEqual([0, 1, 2, 1]);
  });

  test('a tile that the server does not have is no failure, and not asked for again', async () => {
    const { desk, asked } = deskWith(() => Promise.resolve('none'));
    expect([await codeOf(desk.tile(within)), await codeOf(desk.tile(within)), asked.length]).toEqual(['map.no-tile', 'map.no-tile', 1]);
  });

  test('a server that fails three times is left alone for ten seconds, and asked again then', async () => {
    let isDown = true;
    const { desk, asked, clock } = deskWith(() => (isDown ? Promise.reject(new NoTile('status 500')) : Promise.resolve(png())));
    for (let n = 0; n < 5; n += 1) expect(await codeOf(desk.tile(within))).toBe('map.away');
    expect(asked).toHaveLength(3);
    isDown = false;
    clock.advance(9_999);
    expect(await codeOf(desk.tile(within))).toBe('map.away');
    clock.advance(1);
    expect(await codeOf(desk.tile(within))).toBe('nothing');
  });

  test('eight are fetched at once, the next wait; what is too much is refused', async () => {
    const open: (() => void)[] = [];
    const { desk, asked } = deskWith(() => new Promise((resolve) => open.push(() => resolve(png()))));
    const all = Array.from({ length: 300 }, (_, n) => codeOf(desk.tile({ layer: 0, z: 16, x: 53_690 + n, y: 26_060 })));
    await new Promise(setImmediate);
    expect(asked).toHaveLength(8);
    for (let n = 0; n < 208; n += 1) {
      open[n]?.();
      await new Promise(setImmediate);
    }
    const codes = await Promise.all(all);
    expect([codes.filter((code) => code === 'nothing').length, codes.filter((code) => code === 'map.away').length]).toEqual([208, 92]);
  });

  test('the provider is asked for no more than so many a minute, whoever asks', async () => {
    const { desk, asked, clock } = deskWith(() => Promise.resolve(png()));
    const tile = (n: number) => ({ layer: 0, z: 18, x: 214_700 + (n % 1_000), y: 104_300 + Math.floor(n / 1_000) });
    for (let n = 0; n < MOST_A_MINUTE; n += 1) await desk.tile(tile(n));
    expect(await codeOf(desk.tile(tile(MOST_A_MINUTE)))).toBe('map.away');
    clock.advance(60_000);
    expect(await codeOf(desk.tile(tile(MOST_A_MINUTE)))).toBe('nothing');
    expect(asked).toHaveLength(MOST_A_MINUTE + 1);
  });
});
