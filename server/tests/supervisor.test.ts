import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TestHouse, until } from './supervisor/test-house.ts';

// Each test makes a PostgreSQL data folder or two: 2 s alone, 10 s beside the other suites on two cores.
vi.setConfig({ testTimeout: 60_000 });

let house: TestHouse;
beforeEach(async () => {
  house = await TestHouse.make();
});
afterEach(() => house.close());

describe('starting', () => {
  test('a first start ends with the addresses and the demo accounts, a second one takes under ten seconds', async () => {
    const first = await house.started();
    expect(first.said()).toContain(`http://127.0.0.1:${house.config.siteAddress.port}`);
    expect(first.said()).toContain('Hotline-12345');
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const start = performance.now();
    await house.started();
    const seconds = (performance.now() - start) / 1_000;
    console.log(`second start: ${seconds.toFixed(2)} s`);
    expect(seconds).toBeLessThan(10);
  });

  test('of two starts on one data folder one runs and the other says so', async () => {
    const runs = [house.start(), house.start()];
    const refused = await Promise.race(runs.map((run) => run.ended.then((code) => ({ run, code }))));
    const winner = runs.find((run) => run !== refused.run);
    expect(refused.code).toBe(1);
    expect(refused.run.said()).toContain(`already running (pid ${winner?.process.pid})`);
    await until(() => winner?.said().includes('Ctrl-C') ?? false, 'the other to be up');
  });

  test('a wrong setting is one line and exit code 2', async () => {
    const run = house.start({ SIP_PORT: 'abc' });
    expect(await run.ended).toBe(2);
    expect(run.said().trim().split('\n')).toHaveLength(1);
    expect(run.said()).toContain('SIP_PORT=abc is not right');
  });

  test('a taken port is named with its holder and the setting that moves it', async () => {
    const squatter = createServer().listen(house.config.deskAddress.port, '127.0.0.1');
    const run = house.start();
    expect(await run.ended).toBe(2);
    squatter.close();
    expect(run.said().trim().split('\n')).toHaveLength(1);
    expect(run.said()).toContain(`(pid ${process.pid})`);
    expect(run.said()).toContain('HOTLINE_DESK_PORT=');
  });
});

describe('dying', () => {
  test('SIGTERM stops everything and leaves no process', async () => {
    const run = await house.started();
    expect(house.processes().length).toBeGreaterThan(1);
    run.process.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(house.processes()).toEqual([]);
    expect(await house.status()).toBeUndefined();
  });

  test('SIGTERM in the middle of the first start leaves no process, and the next start is a good one', async () => {
    const run = house.start();
    await until(() => run.said().includes('Starting'), 'the start to begin');
    run.process.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    expect(house.processes()).toEqual([]);
    await house.started();
  });

  test('kill -9 of the supervisor leaves no process, and the next start finds every row', async () => {
    const run = await house.started();
    await house.query('create table memo as select 7 as number');
    run.process.kill('SIGKILL');
    await run.ended;
    await until(() => house.processes().length === 0, `its children to end: ${house.processes().join('\n')}`, 5_000);
    await house.started();
    expect(await house.query('select number from memo')).toEqual([{ number: 7 }]);
  });

  test('a start right after kill -9 of everything works', async () => {
    const run = await house.started();
    const status = await house.status();
    const pids = [run.process.pid, status?.processes.app?.pid, status?.processes.postgres?.pid];
    for (const pid of pids) if (pid) process.kill(pid, 'SIGKILL');
    await run.ended;
    const again = await house.started();
    expect(again.said()).toContain('PostgreSQL');
    expect((await house.status())?.ready.database).toBe(true);
  });

  test('the app comes back within two seconds of kill -9', async () => {
    await house.started();
    const pid = (await house.status())?.processes.app?.pid ?? 0;
    const start = performance.now();
    process.kill(pid, 'SIGKILL');
    await until(
      async () => (await house.status())?.processes.app?.pid !== pid && Boolean((await house.status())?.ready.jobs),
      'the app to answer again',
    );
    console.log(`app back after ${(performance.now() - start).toFixed(0)} ms`);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('PostgreSQL is started again within two seconds of kill -9, answers, and keeps every committed row', async () => {
    await house.started();
    await house.query('create table memo (number int)');
    const pid = (await house.status())?.processes.postgres?.pid ?? 0;
    let committed = 0;
    const write = async () => {
      for (;;) {
        await house.query(`insert into memo values (${committed + 1})`);
        committed += 1;
        if (committed === 20) process.kill(pid, 'SIGKILL');
      }
    };
    await expect(write()).rejects.toThrow();
    const start = performance.now();
    await until(async () => ![undefined, pid].includes((await house.status())?.processes.postgres?.pid), 'another process');
    const startedMs = performance.now() - start;
    expect(startedMs).toBeLessThan(2_000);
    const answers = () =>
      house.query('select 1').then(
        () => true,
        () => false,
      );
    await until(answers, 'PostgreSQL to answer'); // its recovery writes to disk: 0.4 s on a calm machine, 3 s beside other suites
    console.log(
      `PostgreSQL started after ${startedMs.toFixed(0)} ms, answers after ${(performance.now() - start).toFixed(0)} ms, ${committed} rows`,
    );
    const [row] = await house.query<{ count: number }>('select count(*)::int as count from memo');
    expect(row?.count).toBeGreaterThanOrEqual(committed);
  });
});

describe('status', () => {
  test('an app that ends at every start is named with its log, and the supervisor goes on', async () => {
    const run = house.run('supervisor/main.ts', ['--app=/nowhere/app.ts', '--without=asterisk,screens']);
    await until(async () => (await house.status())?.reasons.some((reason) => reason.startsWith('app: ended')) ?? false, 'a reason');
    const status = await house.status();
    expect(status).toMatchObject({ state: 'starting', processes: { postgres: { version: '18.4' } } });
    expect(status?.reasons.join()).toContain('logs/app.log');
    expect(run.said()).toContain('/nowhere/app.ts');
  });

  test('status says down and exits 2 when nothing runs, and knows the processes when something does', async () => {
    const before = house.run('commands/status.ts', ['--json']);
    expect(await before.ended).toBe(2);
    expect(JSON.parse(before.said())).toMatchObject({ state: 'down', processes: { supervisor: null } });
    const run = await house.started();
    const now = house.run('commands/status.ts', ['--json']);
    expect(await now.ended).toBe(1); // degraded: this start has no Asterisk
    const status = JSON.parse(now.said());
    expect(status).toMatchObject({
      state: 'degraded',
      processes: { supervisor: { pid: run.process.pid }, postgres: { version: '18.4' } },
      agents: { offline: 15 },
    });
    expect(status.reasons.join()).toContain('asterisk');
  });
});
