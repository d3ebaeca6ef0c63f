import fs from 'node:fs';
import path from 'node:path';
import { type MailReading, readMail } from '@hotline/gateway';
import { WrongSetting } from '@hotline/platform/settings';

/** The files below a folder in the order of their names, or the one file. */
function filesOf(place: string): string[] {
  if (!fs.existsSync(place)) throw new WrongSetting(`${place} is not there: give a folder of mails, one a file.`);
  if (!fs.statSync(place).isDirectory()) return [place];
  return fs
    .readdirSync(place, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .sort();
}

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
async function trial(given: string | undefined): Promise<boolean> {
  if (given === undefined) throw new WrongSetting('Usage: npm run trial:mail -- PATH (a folder of mails, one a file)');
  const place = path.resolve(process.cwd(), given);
  const sum = { message: 0, quarantine: 0, failed: 0 };
  let slowestMs = 0;
  const files = filesOf(place);
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

try {
  process.exitCode = (await trial(process.argv[2])) ? 0 : 1;
} catch (error) {
  if (!(error instanceof WrongSetting)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
