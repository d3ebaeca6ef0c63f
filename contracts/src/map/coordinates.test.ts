import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dotsAt, fromTiles, gcj02Of, isWithin, keptPoint, onTiles, pointIn, pointText, tilesOf, wgs84Of } from './coordinates.ts';

/** Metres between two points that lie close together. */
const metres = (one: { lat: number; lng: number }, other: { lat: number; lng: number }): number =>
  Math.hypot((one.lat - other.lat) * 111_320, (one.lng - other.lng) * 111_320 * Math.cos((one.lat * Math.PI) / 180));
const inChina = fc.record({ lat: fc.double({ min: 18, max: 53, noNaN: true }), lng: fc.double({ min: 74, max: 135, noNaN: true }) });

describe('GCJ-02, which maps in China are drawn in', () => {
  // the tests of googollee/eviltransform, which takes another ellipsoid: half a metre
  test.each([
    ['Shanghai', 31.1774276, 121.5272106, 31.17530398364597, 121.531541859215],
    ['Shenzhen', 22.543847, 113.912316, 22.540796131694766, 113.9171764808363],
    ['Beijing', 39.911954, 116.377817, 39.91334545536069, 116.38404722455657],
  ])('%s lies where published vectors say, there and back', (_, lat, lng, gcjLat, gcjLng) => {
    expect(metres(gcj02Of({ lat, lng }), { lat: gcjLat, lng: gcjLng })).toBeLessThan(0.5);
    expect(metres(wgs84Of({ lat: gcjLat, lng: gcjLng }), { lat, lng })).toBeLessThan(0.5);
  });

  test('with the same ellipsoid it is the published place to a millimetre', () => {
    // wandergis/coordtransform, test/app.js
    expect(metres(gcj02Of({ lat: 39.915, lng: 116.404 }), { lat: 39.916_404_281_501_64, lng: 116.410_244_499_169_38 })).toBeLessThan(0.001);
  });

  test('there and back is the same place to a centimetre, anywhere in the country', () => {
    fc.assert(fc.property(inChina, (point) => metres(wgs84Of(gcj02Of(point)), point) < 0.01));
  });

  test('abroad nothing is shifted', () => {
    expect(gcj02Of({ lat: 48.2, lng: 16.37 })).toEqual({ lat: 48.2, lng: 16.37 });
  });

  test('tiles in WGS-84 are taken as they are', () => {
    const point = { lat: 34.41, lng: 115.65 };
    expect([onTiles('wgs84', point), fromTiles('wgs84', point)]).toEqual([point, point]);
    expect(metres(onTiles('gcj02', point), point)).toBeGreaterThan(100);
  });
});

describe('tiles of a city', () => {
  test('the middle of the world is the corner of four tiles; Null Island lies on it', () => {
    expect(dotsAt({ lat: 0, lng: 0 }, 1)).toEqual({ x: 256, y: 256 });
  });

  test('a known tile of the slippy map is found (wiki.openstreetmap.org: Lon./lat. to tile numbers)', () => {
    // 51.51202, 0.02435 at zoom 17 is 65544/43582
    const area = { west: 0.02434, south: 51.51201, east: 0.02435, north: 51.51202 };
    expect(tilesOf(area, 'wgs84', 17)).toEqual({ west: 65_544, north: 43_582, east: 65_544, south: 43_582 });
  });

  test('every point of the area lies on a tile of it, at every zoom and in both datums', () => {
    const area = { west: 114.8, south: 33.7, east: 116.7, north: 34.9 };
    const within = fc.record({
      lat: fc.double({ min: area.south, max: area.north, noNaN: true }),
      lng: fc.double({ min: area.west, max: area.east, noNaN: true }),
    });
    fc.assert(
      fc.property(within, fc.integer({ min: 8, max: 13 }), fc.constantFrom('wgs84' as const, 'gcj02' as const), (point, zoom, datum) => {
        const { west, north, east, south } = tilesOf(area, datum, zoom);
        const { x, y } = dotsAt(onTiles(datum, point), zoom);
        return x / 256 >= west && x / 256 < east + 1 && y / 256 >= north && y / 256 < south + 1;
      }),
    );
  });
});

describe('a point as it is kept and read', () => {
  test('its text is read as the same point', () => {
    fc.assert(
      fc.property(inChina, (point) => {
        expect(pointIn(pointText(point))).toEqual(keptPoint(point));
      }),
    );
  });

  test.each(['', '34', '34.1', '34.1,', ',115', 'NaN,NaN', '91,115', '34,181', '34;115', '34.1,115.2,3', '1e1,1e2'])(
    '“%s” is none',
    (text) => {
      expect(pointIn(text)).toBeUndefined();
    },
  );

  test('the border of the area belongs to it', () => {
    const area = { west: 1, south: 2, east: 3, north: 4 };
    expect([
      isWithin(area, { lat: 2, lng: 3 }),
      isWithin(area, { lat: 1.999_999, lng: 3 }),
      isWithin(area, { lat: 2, lng: 3.000_001 }),
    ]).toEqual([true, false, false]);
  });
});
