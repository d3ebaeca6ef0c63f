import { once } from 'node:events';
import net from 'node:net';
import { expect, test } from 'vitest';
import { House } from './house.ts';

test('an app that is told to stop is not held up by connections that somebody opened and never used', async () => {
  const house = await House.open('app-stopping');
  const ports = [house.deskUrl, house.siteUrl].map((url) => Number(new URL(url).port));
  const sockets = ports.map((port) => net.connect(port, '127.0.0.1').on('error', () => undefined));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  const began = performance.now();
  await house.close();
  expect(performance.now() - began).toBeLessThan(20_000);
}, 120_000);
