import { Problem, type Route, zodOf } from '@hotline/contracts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

const notAFile = { errors: [{ path: 'body', message: 'application/octet-stream' }] };

/** What a route's schemas make of a request. Throws `request.invalid` with one error per field, `version.missing` without If-Match. */
export function readInput(row: Route, request: FastifyRequest): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const errors: { path: string; message: string }[] = [];
  for (const part of ['params', 'query', 'body'] as const) {
    if (!row[part]) continue;
    const schema = zodOf(row[part]);
    const result = schema.safeParse(part === 'query' ? fromText(schema, request.query) : (request[part] ?? {}));
    if (result.success) input[part] = result.data;
    else errors.push(...result.error.issues.map(({ path, message }) => ({ path: [part, ...path].join('.'), message })));
  }
  const isFile = Buffer.isBuffer(request.body);
  if (isFile !== (row.upload !== undefined)) throw new Problem(isFile ? 'request.not-json' : 'request.invalid', notAFile);
  if (row.upload !== undefined && isFile) input['bytes'] = request.body;
  if (errors.length > 0) throw new Problem('request.invalid', { errors });
  if (row.ifMatch) {
    const version = /^(?:W\/)?"(\d{1,9})"$/.exec(request.headers['if-match'] ?? '')?.[1];
    if (!version && row.ifMatch === true) throw new Problem('version.missing');
    if (version) input['ifMatch'] = Number(version);
  }
  return input;
}

/** A query arrives as text; its schema says what the text was. */
export function fromText(schema: z.ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return fromText(schema.unwrap() as z.ZodType, value);
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Record<string, z.ZodType>;
    return Object.fromEntries(Object.entries(value as object).map(([key, one]) => [key, shape[key] ? fromText(shape[key], one) : one]));
  }
  if (schema instanceof z.ZodArray) return [value].flat().map((one) => fromText(schema.element as z.ZodType, one));
  if (schema instanceof z.ZodNumber) return /^-?\d+(\.\d+)?$/.test(String(value)) ? Number(value) : value;
  if (schema instanceof z.ZodBoolean) return value === 'true' ? true : value === 'false' ? false : value;
  return value;
}
