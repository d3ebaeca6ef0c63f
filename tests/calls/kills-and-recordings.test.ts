import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { callIs, everybodyHangsUp, lasted, onlyReady, read, type SipAgent, talk, talkFor } from '../kit/calls.ts';
import { type Desk, Hotline, until } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { filed, listen, recordingOf } from '../kit/recordings.ts';

const { describe, test } = needs('asterisk', 'postgres');

let hotline: Hotline;
let agent1: SipAgent;
let lead: Desk;
beforeAll(async () => {
  hotline = await Hotline.open();
  agent1 = await hotline.agent('agent1');
  lead = await hotline.desk('super1');
});
beforeEach(() => onlyReady([agent1], agent1));
afterEach(everybodyHangsUp);
afterAll(() => hotline.stop());

describe('what becomes of recordings when a process dies (rows 84, 108)', () => {
  test('kill -9 of the app while it files recordings: each is filed once, hash and audit line too', async () => {
    const began = await talk(hotline, agent1, '13800007010');
    await talkFor(3);
    await began.citizen.hangUp();
    const folder = path.join(hotline.data, 'files', 'recordings');
    const partsOf = (): string[] => (fs.existsSync(folder) ? fs.globSync(`**/${began.id}-*`, { cwd: folder }) : []);
    // The first file or half file of this call: the job is at work.
    await until('filing at work', () => partsOf().length > 0, 5_000);
    await hotline.another('app', await hotline.kill('app'));
    const kept = await until(
      'filed recordings',
      async () => {
        const call = await read(lead, began.id);
        return call.recordings.length === 3 && call.recordings.every(({ state }) => state !== 'writing') && call;
      },
      120_000,
    );
    expect(partsOf().sort()).toEqual(['agent', 'citizen', 'mix'].map((leg) => expect.stringMatching(new RegExp(`${leg}\\.wav$`))));
    for (const { url, sha256 } of kept.recordings) expect((await listen(hotline, lead, url)).sha256).toBe(sha256);
    const { items } = await (await hotline.desk('audit1')).api.audit.list({ query: { action: 'recording.', limit: 200 } });
    const filedLines = items.filter(({ action, details }) => action !== 'recording.listen' && JSON.stringify(details).includes(began.id));
    expect(filedLines.length).toBe(3);
    await until(
      'no job left behind',
      async () => {
        const { jobs } = await hotline.status();
        return jobs.pending === 0 && jobs.failed === 0;
      },
      // The job of the killed worker counts as dead after a minute, and is looked for every twenty seconds.
      110_000,
    );
  }, 260_000);

  test('kill -9 of the supervisor: the next start closes the call as switch-lost and repairs its recording', async () => {
    const began = await talk(hotline, agent1, '13800007011');
    await talkFor(4);
    const ended = Date.now();
    const { processes } = await hotline.status();
    await hotline.kill('supervisor');
    const gone = (pid: number): boolean => !fs.existsSync(`/proc/${pid}/exe`);
    await until(
      'end of its children',
      () => [processes.app, processes.postgres, processes.asterisk].every((one) => one !== null && gone(one.pid)),
      15_000,
    );
    await hotline.start();
    lead = await hotline.desk('super1');
    const over = await callIs(lead, began.id, 'lost call', ({ state }) => state === 'ended', 15_000);
    expect(over).toMatchObject({ endedBy: 'switch-lost' });
    expect(Math.abs(Date.parse(over.endedAt ?? '') - ended)).toBeLessThan(2_000);
    // Its children get a SIGTERM from the kernel: Asterisk may close the file itself, or leave it to be repaired.
    const kept = await filed(lead, began.id);
    const mix = recordingOf(kept, 'mix');
    expect(mix.state).toBeOneOf(['complete', 'repaired']);
    const heard = await listen(hotline, lead, mix.url);
    expect(heard.sha256).toBe(mix.sha256);
    expect(Math.abs(heard.durationMs - lasted(kept))).toBeLessThan(2_000);
  });
});
