import { createServer, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import WebSocket, { WebSocketServer } from 'ws';
import { PhoneProxy } from '../src/supervisor/phone-proxy.ts';
import { TestHouse, until } from './supervisor/test-house.ts';

let house: TestHouse;
let proxy: PhoneProxy;
beforeEach(async () => {
  house = await TestHouse.make();
  proxy = new PhoneProxy(house.config);
  await proxy.open();
});
afterEach(async () => {
  proxy.close();
  await house.close();
});

const deskPage = () => `http://127.0.0.1:${house.config.deskAddress.port}`;

function phone(origin: string, at = '/phone', protocols: string[] = ['sip']) {
  const socket = new WebSocket(`ws://127.0.0.1:${house.config.phonePort}${at}`, protocols, { origin });
  const opened = new Promise<string>((resolve) => {
    socket.once('open', () => resolve('open'));
    socket.once('error', (error) => resolve(error.message));
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  return { socket, opened, closed };
}

/** Answers every message in capitals and notes where its callers come from. */
async function loudSwitch() {
  const server = createServer();
  const sockets = new WebSocketServer({ server, path: '/ws', handleProtocols: () => 'sip' });
  const seen: (string | undefined)[] = [];
  sockets.on('connection', (socket, request: IncomingMessage) => {
    seen.push(request.socket.remoteAddress);
    socket.on('message', (data: Buffer) => socket.send(data.toString().toUpperCase()));
  });
  await new Promise<void>((resolve) => server.listen(house.config.asterisk.httpPort, '127.0.0.1', resolve));
  const end = () => {
    for (const socket of sockets.clients) socket.terminate();
    server.close();
  };
  return { seen, end };
}

test('a page of another site is refused, as are other paths and other protocols', async () => {
  expect(await phone('https://evil.example').opened).toContain('403');
  expect(await phone(`${deskPage()}.evil.example`).opened).toContain('403');
  expect(await phone(deskPage(), '/ws').opened).toContain('404');
  expect(await phone(deskPage(), '/phone', ['xmpp']).opened).toContain('400');
});

test('messages go both ways, the first ones sent before the switch has answered, and the switch sees 127.0.0.3', async () => {
  const loud = await loudSwitch();
  const { socket, opened, closed } = phone(deskPage());
  const heard: string[] = [];
  socket.on('message', (data: Buffer) => heard.push(data.toString()));
  await opened;
  socket.send('register');
  socket.send('invite');
  await until(() => heard.length === 2, 'two answers');
  expect(heard).toEqual(['REGISTER', 'INVITE']);
  expect(loud.seen).toEqual(['127.0.0.3']);
  loud.end();
  expect(await closed).toBe(1_013);
});

test('without a switch the phone is told to try again later', async () => {
  expect(await phone(deskPage()).closed).toBe(1_013);
});

test('a message larger than 64 kB ends the connection', async () => {
  const loud = await loudSwitch();
  const { socket, opened, closed } = phone(deskPage());
  await opened;
  socket.send('x'.repeat(65_537));
  expect(await closed).toBe(1_009);
  loud.end();
});
