import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { mapTile } from '@hotline/gateway/test-kit';

/** What it does instead of handing out a tile. */
export type Mood = 'well' | 'slow' | 'page' | 'broken' | 'huge' | 'elsewhere' | 'hangs-up' | 'no-tile';

/** A server of map tiles of our own writing: it counts what it is asked, and fails in every way that one can. */
export class TileServer {
  readonly asked: string[] = [];
  mood: Mood = 'well';
  readonly #server: http.Server;

  private constructor() {
    this.#server = http.createServer((request, response) => {
      this.asked.push(request.url ?? '');
      void this.#answer(request.url ?? '', response);
    });
  }

  static async open(): Promise<TileServer> {
    const server = new TileServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The settings of a house with its map: 商丘 with what lies around it. */
  get settings() {
    return {
      MAP_TILES_URL: `${this.url}/{z}/{x}/{y}.png?tk=a-secret-key`,
      MAP_TILES_DATUM: 'gcj02',
      MAP_ATTRIBUTION: '© 测试地图',
      MAP_AREA: '114.8,33.7,116.7,34.9',
    };
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(address: string, response: http.ServerResponse): Promise<void> {
    switch (this.mood) {
      case 'slow':
        return;
      case 'page':
        return void response.setHeader('content-type', 'image/png').end('<html><script>alert(1)</script></html>');
      case 'broken':
        return void response.writeHead(500).end();
      case 'no-tile':
        return void response.writeHead(404).end();
      case 'elsewhere':
        return void response.writeHead(302, { location: `${this.url}/somewhere-else` }).end();
      case 'hangs-up':
        return void response.writeHead(200, { 'content-length': '1000' }).write('x', () => response.destroy());
      case 'huge':
        return void response.end(Buffer.concat([await mapTile('huge'), Buffer.alloc(5 * 1024 * 1024)]));
      case 'well':
        return void response.setHeader('content-type', 'image/png').end(await mapTile(address.split('?')[0] ?? ''));
    }
  }
}
