import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Mood, TileServer } from '../../tests/kit/tile-server.ts';
import { fetchTile } from '../src/map/fetch-tile.ts';

let server: TileServer;
beforeAll(async () => {
  server = await TileServer.open();
});
afterAll(() => server.close());
afterEach(() => (server.mood = 'well'));

describe('what a tile server may send (row 92)', () => {
  test('a picture is told by its bytes, whatever its label says', async () => {
    const tile = await fetchTile(`${server.url}/12/1/2`);
    expect(tile === 'none' ? tile : tile.mime).toBe('image/png');
  });

  test.each<[Mood, string]>([
    ['slow', 'too slow'],
    ['page', 'no picture'],
    ['broken', 'status 500'],
    ['elsewhere', 'status 302'],
    ['hangs-up', 'not reached'],
    ['huge', 'too large'],
  ])('one that is or sends “%s” gives no tile: %s', async (mood, reason) => {
    server.mood = mood;
    server.asked.length = 0;
    await expect(fetchTile(`${server.url}/12/1/2`, 300)).rejects.toThrow(reason);
    // no redirect was followed
    expect(server.asked).toEqual(['/12/1/2']);
  });

  test('one that has no such tile is not broken', async () => {
    server.mood = 'no-tile';
    expect(await fetchTile(`${server.url}/12/1/2`)).toBe('none');
  });

  test('one that nobody listens at is named without its address, which holds a key', async () => {
    await expect(fetchTile('http://127.0.0.1:9/1/2/3?tk=secret')).rejects.toThrow(/^not reached$/);
  });
});
