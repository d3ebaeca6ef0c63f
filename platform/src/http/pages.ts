import fs from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

export interface Pages {
  /** The folder that Vite built. */
  readonly folder: string;
  /** Put into the page's head, for what the page must know before it can ask. */
  readonly meta: Readonly<Record<string, string>>;
  /** Addresses that the page's own router answers; anything else unknown is a 404. */
  readonly screens: RegExp;
}

const notBuilt =
  '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="3"><title>12345</title><p>页面正在准备,请稍候。 The page is being built.</p>';

/** Serves a browser app: files by name (kept for a year: their names carry a hash), the page itself for its screens (never kept). */
export async function servePages(fastify: FastifyInstance, pages: Pages): Promise<void> {
  fs.mkdirSync(pages.folder, { recursive: true });
  await fastify.register(fastifyStatic, { root: pages.folder, serve: false });
  fastify.get('/assets/*', (request, reply) => {
    const name = path.posix.normalize(`assets/${(request.params as { '*': string })['*']}`);
    return reply.sendFile(name, { maxAge: '365d', immutable: true });
  });
  for (const name of ['/favicon.svg', '/favicon.ico', '/robots.txt']) fastify.get(name, (_, reply) => reply.sendFile(name.slice(1)));
  fastify.get('/*', (request, reply) => {
    if (!pages.screens.test(request.url.split('?')[0] ?? '')) return reply.callNotFound();
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page(pages));
  });
}

function page({ folder, meta }: Pages): string {
  const file = path.join(folder, 'index.html');
  if (!fs.existsSync(file)) return notBuilt;
  const tags = Object.entries(meta).map(([name, content]) => `<meta name="${name}" content="${content}">`);
  return fs.readFileSync(file, 'utf8').replace('</head>', `${tags.join('')}</head>`);
}
