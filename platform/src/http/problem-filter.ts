import { always, Problem, type ProblemBody, type ProblemCode, problems } from '@hotline/contracts';
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isDatabaseAway } from '../database/database.ts';
import type { Log } from '../log/log.ts';
import type { AskedRequest } from './controller.ts';

/** Called when an operation answers a problem that its contract row does not list: tests make it fail them. */
export type Undeclared = (code: ProblemCode, operation: string) => void;

/** The one place where an error becomes application/problem+json. */
export class ProblemFilter implements ExceptionFilter {
  readonly #log: Log;
  readonly #undeclared: Undeclared;

  constructor(log: Log, undeclared: Undeclared) {
    this.#log = log;
    this.#undeclared = undeclared;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<AskedRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const row = request.served;
    const { code } = problemOf(error);
    if (row && ![...always, ...(row.problems ?? [])].some((one) => one === code)) this.#undeclared(code, `${row.method} ${row.path}`);
    sendProblem(this.#log, error, request, reply);
  }
}
Catch()(ProblemFilter);

/** Answers with the problem that an error is. Also for what never reaches Nest: an address that cannot be read, a route that is no operation. */
export function sendProblem(log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(error);
  const { status } = problems[problem.code];
  if (status === 500) log.error({ error, requestId: request.id, url: request.routeOptions?.url }, 'an operation broke');
  void reply
    .status(status)
    .header('x-request-id', request.id)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(bodyOf(problem, request)));
}

function bodyOf(problem: Problem, request: FastifyRequest): ProblemBody {
  const { status, zh, en } = problems[problem.code];
  const english = /^en\b/i.test(request.headers['accept-language'] ?? '');
  const errors = problem.details['errors'] as ProblemBody['errors'];
  const version = problem.details['version'];
  return {
    type: `/problems/${problem.code}`,
    title: english ? en : zh,
    status,
    code: problem.code,
    detail: english ? zh : en,
    requestId: request.id,
    ...(errors ? { errors } : {}),
    // 412 says which version there is now, so that a page can ask for just that.
    ...(typeof version === 'number' ? { version } : {}),
  };
}

/** What an error means to the person who asked. Anything unknown is our bug, 500. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isDatabaseAway(error)) return new Problem('database.away');
  const { statusCode, status, code } = (error ?? {}) as { statusCode?: number; status?: number; code?: string };
  const http = statusCode ?? status ?? 500;
  if (http === 404) return new Problem('route.unknown');
  if (http === 413) return new Problem('request.too-large');
  if (http === 415) return new Problem('request.not-json');
  if (http === 429) return new Problem('request.too-many');
  if (http >= 400 && http < 500) return new Problem('request.invalid', { errors: [{ path: 'body', message: code ?? 'not readable' }] });
  return new Problem('server.broken');
}
