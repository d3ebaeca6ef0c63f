import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, until } from '../kit/hotline.ts';
import { codeOf, House } from './house.ts';
import { RawSocket } from './raw-socket.ts';

let house: House;
beforeAll(async () => {
  house = await House.open('app-sign-in');
});
afterAll(() => house.close());

const signIn = (account: string, password: string, headers: Record<string, string> = {}) =>
  house.json('POST', '/api/session', { account, password }, undefined, headers);
const status = async (token: string) => (await house.ask('GET', '/api/session', { token })).status;

describe('the lock after wrong passwords (CASES, osTicket#452)', () => {
  test('six wrong ones lock the name for any address, leave its living session alone and are in the audit', async () => {
    const living = await house.token('agent1');
    const answers: string[] = [];
    for (let n = 0; n < 6; n += 1) answers.push(await codeOf(await signIn('agent1', `wrong ${n}`)));
    expect(answers).toEqual([...Array<string>(4).fill('session.wrong'), 'session.locked', 'session.locked']);
    expect(await codeOf(await signIn('agent1', PASSWORD, { 'x-forwarded-for': '10.9.8.7' }))).toBe('session.locked');
    expect(await status(living)).toBe(200);
    const lines = await house.database.sql<{ action: string }>(
      "select action from platform.audit where object = 'account:agent1' and action like 'session.%' order by id",
    );
    expect(lines.map(({ action }) => action)).toEqual([
      'session.open',
      ...Array<string>(4).fill('session.refused'),
      'session.locked',
      'session.refused',
      'session.refused',
    ]);
  });

  test('an account that does not exist is answered alike, word for word', async () => {
    const answers: unknown[] = [];
    for (let n = 0; n < 6; n += 1) {
      const { requestId: _, ...told } = (await (await signIn('nobody-here', 'wrong')).json()) as { requestId: string; code: string };
      answers.push(told.code);
    }
    expect(answers).toEqual([...Array<string>(4).fill('session.wrong'), 'session.locked', 'session.locked']);
  });

  test('the name in capitals or full-width letters is the same name', async () => {
    for (const name of ['AGENT2', 'Agent2', 'ａｇｅｎｔ２', ' agent2 ', 'agent2']) await signIn(name, 'wrong');
    expect(await codeOf(await signIn('agent2', PASSWORD))).toBe('session.locked');
  });

  test('ten wrong ones at once count as ten', async () => {
    const codes = await Promise.all(Array.from({ length: 10 }, async () => codeOf(await signIn('agent3', 'wrong'))));
    expect(codes.filter((code) => code === 'session.wrong')).toHaveLength(4);
    expect(await codeOf(await signIn('agent3', PASSWORD))).toBe('session.locked');
  });

  test('the right one in between begins the count anew', async () => {
    for (let n = 0; n < 4; n += 1) await signIn('agent4', 'wrong');
    expect((await signIn('agent4', PASSWORD)).status).toBe(200);
    expect(await codeOf(await signIn('agent4', 'wrong'))).toBe('session.wrong');
  });

  test('an administrator sees who is locked, and a new password lifts it', async () => {
    const admin = await house.desk('admin1');
    const { items } = await admin.api.staff.list({ query: { q: 'agent1' } });
    expect(items[0]?.lockedUntil).toBeTruthy();
    await admin.api.staff.setPassword({ params: { account: 'agent1' }, body: { password: 'Another-12345' } });
    expect((await signIn('agent1', 'Another-12345')).status).toBe(200);
  });

  test('a lock ends after a quarter of an hour', async () => {
    await house.database.sql(
      "update people.wrong_tries set locked_until = locked_until - interval '16 minutes', first_at = first_at - interval '16 minutes' where account = 'agent2'",
    );
    expect((await signIn('agent2', PASSWORD)).status).toBe(200);
  });
});

