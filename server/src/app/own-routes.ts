import { Problem, type RouteGroup, type Schema } from '@hotline/contracts';
import { type Doorkeeper, openapi, openapiPage, servePages, tokenOf } from '@hotline/platform';
import type { FastifyInstance } from 'fastify';
import type { Report } from '../supervisor/messages.ts';
import type { openMetrics } from './metrics.ts';

export interface OwnRoutes {
  readonly title: string;
  readonly version: string;
  readonly groups: Readonly<Record<string, RouteGroup>>;
  /** Schemas that replies refer to by name. */
  readonly named?: readonly Schema[];
  readonly report: () => Report;
  readonly pages: { folder: string; meta: Readonly<Record<string, string>> };
  /** Only the staff's listener has them. */
  readonly metrics?: { source: ReturnType<typeof openMetrics>; doorkeeper: Doorkeeper };
}

/** Everything that is not an operation of the contract: health, the API's description, metrics, the browser app. */
export async function addOwnRoutes(fastify: FastifyInstance, own: OwnRoutes): Promise<void> {
  const document = JSON.stringify(openapi(own.title, own.version, own.groups, own.named));
  const page = openapiPage(own.title, own.groups);
  fastify.get('/health/live', () => ({ live: true }));
  fastify.get('/health/ready', (_, reply) => {
    const { database } = own.report().ready;
    return reply.status(database ? 200 : 503).send({ ready: database });
  });
  fastify.get('/api/openapi.json', (_, reply) => reply.type('application/json; charset=utf-8').send(document));
  fastify.get('/api/docs', (_, reply) => reply.type('text/html; charset=utf-8').send(page));
  const { metrics } = own;
  if (metrics)
    fastify.get('/metrics', async (request, reply) => {
      const token = tokenOf(request);
      const person = token ? await metrics.doorkeeper.who(token, { requestId: request.id, address: request.ip }) : undefined;
      if (!person) throw new Problem('session.missing');
      if (!person.permissions.has('metrics.read')) throw new Problem('permission.missing');
      return reply.type(metrics.source.contentType).send(await metrics.source.text());
    });
  await servePages(fastify, { ...own.pages, screens: /^\/(?!api(\/|$)|socket\.io|metrics|health|assets)[\w\-/]*$/ });
}
