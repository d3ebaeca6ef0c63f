import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** 16-bit mono sound. Asterisk's own format is 8,000 samples a second. */
export interface Sound {
  rate: number;
  samples: Int16Array;
}

/** Header of every WAV that Asterisk and we write: RIFF, one `fmt ` of 16 bytes, `data`. */
const HEADER_BYTES = 44;

/** Reads a WAV; a `data` length that a crash left at 0 counts as "to the end of the file". */
export function decodeWav(file: Uint8Array): Sound {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE')
    throw new RangeError('not a WAV file');
  let rate = 8_000;
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    if (name === 'fmt ') {
      if (bytes.readUInt16LE(at + 8) !== 1 || bytes.readUInt16LE(at + 10) !== 1 || bytes.readUInt16LE(at + 22) !== 16)
        throw new RangeError('not 16-bit mono PCM');
      rate = bytes.readUInt32LE(at + 12);
    }
    if (name === 'data') {
      const room = bytes.length - at - 8;
      const size = (length === 0 || length > room ? room : length) & ~1; // espeak-ng writes 2 GB when it writes to a pipe
      const copy = bytes.subarray(at + 8, at + 8 + size).slice();
      return { rate, samples: new Int16Array(copy.buffer.slice(copy.byteOffset, copy.byteOffset + size)) };
    }
    at += 8 + length + (length & 1);
  }
  throw new RangeError('a WAV file without data');
}

export function encodeWav({ rate, samples }: Sound): Buffer {
  const data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  return Buffer.concat([wavHeader(rate, data.length), data]);
}

export const readWav = async (file: string): Promise<Sound> => decodeWav(await readFile(file));

/** Written aside and renamed: Asterisk may be reading the old one. */
export async function writeWav(file: string, sound: Sound): Promise<void> {
  await writeFile(`${file}.new`, encodeWav(sound));
  await rename(`${file}.new`, file);
}

export const milliseconds = ({ rate, samples }: Sound): number => Math.round((samples.length / rate) * 1_000);

export interface RepairedWav {
  durationMs: number;
  /** True when the lengths in the header were wrong and have been written anew. */
  repaired: boolean;
}

/** Asterisk writes a WAV in 32 KB blocks and its lengths at the close: after a crash they are 0 and up to 2 s are lost. Undefined: nothing to save. */
export async function repairWav(file: string): Promise<RepairedWav | undefined> {
  const handle = await open(file, 'r+').catch(() => undefined);
  if (!handle) return undefined;
  try {
    const { size } = await handle.stat();
    const header = Buffer.alloc(HEADER_BYTES);
    const { bytesRead } = await handle.read(header, 0, HEADER_BYTES, 0);
    if (bytesRead < HEADER_BYTES || header.toString('latin1', 0, 4) !== 'RIFF') return undefined;
    const length = (size - HEADER_BYTES) & ~1;
    if (length === 0) return undefined;
    const rate = header.readUInt32LE(24) || 8_000;
    const durationMs = Math.round((length / 2 / rate) * 1_000);
    if (header.readUInt32LE(40) === length) return { durationMs, repaired: false };
    await handle.write(wavHeader(rate, length), 0, HEADER_BYTES, 0);
    await handle.sync();
    return { durationMs, repaired: true };
  } finally {
    await handle.close();
  }
}

/** Waits until Asterisk has closed the file, which it does some milliseconds after the recording stopped. False: still open, or empty. */
export async function waitUntilClosed(file: string, { deadlineMs = 2_000 } = {}): Promise<boolean> {
  for (const start = performance.now(); performance.now() - start < deadlineMs; await pause(20)) {
    const handle = await open(file, 'r').catch(() => undefined);
    if (!handle) continue;
    const header = Buffer.alloc(HEADER_BYTES);
    const [{ size }] = await Promise.all([handle.stat(), handle.read(header, 0, HEADER_BYTES, 0)]).finally(() => handle.close());
    if (size > HEADER_BYTES && header.readUInt32LE(40) === size - HEADER_BYTES) return true;
  }
  return false;
}

function wavHeader(rate: number, length: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22); // mono
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(length, 40);
  return header;
}
