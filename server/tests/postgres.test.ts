import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { clearLeftovers, postgresCommand, postgresFolder, prepareCluster, untilDatabaseIsThere, whoLeft } from '../src/postgres/index.ts';
import { TestHouse, until } from './supervisor/test-house.ts';

// Each test makes a PostgreSQL data folder or two: 2 s alone, 10 s beside the other suites on two cores.
vi.setConfig({ testTimeout: 60_000 });

let house: TestHouse;
beforeEach(async () => {
  house = await TestHouse.make();
});
afterEach(() => house.close());

/** The server alone, without a supervisor. */
async function runServer() {
  const [command = '', ...args] = postgresCommand(house.config, await prepareCluster(house.config));
  const server = spawn(command, args, { cwd: '/', stdio: 'ignore', detached: true });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  await untilDatabaseIsThere(house.config);
  return { server, ended };
}

describe('postmaster.pid that a crash left', () => {
  const leave = (pid: number) => {
    mkdirSync(postgresFolder(house.config), { recursive: true });
    writeFileSync(path.join(postgresFolder(house.config), 'postmaster.pid'), `${pid}\n`);
  };

  test('one of a dead process is left for PostgreSQL to judge', async () => {
    leave(4_194_304); // the highest pid there is, plus one
    expect(await clearLeftovers(postgresFolder(house.config))).toBe('dead');
    expect(whoLeft(postgresFolder(house.config))).toBe('dead');
  });

  test('one whose number now belongs to another program is removed', async () => {
    leave(process.pid);
    expect(await clearLeftovers(postgresFolder(house.config))).toBe('other');
    expect(whoLeft(postgresFolder(house.config))).toBe('nobody');
  });

  test('one of a zombie waits until it is reaped', async () => {
    // Perl (essential on Debian) forks and collects its child only when told to; a shell may do so at any moment.
    const parent = spawn('perl', [
      '-e',
      '$| = 1; my $child = fork; exit 0 unless $child; print "$child\\n"; <STDIN>; waitpid $child, 0; <STDIN>',
    ]);
    const pid = Number(await new Promise<Buffer>((resolve) => parent.stdout.once('data', resolve)));
    leave(pid);
    await until(() => whoLeft(postgresFolder(house.config)) === 'zombie', 'the child to be a zombie');
    const cleared = clearLeftovers(postgresFolder(house.config));
    parent.stdin.write('collect it\n');
    expect(await cleared).toBe('zombie');
    parent.stdin.end();
    expect(whoLeft(postgresFolder(house.config))).toBe('dead');
  });

  test('a server of ours that still runs is stopped in good order, and the next one starts', async () => {
    const first = await runServer();
    expect(whoLeft(postgresFolder(house.config))).toEqual({ ours: first.server.pid });
    const second = await runServer();
    expect(await first.ended).toBe(0);
    second.server.kill('SIGINT');
    expect(await second.ended).toBe(0);
  });
});

test('a start killed while it made the data folder is followed by a good one', async () => {
  mkdirSync(`${postgresFolder(house.config)}.new/base`, { recursive: true });
  const { server, ended } = await runServer();
  expect(await house.query("select current_setting('server_encoding') as encoding")).toEqual([{ encoding: 'UTF8' }]);
  server.kill('SIGINT');
  await ended;
  rmSync(postgresFolder(house.config), { recursive: true });
});

test('kill -9 of the postmaster is followed by a good start at once', async () => {
  const { server, ended } = await runServer();
  await house.query('create table memo as select 7 as number');
  server.kill('SIGKILL');
  await ended;
  const again = await runServer();
  expect(await house.query('select number from memo')).toEqual([{ number: 7 }]);
  again.server.kill('SIGINT');
  await again.ended;
});
