import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { citizenMail, encodedWord, gbk } from '@hotline/gateway/test-kit';
import { afterAll, expect, test } from 'vitest';

const run = promisify(execFile);
const script = path.join(import.meta.dirname, 'trial-mail.ts');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'trial-mail-'));

afterAll(() => fs.rmSync(folder, { recursive: true }));

test('three mails in a folder and below it give a line each and a sum', { timeout: 20_000 }, async () => {
  fs.mkdirSync(path.join(folder, 'older'));
  fs.writeFileSync(path.join(folder, 'a.eml'), citizenMail([`Subject: ${encodedWord('路灯不亮', 'utf-8')}`], gbk('请尽快处理。')));
  fs.writeFileSync(path.join(folder, 'b.eml'), citizenMail(['Subject: 自动回复：路灯'], 'x'));
  fs.writeFileSync(path.join(folder, 'older', 'c.eml'), 'no mail at all');
  const { stdout } = await run(process.execPath, [script, folder]);
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/\s{2,}/g, ' | ')),
  ).toEqual([
    'a.eml | message | gb18030 | 路灯不亮',
    'b.eml | message | us-ascii | 自动回复：路灯 | [auto-reply (Subject: 自动回复：路灯)]',
    'older/c.eml | quarantine | - | not-a-mail: no field that a mail has',
    expect.stringMatching(/^3 mails: 2 messages, 1 in quarantine, 0 at which the reader failed; the slowest took \d+ ms$/),
  ]);
});

test('a folder that is not there is one sentence and exit code 2', { timeout: 20_000 }, async () => {
  await expect(run(process.execPath, [script, path.join(folder, 'nowhere')])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is not there'),
  });
});
