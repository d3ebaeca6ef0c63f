import fs from 'node:fs';
import path from 'node:path';
import { type MailReading, readMail } from '@hotline/gateway';
import { filesBelow, runTrial } from './house/trial.ts';

function lineOf(reading: MailReading): string {
  if (reading.kind === 'unreadable') return `quarantine  ${'-'.padEnd(12)}  ${reading.reason}: ${reading.detail}`;
  const notes = [
    reading.automatic ? `${reading.automatic.kind} (${reading.automatic.because})` : '',
    reading.attachments.length > 0 ? `${reading.attachments.length} files` : '',
    `${reading.subject}${reading.text}`.includes('\ufffd') ? 'some characters unreadable' : '',
  ].filter((note) => note !== '');
  return `message     ${reading.charset.padEnd(12)}  ${reading.subject || '(no subject)'}${notes.length > 0 ? `  [${notes.join(', ')}]` : ''}`;
}

/** `npm run trial:mail -- PATH`: real mails through the reader, a line each and a sum. True when the reader failed at none of them. */
async function trial(place: string): Promise<boolean> {
  const sum = { message: 0, quarantine: 0, failed: 0 };
  let slowestMs = 0;
  const files = filesBelow(place, 'mails');
  for (const file of files) {
    const startedAt = performance.now();
    const reading = await readMail(fs.readFileSync(file));
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    const failed = reading.kind === 'unreadable' && reading.reason === 'reader-failed';
    sum[failed ? 'failed' : reading.kind === 'mail' ? 'message' : 'quarantine'] += 1;
    console.log(`${(path.relative(place, file) || path.basename(file)).padEnd(32)}  ${lineOf(reading)}`);
  }
  console.log(
    `${files.length} mails: ${sum.message} messages, ${sum.quarantine} in quarantine, ${sum.failed} at which the reader failed; the slowest took ${Math.round(slowestMs)} ms`,
  );
  return sum.failed === 0;
}

await runTrial('npm run trial:mail -- PATH (a folder of mails, one a file)', trial);
