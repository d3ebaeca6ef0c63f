import { Problem, type Route } from '@hotline/contracts';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AuditBook } from '../audit/write.ts';
import type { Db } from '../database/database.ts';
import { type AskedRequest, ROUTE } from './controller.ts';
import type { Doorkeeper } from './person.ts';

export const SESSION_COOKIE = 'hotline';

/** The token of a request: Bearer for programs, the cookie for browsers. */
export function tokenOf(request: {
  headers: Record<string, string | string[] | undefined>;
  cookies?: Record<string, string | undefined>;
}): string | undefined {
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(String(request.headers['authorization'] ?? ''))?.[1];
  return bearer ?? request.cookies?.[SESSION_COOKIE];
}

type Limit = (request: FastifyRequest) => Promise<{ isAllowed: boolean } | { isAllowed: false; isExceeded: boolean }>;

/** Refuses whoever the route does not admit, writes that another site's page started, and public operations beyond their limit. */
export class Guard implements CanActivate {
  readonly #doorkeeper: Doorkeeper;
  readonly #fastify: FastifyInstance;
  readonly #refused: { db: Db; audit: AuditBook } | undefined;
  readonly #limits = new Map<Route, Limit>();

  constructor(doorkeeper: Doorkeeper, fastify: FastifyInstance, refused?: { db: Db; audit: AuditBook }) {
    this.#doorkeeper = doorkeeper;
    this.#fastify = fastify;
    this.#refused = refused;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const row = Reflect.getMetadata(ROUTE, context.getHandler()) as Route | undefined;
    if (!row) throw new Error('a controller method that no contract row describes');
    const request = context.switchToHttp().getRequest<AskedRequest>();
    request.served = row;
    refuseCrossSite(row, request);
    if (row.perMinute !== undefined) await this.#limit(row, row.perMinute, request);
    if (row.permission === 'public') return true;
    const token = tokenOf(request);
    const person = token ? await this.#doorkeeper.who(token, { requestId: request.id, address: request.ip }) : undefined;
    if (!person) throw new Problem('session.missing');
    request.person = person;
    if (!person.permissions.has(row.permission)) {
      await this.#refused?.audit.write(this.#refused.db, person, {
        action: 'permission.refused',
        object: `operation:${row.method} ${row.path}`,
      });
      throw new Problem('permission.missing', { permission: row.permission });
    }
    return true;
  }

  async #limit(row: Route, most: number, request: FastifyRequest): Promise<void> {
    let limit = this.#limits.get(row);
    if (!limit) {
      limit = this.#fastify.createRateLimit({
        max: most,
        timeWindow: 60_000,
        keyGenerator: (one) => `${row.method} ${row.path} ${one.ip}`,
      });
      this.#limits.set(row, limit);
    }
    const answer = await limit(request);
    if (!answer.isAllowed && 'isExceeded' in answer && answer.isExceeded) throw new Problem('request.too-many');
  }
}

/** A form on another site can send a POST with our cookie when SameSite fails (old browsers); the browser says where it came from. */
function refuseCrossSite(row: Route, request: FastifyRequest): void {
  if (row.method === 'GET') return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('request.cross-site');
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== 'null' && (!URL.canParse(origin) || new URL(origin).host !== request.headers.host))
    throw new Problem('request.cross-site');
}
