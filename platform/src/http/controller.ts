import 'reflect-metadata';
import { type Given, type Received, type Route, type RouteGroup, zodOf } from '@hotline/contracts';
import { Controller, HttpCode, Req, RequestMapping, RequestMethod, Res, SetMetadata, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Person } from './person.ts';
import { readInput } from './read-input.ts';
import { sendFile } from './send-file.ts';

export const ROUTE = 'hotline:route';

/** The caller and the wire, for the few handlers that need more than their input. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}
export interface AskedRequest extends FastifyRequest {
  served?: Route;
  person?: Person;
}

type Asker<R extends Route> = R['permission'] extends 'public' ? Person | undefined : Person;
type Handler<R extends Route> = (input: Received<R>, me: Asker<R>, exchange: Exchange) => Given<R> | Promise<Given<R>>;
/** One handler for each operation of the group: a missing or an invented one does not compile. */
export type Handlers<G extends RouteGroup> = { [K in keyof G]: Handler<G[K]> };

/** The Nest controller of a group of operations: path, validation, permission and the shape of the reply come from the contract rows. */
export function controllerOf<G extends RouteGroup>(name: string, group: G, handlers: Handlers<G>): Type<object> {
  const controller = { [name]: class {} }[name] as Type<object>;
  for (const [key, row] of Object.entries(group)) {
    const handler = handlers[key] as unknown as Handler<Route>;
    const method = (request: AskedRequest, reply: FastifyReply) => serve(row, handler, request, reply);
    Object.defineProperty(controller.prototype, key, { value: method, configurable: true, writable: true });
    decorate(controller.prototype as object, key, row);
  }
  Controller('api')(controller);
  return controller;
}

function decorate(prototype: object, key: string, row: Route): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, key) as PropertyDescriptor;
  RequestMapping({ path: row.path, method: RequestMethod[row.method] })(prototype, key, descriptor);
  HttpCode(row.status ?? 200)(prototype, key, descriptor);
  SetMetadata(ROUTE, row)(prototype, key, descriptor);
  Req()(prototype, key, 0);
  Res()(prototype, key, 1);
}

async function serve(row: Route, handler: Handler<Route>, request: AskedRequest, reply: FastifyReply): Promise<void> {
  const input = readInput(row, request) as Received<Route>;
  const given: unknown = await handler(input, request.person as Person, { request, reply });
  if (row.reply === 'nothing') return void (await reply.status(204).send());
  if (row.reply === 'file') return sendFile(request, reply, given as Given<Route & { reply: 'file' }>);
  // Parsed before it leaves, so that nothing goes out that the contract does not name.
  const parsed = zodOf(row.reply).parse(given);
  if (row.etag) {
    const etag = `"${(parsed as { version: number }).version}"`;
    void reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (row.method === 'GET' && request.headers['if-none-match']?.replace(/^W\//, '') === etag)
      return void (await reply.status(304).send());
  } else void reply.header('cache-control', 'no-store');
  await reply.status(row.status ?? 200).send(parsed);
}
