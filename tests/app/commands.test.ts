import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Hotline, root, until } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { codeOf, House } from './house.ts';

/** Runs a command to its end, with both of its outputs. */
function run(environment: NodeJS.ProcessEnv, file: string, ...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(root, file), ...args], {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = { out: '', err: '' };
    child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
    child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
    child.once('close', (code) => resolve({ code, ...said }));
  });
}

describe('when nothing runs', () => {
  const nothing = { ...process.env, HOTLINE_DATA_DIR: path.join(os.tmpdir(), 'hotline-that-never-was') };
  delete (nothing as NodeJS.ProcessEnv)['DATABASE_URL'];

  test('status exits with 2 and still says the whole status', async () => {
    const { code, out } = await run(nothing, 'server/src/commands/status.ts', '--json');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      state: 'down',
      processes: { supervisor: null, app: null, postgres: null, asterisk: null },
      calls: { waiting: 0 },
    });
  });

  test.each([['scripts/verify.ts'], ['scripts/seed.ts', '--agents', '8'], ['scripts/demo/call.ts'], ['server/src/commands/db-url.ts']])(
    '%s says in one line what to do, and exits with 2',
    async (file, ...args) => {
      const { code, err } = await run(nothing, file, ...args);
      expect([code, err.trim().split('\n')]).toEqual([2, [expect.stringContaining('npm start')]]);
    },
  );

  test('nothing of it made a data folder', () => {
    expect(fs.existsSync(nothing.HOTLINE_DATA_DIR)).toBe(false);
  });

  test('a wrong setting is one line for every command', async () => {
    for (const file of ['server/src/commands/status.ts', 'scripts/verify.ts', 'scripts/demo/call.ts']) {
      const { code, err } = await run({ ...nothing, SIP_PORT: 'many' }, file);
      expect([file, code, err.trim().split('\n').length]).toEqual([file, 2, 1]);
      expect(err).toContain('SIP_PORT=many');
    }
  });
});

describe('a house without the demo', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.open('app-no-demo', { HOTLINE_DEMO: '0' });
  });
  afterAll(() => house.close());

  test("refuses the demo accounts and tells an administrator's password once", async () => {
    const attempt = (account: string, password: string) => house.json('POST', '/api/session', { account, password });
    expect(await codeOf(await attempt('agent1', 'Hotline-12345'))).toBe('session.wrong');
    const told = house.said.filter((line) => line.includes('admin / '));
    expect(told).toHaveLength(1);
    const password = /admin \/ (\S+)/.exec(told[0] ?? '')?.[1] ?? '';
    expect((await attempt('admin', password)).status).toBe(200);
    await house.stop();
    await house.start();
    expect(house.said.filter((line) => line.includes('admin / '))).toHaveLength(1);
    expect((await attempt('admin', password)).status).toBe(200);
  });

  test('makes no demo agents', async () => {
    const { code, err } = await run(house.environment, 'scripts/seed.ts', '--agents', '9');
    expect([code, err]).toEqual([2, expect.stringContaining('HOTLINE_DEMO=0')]);
  });

  test('takes the demo accounts of a former demo for unknown', async () => {
    await house.database.sql(
      "insert into people.staff (account, name, unit, roles, password_hash, demo) select 'agent1', 'x', unit, '{agent}', password_hash, true from people.staff where account = 'admin'",
    );
    const password = /admin \/ (\S+)/.exec(house.said.join('\n'))?.[1] ?? '';
    expect(await codeOf(await house.json('POST', '/api/session', { account: 'agent1', password }))).toBe('session.wrong');
  });
});

const { describe: describeHotline } = needs('asterisk', 'postgres');
describeHotline('the running hotline', () => {
  let hotline: Hotline;
  let environment: NodeJS.ProcessEnv;
  beforeAll(async () => {
    hotline = await Hotline.open();
    environment = hotline.environment as NodeJS.ProcessEnv;
  }, 120_000);
  afterAll(() => hotline.stop());

  const ask = async <Row extends object>(question: string): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: (await run(environment, 'server/src/commands/db-url.ts')).out.trim() });
    await client.connect();
    return (await client.query<Row>(question).finally(() => client.end())).rows;
  };

  test('status exits with 0 and is a table or JSON', async () => {
    expect(await run(environment, 'server/src/commands/status.ts')).toMatchObject({
      code: 0,
      out: expect.stringContaining('✓ recording') as string,
    });
    const { code, out } = await run(environment, 'server/src/commands/status.ts', '--json');
    expect([code, (JSON.parse(out) as { state: string }).state]).toEqual([0, 'ready']);
  });

  test('twelve agents are made by seed, sign in and are known at the board', async () => {
    expect(await run(environment, 'scripts/seed.ts', '--agents', '12')).toMatchObject({
      code: 0,
      out: expect.stringContaining('agent7–agent12') as string,
    });
    expect(await run(environment, 'scripts/seed.ts', '--agents', 'many')).toMatchObject({ code: 2 });
    expect(await run(environment, 'scripts/seed.ts', '--size', 'ten')).toMatchObject({ code: 2 });
    expect(await run(environment, 'scripts/seed.ts', '--size', '10')).toMatchObject({ code: 0 });
    expect((await run(environment, 'scripts/verify.ts', '--json')).code).toBe(0);
    const { api } = await hotline.desk('agent12');
    expect(await api.session.read()).toMatchObject({ account: 'agent12', number: '1012', roles: ['agent'] });
    await until('known agent', async () => (await api.agents.list()).items.some(({ account }) => account === 'agent12'), 15_000);
  }, 90_000);

  test('demo:call reaches the hotline and is a call of its number', async () => {
    const { code, out } = await run(environment, 'scripts/demo/call.ts', '--from', '13900002222', '--seconds', '3');
    expect([code, out]).toEqual([0, expect.stringContaining('The hotline answered')]);
    const desk = await hotline.desk('super1');
    const call = await hotline.call(desk, '13900002222', ({ state }) => state === 'ended');
    expect(call.caller).toEqual({ masked: '139****2222', withheld: false });
  }, 90_000);

  test('verify finds the audit sound, and names a line that was tampered with through SQL', async () => {
    const sound = await run(environment, 'scripts/verify.ts', '--json');
    expect([sound.code, JSON.parse(sound.out)]).toEqual([0, expect.objectContaining({ ok: true, broken: [] })]);
    const [line] = await ask<{ id: string }>(
      "update platform.audit set actor = 'nobody' where id = (select min(id) from platform.audit where sealed) returning id::text",
    );
    const broken = await run(environment, 'scripts/verify.ts', '--json');
    expect([broken.code, JSON.parse(broken.out)]).toEqual([
      1,
      expect.objectContaining({ ok: false, broken: [{ table: 'platform.audit', id: line?.id }] }),
    ]);
    const { api } = await hotline.desk('audit1');
    expect(await api.audit.verify()).toMatchObject({ ok: false, broken: [{ table: 'platform.audit', id: line?.id }] });
  }, 90_000);
});
