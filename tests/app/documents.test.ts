import { forms, permissions, publicApi, type RouteGroup, staffApi } from '@hotline/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { House } from './house.ts';

interface Operation {
  operationId: string;
  'x-permission': string;
  security: object[];
  responses: Record<string, { description: string }>;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
}

let house: House;
const documents: Record<string, Document> = {};
beforeAll(async () => {
  house = await House.open('app-documents');
  for (const [name, url] of [
    ['staff', house.deskUrl],
    ['public', house.siteUrl],
  ] as const)
    documents[name] = (await (await fetch(`${url}/api/openapi.json`)).json()) as Document;
});
afterAll(() => house.close());

const documentOf = (name: string): Document => documents[name] ?? { openapi: '', paths: {}, components: { schemas: {} } };
const operationsIn = (document: Document) =>
  Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, one]) => ({ path, method, ...one })));
const referencesIn = (document: Document) =>
  [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference ?? '');

describe.each([
  ['staff', staffApi as Readonly<Record<string, RouteGroup>>],
  ['public', publicApi as Readonly<Record<string, RouteGroup>>],
])('openapi.json of the %s listener', (name, api) => {
  test('is OpenAPI 3.1 with one operation for each row of the contract and no other', () => {
    const document = documentOf(name);
    expect(document.openapi).toMatch(/^3\.1\./);
    const rows = Object.values(api)
      .flatMap((group) => Object.values(group))
      .map(({ method, path }) => `${method} /api${path.replace(/:(\w+)/g, '{$1}')}`);
    expect(
      operationsIn(document)
        .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
        .sort(),
    ).toEqual(rows.sort());
  });

  test('gives each operation an id of its own, its right and its answers', () => {
    const operations = operationsIn(documentOf(name));
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { operationId, responses, security, ...one } of operations) {
      expect([operationId, one['x-permission'] === 'public' || one['x-permission'] in permissions]).toEqual([operationId, true]);
      expect([operationId, security.length > 0]).toEqual([operationId, one['x-permission'] !== 'public']);
      expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
      expect(Object.values(responses).every(({ description }) => description.length > 0)).toBe(true);
    }
  });

  test('names in every path exactly its parameters', () => {
    for (const { path, operationId, parameters } of operationsIn(documentOf(name))) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, one]) => one);
      expect([operationId, parameters.filter((one) => one.in === 'path').map((one) => one.name)]).toEqual([operationId, inPath]);
      expect(parameters.filter((one) => one.in === 'path').every(({ required }) => required)).toBe(true);
    }
  });

  test('has no reference that leads nowhere, and no shared schema that nothing refers to', () => {
    const document = documentOf(name);
    const targets = new Set(referencesIn(document));
    const there = new Set(Object.keys(document.components.schemas).map((one) => `#/components/schemas/${one}`));
    expect([...targets].filter((one) => !there.has(one))).toEqual([]);
    // The forms of the lifecycle are named by `can[].form` in replies (DESIGN section 11).
    const byName = new Set(Object.keys(forms).map((one) => `#/components/schemas/${one}`));
    expect([...there].filter((one) => !targets.has(one) && !byName.has(one))).toEqual([]);
    expect([...byName].every((one) => there.has(one))).toBe(name === 'staff');
  });
});

test('what is public at the site needs no sign-in, and nothing of the staff is named there', () => {
  const operations = operationsIn(documentOf('public'));
  expect(operations.every((one) => one['x-permission'] === 'public')).toBe(true);
  expect(JSON.stringify(documentOf('public').paths)).not.toMatch(/staff|audit|agents/);
});

test('the page of the API for people lists every operation and has no script', async () => {
  const page = await (await fetch(`${house.deskUrl}/api/docs`)).text();
  for (const { operationId } of operationsIn(documentOf('staff'))) expect(page).toContain(`id="${operationId}"`);
  expect(page).not.toContain('<script');
});

describe('every page', () => {
  test('comes with the headers that keep other sites out', async () => {
    const { headers } = await fetch(house.deskUrl);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('is told whether this is a demo', async () => {
    expect(await (await fetch(house.deskUrl)).text()).toMatch(/hotline-demo|http-equiv="refresh"/);
  });
});

describe('health and metrics', () => {
  test.each(['/health/live', '/health/ready'])('%s answers at both ports without a sign-in', async (address) => {
    expect([(await fetch(house.deskUrl + address)).status, (await fetch(house.siteUrl + address)).status]).toEqual([200, 200]);
  });

  test('metrics are for who may read them, at the desk only, and hold no account and no number', async () => {
    const token = await house.token('super1');
    expect((await house.ask('GET', `${house.siteUrl}/metrics`, { token })).status).toBe(404);
    expect((await house.ask('GET', '/metrics')).status).toBe(401);
    const text = await (await house.ask('GET', '/metrics', { token })).text();
    for (const metric of [
      'hotline_calls{state="talking"} 0',
      'hotline_agents{state="offline"}',
      'hotline_ready{part="database"} 1',
      'hotline_http_request_seconds_bucket',
    ])
      expect(text).toContain(metric);
    expect(text).not.toMatch(/super1|agent\d|account=|="\d{7,}/);
  });
});
