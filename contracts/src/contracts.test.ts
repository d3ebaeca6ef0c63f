import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { publicApi, staffApi } from './api.ts';
import { addressOf } from './http/client.ts';
import { permissions, permissionsOf, roles } from './http/permissions.ts';
import { problems } from './http/problems.ts';
import { type Route, route, zodOf } from './http/route.ts';
import { Account, typedText } from './words/scalars.ts';

const groups = { ...staffApi, ...publicApi };
const operations = Object.entries(groups).flatMap(([group, rows]) =>
  Object.entries(rows).map(([name, row]): [string, Route] => [`${group}.${name}`, row]),
);

describe('the operations', () => {
  test('no two of them share method and address', () => {
    const addresses = operations.map(([, { method, path }]) => `${method} ${path.replace(/:\w+/g, ':')}`);
    expect(addresses).toEqual([...new Set(addresses)]);
  });

  test.each(operations)('%s lists problems that exist, and each of them once', (_, row) => {
    const listed = row.problems ?? [];
    expect(listed.filter((code) => !(code in problems))).toEqual([]);
    expect(listed).toEqual([...new Set(listed)]);
    expect(row.ifMatch !== undefined).toBe(listed.includes('version.stale') && listed.includes('version.missing'));
  });

  test('the public listener has public operations only, and each says how often a minute', () => {
    const rows = Object.values(publicApi).flatMap((group): Route[] => Object.values(group));
    expect(rows.map(({ permission }) => permission)).toEqual(rows.map(() => 'public'));
    expect(rows.every(({ perMinute }) => (perMinute ?? 0) > 0)).toBe(true);
  });

  test('only signing in is public at the desk', () => {
    expect(operations.filter(([name, row]) => row.permission === 'public' && !name.startsWith('public')).map(([name]) => name)).toEqual([
      'session.open',
    ]);
  });

  test('a row with a misspelt problem, a key that no row has, a name without schema or a public one without limit does not compile', () => {
    // @ts-expect-error no such problem
    route({ method: 'GET', path: '/a', permission: 'call.read', summary: '', reply: 'nothing', problems: ['call.unknwon'] });
    // @ts-expect-error no such key
    route({ method: 'GET', path: '/a', permission: 'call.read', summary: '', reply: 'nothing', perHour: 5 });
    // @ts-expect-error `:id` has no schema
    route({ method: 'GET', path: '/a/:id', permission: 'call.read', summary: '', reply: 'nothing' });
    // @ts-expect-error a public operation without a limit
    route({ method: 'GET', path: '/a', permission: 'public', summary: '', reply: 'nothing' });
    // @ts-expect-error no such right
    route({ method: 'GET', path: '/a', permission: 'call.everything', summary: '', reply: 'nothing' });
    expect(route({ method: 'GET', path: '/a', permission: 'call.read', summary: '', reply: 'nothing' }).path).toBe('/a');
  });
});

describe('rights', () => {
  test("every right is somebody's, but for the citizen's own to rate, and every operation's right exists", () => {
    const held = permissionsOf(Object.keys(roles) as (keyof typeof roles)[]);
    expect(Object.keys(permissions).filter((right) => !held.has(right as keyof typeof permissions))).toEqual(['ticket.rate']);
    expect(operations.filter(([, { permission }]) => permission !== 'public' && !(permission in permissions))).toEqual([]);
  });

  test('system, security and audit administrators are three: none of them has what another one is watched by (GB/T 22239)', () => {
    const [admin, security, auditor] = [permissionsOf(['admin']), permissionsOf(['security']), permissionsOf(['auditor'])];
    expect([admin.has('audit.read'), security.has('audit.read'), auditor.has('audit.read')]).toEqual([false, false, true]);
    expect([auditor.has('staff.write'), security.has('staff.write')]).toEqual([false, false]);
    expect([admin, security, auditor].some((rights) => rights.has('caller.reveal') || rights.has('recording.listen'))).toBe(false);
  });

  test('a department handler reads neither calls nor numbers nor recordings', () => {
    const handler = permissionsOf(['handler', 'head']);
    expect(['call.read', 'caller.reveal', 'recording.listen', 'call.answer'].filter((right) => handler.has(right as 'call.read'))).toEqual(
      [],
    );
  });

  test('posts add up', () => {
    expect(permissionsOf(['dispatcher', 'auditor'])).toEqual(new Set([...roles.dispatcher.may, ...roles.auditor.may]));
    expect(permissionsOf([])).toEqual(new Set());
  });
});

describe('text from a person', () => {
  const name = typedText(60).min(1);
  test.each(['冯龘', '郑𠮷', '😀', '👨‍👩‍👧', 'Ñandú', "O'Neil", '<b>x</b>', '名'.repeat(60)])('%s is kept as it is', (text) => {
    expect(name.parse(text)).toBe(text);
  });

  test('blanks around it go', () => {
    expect(name.parse('  李静\u3000\n')).toBe('李静');
  });

  test.each([
    ['NUL', 'a\u0000b'],
    ['half a pair', 'a\ud842'],
    ['too long', 'x'.repeat(61)],
    ['nothing', ''],
    ['blanks only', '   '],
  ])('%s is refused', (_, text) => {
    expect(name.safeParse(text).success).toBe(false);
  });

  test.each(['Agent1', '1agent', 'a', 'agent 1', 'агент', '-a', 'a'.repeat(33), 'a\n'])('%j is no account name', (text) => {
    expect(Account.safeParse(text).success).toBe(false);
  });
});

describe('the address of an operation', () => {
  test('whatever an id holds, it stays one piece of the path', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((id) => id.isWellFormed()),
        (id) => {
          const path = addressOf(staffApi.calls.read, { params: { id } });
          return path.split('/').length === 4 && decodeURIComponent(path.slice('/api/calls/'.length)) === id;
        },
      ),
    );
  });

  test('lists, numbers and nothing become a query', () => {
    expect(addressOf(staffApi.calls.list, { query: { from: '+86 138', limit: 5, after: undefined, mine: true } })).toBe(
      '/api/calls?from=%2B86+138&limit=5&mine=true',
    );
  });
});

test.each(operations)('%s has schemas that become JSON Schema without a gap', (_, row) => {
  for (const schema of [row.params, row.query, row.body, typeof row.reply === 'string' ? undefined : row.reply])
    if (schema) expect(() => z.toJSONSchema(zodOf(schema), { io: 'input' })).not.toThrow();
});
