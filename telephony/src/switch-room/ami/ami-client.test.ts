import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SwitchTrouble } from '../switch-trouble.ts';
import { AmiClient, AmiRefused } from './ami-client.ts';

/** A manager that logs everyone in, answers pings, and keeps silent otherwise. */
const sockets = new Set<Socket>();
let heard = '';
let server: ReturnType<typeof createServer>;
let client: AmiClient;

beforeEach(async () => {
  heard = '';
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('Asterisk Call Manager/9.0.0\r\n');
    socket.on('data', (data) => {
      heard += data.toString();
      for (const action of data.toString().split('\r\n\r\n')) {
        const id = /ActionID: (\S+)/.exec(action)?.[1];
        if (id && /Action: (login|Ping)/.test(action)) socket.write(`Response: Success\r\nActionID: ${id}\r\n\r\n`);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = new AmiClient({ port: (server.address() as { port: number }).port, secret: 'x' });
  client.connect();
  await once(client, 'up');
});

afterEach(() => {
  client.close();
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  server.close();
});

test('a CR LF in an AMI value is refused and never sent', async () => {
  await expect(client.action('Ping', { Channel: 'x\r\nAction: Originate' })).rejects.toBeInstanceOf(AmiRefused);
  await expect(client.stopMixMonitor('x\nAction: Originate')).rejects.toBeInstanceOf(AmiRefused);
  await client.ping();
  expect(heard).not.toContain('Originate');
});

test('a recording into a file whose name would become an option is refused', async () => {
  const order = { channel: 'x', file: '/a/m.wav', receiveFile: '/a/r)t(.wav', transmitFile: '/a/t.wav' };
  await expect(client.mixMonitor(order)).rejects.toBeInstanceOf(SwitchTrouble);
});

test('an action without an answer ends after 3 s', async () => {
  await expect(client.stopMixMonitor('x')).rejects.toBeInstanceOf(SwitchTrouble);
}, 4_000);

test('a connection that breaks is told at once and stands again within a second', async () => {
  const down = once(client, 'down');
  for (const socket of sockets) socket.destroy();
  await down;
  await expect(client.ping()).rejects.toBeInstanceOf(SwitchTrouble);
  const start = performance.now();
  await once(client, 'up');
  expect(performance.now() - start).toBeLessThan(1_000);
  await client.ping();
});
