import { always, type ProblemCode, problems, type Route, type RouteGroup, type Schema, zodOf } from '@hotline/contracts';
import { z } from 'zod';

type Json = Record<string, unknown>;

/** OpenAPI 3.1 from the contract rows alone; no application has to start for it. `named`: schemas that replies refer to by name. */
export function openapi(title: string, version: string, groups: Readonly<Record<string, RouteGroup>>, named: readonly Schema[] = []): Json {
  const schemas: Record<string, Json> = { Problem: problemSchema() };
  for (const schema of named) schemaOf(schema, 'input', schemas);
  const paths: Record<string, Record<string, Json>> = {};
  for (const [group, routes] of Object.entries(groups)) {
    for (const [name, row] of Object.entries(routes)) {
      const path = `/api${row.path.replace(/:(\w+)/g, '{$1}')}`;
      (paths[path] ??= {})[row.method.toLowerCase()] = operation(`${group}.${name}`, group, row, schemas);
    }
  }
  return {
    openapi: '3.1.0',
    info: { title, version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas,
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' }, cookie: { type: 'apiKey', in: 'cookie', name: 'hotline' } },
    },
  };
}

function operation(operationId: string, tag: string, row: Route, schemas: Record<string, Json>): Json {
  const open = row.permission === 'public';
  const codes: ProblemCode[] = [
    ...always.filter((code) => !open || (code !== 'session.missing' && code !== 'permission.missing')),
    ...(row.problems ?? []),
  ];
  const byStatus = Object.groupBy(codes, (code) => String(problems[code].status));
  return {
    operationId,
    summary: row.summary,
    tags: [tag],
    'x-permission': row.permission,
    security: open ? [] : [{ bearer: [] }, { cookie: [] }],
    parameters: [...parameters(row.params, 'path', schemas), ...parameters(row.query, 'query', schemas), ...(row.ifMatch ? [ifMatch] : [])],
    ...(row.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(row.body, 'input', schemas) } } } }
      : {}),
    ...(row.upload === undefined ? {} : { requestBody: { required: true, content: { 'application/octet-stream': {} } } }),
    responses: {
      ...answer(row, schemas),
      ...Object.fromEntries(Object.entries(byStatus).map(([status, some]) => [status, refusal(some ?? [])])),
    },
  };
}

const ifMatch = { name: 'If-Match', in: 'header', required: true, schema: { type: 'string', pattern: '^"\\d+"$' } };

const refusal = (codes: readonly ProblemCode[]): Json => ({
  description: codes.map((code) => `${code}: ${problems[code].en}`).join('; '),
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

function answer(row: Route, schemas: Record<string, Json>): Json {
  if (row.reply === 'nothing') return { 204: { description: 'done' } };
  if (row.reply === 'file')
    return {
      200: { description: 'the file', content: { 'audio/wav': {} } },
      206: { description: 'a part of it', content: { 'audio/wav': {} } },
    };
  const headers = row.etag ? { headers: { ETag: { schema: { type: 'string' }, description: 'the version, quoted' } } } : {};
  return {
    [row.status ?? 200]: {
      description: 'done',
      ...headers,
      content: { 'application/json': { schema: schemaOf(row.reply, 'output', schemas) } },
    },
  };
}

function parameters(schema: Schema | undefined, where: 'path' | 'query', schemas: Record<string, Json>): Json[] {
  const shape = schema ? ((zodOf(schema) as z.ZodObject).shape as Record<string, z.ZodType>) : {};
  return Object.entries(shape).map(([name, one]) => ({
    name,
    in: where,
    required: where === 'path' || !one.safeParse(undefined).success,
    schema: schemaOf(one, 'input', schemas),
  }));
}

/** JSON Schema of one zod schema; those with an id become shared components. Wrapped, so that a named one becomes a reference like any nested one. */
function schemaOf(schema: Schema, io: 'input' | 'output', schemas: Record<string, Json>): Json {
  const made = z.toJSONSchema(z.object({ it: zodOf(schema) }), { io, unrepresentable: 'any', target: 'draft-2020-12' }) as unknown as {
    $defs?: Record<string, Json>;
    properties: { it: Json };
  };
  const moved = (json: unknown): Json =>
    JSON.parse(JSON.stringify(json).replace(/"#\/\$defs\/([^"]+)"/g, '"#/components/schemas/$1"')) as Json;
  for (const [id, one] of Object.entries(made.$defs ?? {})) {
    const { id: _, ...rest } = one;
    schemas[id] = moved(rest);
  }
  return moved(made.properties.it);
}

function problemSchema(): Json {
  const text = { type: 'string' };
  return {
    type: 'object',
    required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
    properties: {
      type: text,
      title: text,
      status: { type: 'integer' },
      code: { type: 'string', enum: Object.keys(problems) },
      detail: text,
      requestId: text,
      version: { type: 'integer' },
      errors: { type: 'array', items: { type: 'object', required: ['path', 'message'], properties: { path: text, message: text } } },
    },
  };
}
