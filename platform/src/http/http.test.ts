import { Problem, problems, route } from '@hotline/contracts';
import type { FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { tokenOf } from './guard.ts';
import { problemOf } from './problem-filter.ts';
import { fromText, readInput } from './read-input.ts';
import { rangeOf } from './send-file.ts';

const problemIn = (deed: () => unknown): Problem | undefined => {
  try {
    deed();
    return undefined;
  } catch (error) {
    return error instanceof Problem ? error : undefined;
  }
};

describe('a range of a recording (RFC 9110 section 14)', () => {
  test.each([
    [undefined, undefined],
    ['bytes=0-', { first: 0, last: 999 }],
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=100-199', { first: 100, last: 199 }],
    ['bytes=900-5000', { first: 900, last: 999 }],
    ['bytes=-100', { first: 900, last: 999 }],
    ['bytes=-5000', { first: 0, last: 999 }],
    // Ignored, so that the whole file is sent: another unit, several ranges, nonsense.
    ['lines=1-2', undefined],
    ['bytes=0-1,5-6', undefined],
    ['bytes=-', undefined],
    ['bytes=a-b', undefined],
  ])('%s of 1000 bytes', (header, span) => {
    expect(rangeOf(header, 1_000)).toEqual(span);
  });

  test.each(['bytes=1000-', 'bytes=5-2', 'bytes=1000-2000', 'bytes=-0'])('%s lies outside and is refused with 416', (header) => {
    expect(problemIn(() => rangeOf(header, 1_000))?.code).toBe('recording.range');
  });

  test('of an empty file nothing can be asked', () => {
    expect(problemIn(() => rangeOf('bytes=0-', 0))?.code).toBe('recording.range');
  });
});

describe('what a query says as text', () => {
  const query = z.object({
    limit: z.int().default(50),
    mine: z.boolean().optional(),
    units: z.array(z.int()).optional(),
    q: z.string().optional(),
  });

  test('becomes what its schema says', () => {
    expect(query.parse(fromText(query, { limit: '20', mine: 'true', units: ['1', '2'], q: '12' }))).toEqual({
      limit: 20,
      mine: true,
      units: [1, 2],
      q: '12',
    });
  });

  test('one value of a list is a list', () => {
    expect(query.parse(fromText(query, { units: '7' }))).toMatchObject({ units: [7] });
  });

  test.each([{ limit: '1e3' }, { limit: ' 5' }, { limit: '' }, { limit: '0x10' }, { mine: '1' }, { mine: 'TRUE' }])(
    '%j is refused, not guessed',
    (given) => {
      expect(query.safeParse(fromText(query, given)).success).toBe(false);
    },
  );
});

describe('the input of an operation', () => {
  const row = route({
    method: 'PUT',
    path: '/things/:id',
    permission: 'session.own',
    summary: '',
    params: z.object({ id: z.string().max(3) }),
    body: z.object({ name: z.string() }),
    reply: 'nothing',
    ifMatch: true,
  });
  const request = (more: object) =>
    ({ params: { id: 'a' }, query: {}, body: { name: 'x' }, headers: { 'if-match': '"3"' }, ...more }) as unknown as FastifyRequest;

  test('is read part by part, with the version the caller saw', () => {
    expect(readInput(row, request({}))).toEqual({ params: { id: 'a' }, body: { name: 'x' }, ifMatch: 3 });
    expect(readInput(row, request({ headers: { 'if-match': 'W/"12"' } }))).toMatchObject({ ifMatch: 12 });
  });

  test('names every wrong field by its path', () => {
    const problem = problemIn(() => readInput(row, request({ params: { id: 'long' }, body: { name: 5 } })));
    expect(problem?.details['errors']).toMatchObject([{ path: 'params.id' }, { path: 'body.name' }]);
  });

  test.each([{}, { 'if-match': '3' }, { 'if-match': '*' }, { 'if-match': '"3", "4"' }, { 'if-match': '"9999999999"' }])(
    'with %j the version is missing',
    (headers) => {
      expect(problemIn(() => readInput(row, request({ headers })))?.code).toBe('version.missing');
    },
  );

  test('a file is handed over as it is, and only where one is expected', () => {
    const upload = route({ method: 'POST', path: '/files', permission: 'session.own', summary: '', upload: 9, reply: 'nothing' });
    const bytes = Buffer.from('picture');
    expect(readInput(upload, request({ body: bytes }))).toEqual({ bytes });
    expect(problemIn(() => readInput(upload, request({ body: { name: 'x' } })))?.code).toBe('request.invalid');
    expect(problemIn(() => readInput(upload, request({ body: undefined })))?.code).toBe('request.invalid');
    expect(problemIn(() => readInput({ ...row, ifMatch: 'by-desk' }, request({ body: bytes })))?.code).toBe('request.not-json');
  });

  test('a key that the schema does not know is dropped', () => {
    expect(readInput(row, request({ body: { name: 'x', roles: ['admin'] } }))).toMatchObject({ body: { name: 'x' } });
  });
});

describe('what an error means to the person who asked', () => {
  const withCode = (statusCode: number) => Object.assign(new Error('x'), { statusCode });
  test.each([
    [new Problem('call.unknown'), 'call.unknown'],
    [withCode(404), 'route.unknown'],
    [withCode(413), 'request.too-large'],
    [withCode(415), 'request.not-json'],
    [withCode(429), 'request.too-many'],
    [withCode(400), 'request.invalid'],
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'database.away'],
    [new Error('query failed', { cause: Object.assign(new Error('x'), { code: '57P01' }) }), 'database.away'],
    [new TypeError('undefined is not a function'), 'server.broken'],
    ['thrown text', 'server.broken'],
    [undefined, 'server.broken'],
  ] as const)('%s → %s', (error, code) => {
    expect(problemOf(error).code).toBe(code);
  });

  test('every problem has both sentences and a status that the design lists', () => {
    const statuses = [400, 401, 403, 404, 409, 412, 413, 415, 416, 422, 428, 429, 500, 503];
    for (const [code, { zh, en, status }] of Object.entries(problems)) {
      expect([code, /[\u4e00-\u9fff]/.test(zh), /[a-z]/.test(en), statuses.includes(status)]).toEqual([code, true, true, true]);
    }
  });
});

describe('the token of a request', () => {
  const token = 'a'.repeat(43);
  test.each([
    [{ headers: { authorization: `Bearer ${token}` } }, token],
    [{ headers: {}, cookies: { hotline: token } }, token],
    [{ headers: { authorization: 'Basic abc' }, cookies: { hotline: token } }, token],
    [{ headers: { authorization: 'Bearer short' } }, undefined],
    [{ headers: { authorization: `Bearer ${token}\u0000` } }, undefined],
    [{ headers: {} }, undefined],
  ])('%j', (request, found) => {
    expect(tokenOf(request as Parameters<typeof tokenOf>[0])).toBe(found);
  });
});
