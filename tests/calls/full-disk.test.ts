import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { Hotline, until } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { filed } from '../kit/recordings.ts';

const { describe, test } = needs('asterisk', 'postgres', 'mount');

describe('a recordings folder on a full disk (row 84)', () => {
  let hotline: Hotline;
  let disk: string;
  beforeAll(async () => {
    disk = fs.mkdtempSync(path.join(os.tmpdir(), 'small-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', disk]);
    hotline = await Hotline.open({ HOTLINE_RECORDINGS_DIR: disk }, { waitFor: 'app' });
  });
  afterAll(async () => {
    await hotline.stop();
    execFileSync('umount', ['-l', disk]);
  });

  test('status says degraded and names the folder, the call is taken, and its recordings are filed once there is room', async () => {
    fs.writeFileSync(path.join(disk, 'filler'), Buffer.alloc(1_000_000));
    const status = await until('degraded status', async () => {
      const now = await hotline.status();
      return now.state === 'degraded' && now.reasons.some((reason) => reason.includes(disk)) && now;
    });
    expect(status.ready.recording).toBe(false);

    const agent = await hotline.agent('agent1');
    const citizen = await hotline.phone('13800001111');
    const call = await citizen.dials('12345');
    const ring = await agent.phone.nextRing(20_000);
    await ring.answer();
    const talking = await hotline.call(agent, '13800001111', ({ state }) => state === 'talking', 15_000);
    call.ear.say(440);
    ring.ear.say(880);
    await sleep(3_000);
    await call.hangUp();
    const waiting = await hotline.call(agent, '13800001111', ({ state }) => state === 'wrapUp');
    expect(waiting.recordings.map(({ state }) => state)).toEqual(['writing', 'writing', 'writing']);

    execFileSync('mount', ['-o', 'remount,size=64m', disk]);
    fs.rmSync(path.join(disk, 'filler'));
    const kept = await until('filed recordings', async () => (await filed(agent, talking.id).catch(() => undefined)) ?? false, 60_000);
    expect(kept.recordings.map(({ state }) => state)).toEqual(['complete', 'complete', 'complete']);
    await hotline.untilReady();
  });
});
