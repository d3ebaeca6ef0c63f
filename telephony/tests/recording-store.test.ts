import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AuditBook } from '@hotline/platform';
import { freshDatabase, quietLog, type TestDatabase, TestClock, testRing } from '@hotline/platform/test-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RecordingStore } from '../src/recordings/recording-store.ts';
import { call, recording } from '../src/tables.ts';

const clock = new TestClock();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-recordings-'));
let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('telephony-recordings');
});
afterAll(async () => {
  await database.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A second of sound as a switch that was killed leaves it: the header says that nothing follows. */
function brokenOff(): string {
  const file = path.join(folder, 'spool.wav');
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(8_000, 24);
  fs.writeFileSync(file, Buffer.concat([header, Buffer.alloc(16_000, 1)]));
  return file;
}

test('a recording that is ordered to be filed again while it is being filed is filed once, and not lost', async () => {
  const { db } = database;
  const store = new RecordingStore({
    db,
    clock,
    audit: new AuditBook(testRing(), clock),
    log: quietLog(),
    folder: path.join(folder, 'kept'),
    changed: () => undefined,
  });
  const spoolPath = brokenOff();
  await db
    .insert(call)
    .values({ id: 'c', version: 1, direction: 'in', state: 'ended', dialled: '12345', withheld: true, queuedAt: clock.now() });
  await db.insert(recording).values({ id: 'r', callId: 'c', leg: 'mix', state: 'writing', startedAt: clock.now(), spoolPath });
  const first = store.keep('r');
  await pause(400);
  await Promise.all([first, store.keep('r')]);
  await store.keep('r');
  expect(await database.sql("select state, duration_ms from telephony.recording where id = 'r'")).toEqual([
    { state: 'repaired', duration_ms: 1_000 },
  ]);
  expect(await database.sql("select action from platform.audit where object = 'recording:r'")).toEqual([{ action: 'recording.repaired' }]);
});
