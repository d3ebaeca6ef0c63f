import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AuditBook } from '../audit/write.ts';
import type { Db } from '../database/database.ts';
import type { Log } from '../log/log.ts';
import type { AskedRequest } from './controller.ts';
import { Guard } from './guard.ts';
import type { Doorkeeper } from './person.ts';
import { ProblemFilter, sendProblem, type Undeclared } from './problem-filter.ts';
import { readOut } from './read-out.ts';

/** JSON bodies beyond this are refused with 413: no operation needs more. */
const MOST_BODY_BYTES = 256 * 1024;

export interface ListenerNeeds {
  readonly name: 'desk' | 'site';
  readonly controllers: readonly Type<object>[];
  readonly doorkeeper: Doorkeeper;
  readonly log: Log;
  readonly undeclared?: Undeclared;
  readonly refused?: { db: Db; audit: AuditBook };
  /** Reverse proxies whose word on the caller's address is taken. */
  readonly proxies: readonly string[];
  /** Where pages of this listener may open sockets to, besides itself: the phone's address. */
  readonly sockets: readonly string[];
  /** Bytes of the largest file that an operation of this listener takes; without it no file is read at all. */
  readonly mostUpload?: number;
  /** Adds what is not an operation: health, documents, pages. */
  readonly prepare?: (fastify: FastifyInstance) => Promise<void> | void;
  /** Told after each request, for the metrics. */
  readonly served?: (operation: string, status: number, ms: number) => void;
}

/** One Nest application on one port: the public one and the staff's never share a controller. */
export async function openListener(needs: ListenerNeeds): Promise<NestFastifyApplication> {
  const root = class {};
  Module({ controllers: [...needs.controllers] })(root);
  const adapter = new FastifyAdapter({
    bodyLimit: MOST_BODY_BYTES,
    // a caller's own X-Forwarded-For counts for nothing
    trustProxy: needs.proxies.length > 0 ? [...needs.proxies] : false,
    genReqId: () => randomUUID(),
    // A request that never ends would hold its socket for ever.
    requestTimeout: 30_000,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => sendProblem(needs.log, error, request, reply),
  } as never);
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, { logger: false, bodyParser: false, abortOnError: false });
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  await prepareFastify(fastify, needs);
  app.useGlobalGuards(new Guard(needs.doorkeeper, fastify, needs.refused));
  app.useGlobalFilters(
    new ProblemFilter(
      needs.log,
      needs.undeclared ?? ((code, operation) => needs.log.error({ code, operation }, 'a problem that the contract does not list')),
    ),
  );
  await needs.prepare?.(fastify);
  return app;
}

async function prepareFastify(fastify: FastifyInstance, needs: ListenerNeeds): Promise<void> {
  // Routes that `prepare` adds are not Nest's: without this their refusals would be answered in fastify's own words, with 500.
  fastify.setErrorHandler((error, request, reply) => sendProblem(needs.log, error, request, reply));
  await fastify.register(cookie);
  await fastify.register(rateLimit, { global: false });
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // antd writes its styles at run time.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", ...needs.sockets],
        workerSrc: ["'self'", 'blob:'],
        frameAncestors: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
  });
  jsonOnly(fastify);
  if (needs.mostUpload !== undefined)
    fastify.addContentTypeParser('application/octet-stream', { parseAs: 'buffer', bodyLimit: needs.mostUpload }, (_, body, done) =>
      done(null, body),
    );
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  fastify.addHook('onSend', async (request, reply) => {
    if (reply.statusCode >= 400) await readOut(request.raw);
  });
  fastify.addHook('onResponse', async (request: AskedRequest, reply) => {
    const operation = request.served ? `${request.served.method} ${request.served.path}` : (request.routeOptions.url ?? 'unknown');
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    needs.log.info(
      {
        requestId: request.id,
        listener: needs.name,
        operation,
        status: reply.statusCode,
        ms,
        ...(request.person ? { account: request.person.account } : {}),
      },
      'request',
    );
    needs.served?.(operation, reply.statusCode, ms);
  });
}

/** Only JSON is a body. Fastify reads text/plain too, which is what a form of another site can send without asking. */
function jsonOnly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Many clients label an empty body as JSON.
    if (body === '') done(null, undefined);
    else void parse(request, body as string, done);
  });
}