describe('a session', () => {
  test('is a cookie that scripts cannot read and that no other site can send', async () => {
    const cookie = (await signIn('agent5', PASSWORD)).headers.get('set-cookie') ?? '';
    for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Expires=']) expect(cookie).toContain(flag);
    const value = /hotline=([^;]+)/.exec(cookie)?.[1] ?? '';
    const kept = await house.database.sql<{ token_hash: string }>('select token_hash from people.session');
    expect(kept.map(({ token_hash }) => token_hash)).not.toContain(value);
    expect((await house.ask('GET', '/api/session', { headers: { cookie: `hotline=${value}` } })).status).toBe(200);
  });

  test('ends at sign-out: the token is good for nothing and the cookie is cleared', async () => {
    const token = await house.token('agent5');
    const other = await house.token('agent5');
    const closed = await house.ask('DELETE', '/api/session', { token });
    expect(closed.status).toBe(204);
    expect(closed.headers.get('set-cookie')).toMatch(/hotline=;/);
    expect([await status(token), await status(other)]).toEqual([401, 200]);
  });

  test('says who she is and what she may, with the rarest of names', async () => {
    const { api } = await house.desk('agent6');
    expect(await api.session.read()).toMatchObject({ account: 'agent6', name: '冯龘', number: '1006', roles: ['agent'] });
  });

  test('no answer holds a password or its hash', async () => {
    const admin = await house.desk('admin1');
    const text = JSON.stringify([await admin.api.staff.list({ query: {} }), await admin.api.session.read()]);
    expect(text).not.toMatch(/argon2|password/i);
  });
});

describe('a right that is taken away', () => {
  test('ends the socket within a second and is refused over HTTP from then on', async () => {
    const admin = await house.desk('admin1');
    const { token } = await house.desk('super1');
    const socket = await RawSocket.open(house.deskUrl, { token });
    expect(socket.state).toBe('open');
    const [before] = (await admin.api.staff.list({ query: { q: 'super1' } })).items;
    if (!before) throw new Error('no super1');
    const began = performance.now();
    const { account, version, lockedUntil: _, ...settings } = before;
    await admin.api.staff.change({ params: { account }, ifMatch: version, body: { ...settings, roles: ['handler'] } });
    await until('closed socket', () => socket.state === 'closed', 1_000);
    expect(performance.now() - began).toBeLessThan(1_000);
    expect((await house.ask('GET', '/api/calls', { token })).status).toBe(403);
  });

  test('of somebody who no longer works here ends every session at once', async () => {
    const admin = await house.desk('admin1');
    const token = await house.token('urban1');
    const socket = await RawSocket.open(house.deskUrl, { token });
    const [before] = (await admin.api.staff.list({ query: { q: 'urban1' } })).items;
    if (!before) throw new Error('no urban1');
    const { account, version, lockedUntil: _, ...settings } = before;
    await admin.api.staff.change({ params: { account }, ifMatch: version, body: { ...settings, active: false } });
    expect(await status(token)).toBe(401);
    expect(await codeOf(await signIn('urban1', PASSWORD))).toBe('session.wrong');
    await until('closed socket', () => socket.state === 'closed', 1_000);
  });
});

describe('a socket', () => {
  test.each([
    ['without a token', {}],
    ['with a made-up token', { token: 'x'.repeat(43) }],
    ['with a made-up cookie', { headers: { cookie: 'hotline=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' } }],
  ])('%s is refused', async (_, how) => {
    expect((await RawSocket.open(house.deskUrl, how)).state).toBe('refused');
  });

  test('with her cookie from a page of another site is closed before it opens', async () => {
    const cookie = `hotline=${await house.token('agent5')}`;
    expect((await RawSocket.open(house.deskUrl, { headers: { cookie, origin: 'https://evil.example' } })).state).toBe('closed');
    const own = await RawSocket.open(house.deskUrl, { headers: { cookie, origin: house.deskUrl } });
    expect(own.state).toBe('open');
    own.close();
  });

  test('a tab that becomes the phone is told to her other tabs and to nobody else', async () => {
    const [token, stranger] = [await house.token('agent5'), await house.token('agent6')];
    const [one, two, other] = await Promise.all([
      RawSocket.open(house.deskUrl, { token }),
      RawSocket.open(house.deskUrl, { token }),
      RawSocket.open(house.deskUrl, { token: stranger }),
    ]);
    one.emit('phone:take', { tab: 'a' });
    await until('told tab', () => two.frames.length > 0);
    expect([one.frames, two.frames, other.frames]).toEqual([[], [['phone:taken', { tab: 'a' }]], []]);
    one.emit('phone:take', { tab: 5 });
    one.emit('phone:take');
    one.emit('nonsense', { tab: 'b' });
    two.emit('phone:take', { tab: 'c' });
    await until('answer', () => one.frames.length > 0);
    expect([one.frames, two.frames.length]).toEqual([[['phone:taken', { tab: 'c' }]], 1]);
    for (const socket of [one, two, other]) socket.close();
  });
});
