import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOut } from './read-out.ts';

const MEGABYTE = 1024 * 1024;
const server = http.createServer((request, response) => {
  void readOut(request).then(() => response.writeHead(413, { connection: 'close' }).end('too large'));
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
const port = (): number => (server.address() as AddressInfo).port;

/** What a client gets that looks at the answer only when it has sent everything, or why it got nothing. */
async function sendAll(bytes: number): Promise<string> {
  const socket = net.connect(port(), '127.0.0.1').pause();
  const broken = new Promise<string>((resolve) => socket.once('error', (error) => resolve(error.message)));
  const send = (data: string | Buffer): Promise<void> => new Promise((resolve) => socket.write(data, () => resolve()));
  const sent = async (): Promise<string> => {
    await send(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${bytes}\r\n\r\n`);
    for (let left = bytes; left > 0; left -= MEGABYTE) await send(Buffer.alloc(MEGABYTE));
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString().split('\r\n')[0] ?? '')));
    socket.resume();
    return answer;
  };
  return Promise.race([broken, sent()]);
}

test('whoever is refused in the middle of an upload reads why', async () => {
  for (let round = 0; round < 5; round += 1) expect(await sendAll(12 * MEGABYTE)).toBe('HTTP/1.1 413 Payload Too Large');
});

test('a request without a body waits for nothing', async () => {
  const started = performance.now();
  expect((await fetch(`http://127.0.0.1:${port()}/`)).status).toBe(413);
  expect(performance.now() - started).toBeLessThan(4_000);
});
