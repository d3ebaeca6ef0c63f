import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeAlaw, encodeAlaw } from './alaw.ts';
import { makeSounds } from './make-sounds.ts';
import { holdMusic } from './music.ts';
import { agentNumberSounds, numberSounds, prompts, queueSounds } from './prompts.ts';
import { resample } from './resample.ts';
import { concatenate, listenFor, loudness, millisecondsOfTone, shareOfTone, silence, tone } from './tone.ts';
import { decodeWav, encodeWav, readWav, repairWav, waitUntilClosed, writeWav } from './wav.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'audio-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a WAV reads back as it was written', () => {
  const sound = tone(440, 0.1);
  expect(decodeWav(encodeWav(sound))).toEqual(sound);
});

test('a recording cut short by a crash is repaired', async () => {
  const file = path.join(folder, 'cut.wav');
  const whole = encodeWav(tone(440, 1));
  whole.writeUInt32LE(0, 4);
  whole.writeUInt32LE(0, 40);
  await writeFile(file, whole);
  await truncate(file, 44 + 8_001);
  expect(await waitUntilClosed(file, { deadlineMs: 50 })).toBe(false);
  expect(await repairWav(file)).toEqual({ durationMs: 500, repaired: true });
  expect(await repairWav(file)).toEqual({ durationMs: 500, repaired: false });
  expect(decodeWav(await readFile(file)).samples).toHaveLength(4_000);
  expect(millisecondsOfTone(await readWav(file), 440)).toBe(500);
});

test('a recording without a sample, or without a file, is beyond repair', async () => {
  const file = path.join(folder, 'empty.wav');
  expect(await repairWav(file)).toBeUndefined();
  await writeWav(file, silence(0));
  expect(await repairWav(file)).toBeUndefined();
});

test('a tone is found where it sounds and nowhere else', () => {
  const sound = concatenate([silence(0.5), tone(700, 0.5), tone(440, 0.5)]);
  expect(millisecondsOfTone(sound, 700)).toBe(500);
  expect(millisecondsOfTone(sound, 900)).toBe(0);
  const windows = listenFor(sound, [700, 440]);
  expect(windows[2]?.loudness).toBe(0);
  expect(windows[7]?.shares[700]).toBeGreaterThan(0.9);
  expect(windows[12]?.shares[700]).toBeLessThan(0.05);
});

test('resampling keeps a tone of speech and drops what a telephone cannot carry', () => {
  const low = resample(tone(1_000, 0.5, { rate: 22_050 }));
  expect(low.samples).toHaveLength(4_000);
  expect(shareOfTone(low, 1_000)).toBeGreaterThan(0.98);
  expect(loudness(resample(tone(6_000, 0.5, { rate: 22_050 })).samples)).toBeLessThan(0.002);
});

test('A-law stays within 3.2 % of the loud and within 16 of the soft, and its bytes survive the way there and back', () => {
  for (let sample = -32_768; sample < 32_768; sample += 7) {
    const heard = decodeAlaw(encodeAlaw(Int16Array.of(sample)))[0] ?? 0;
    expect(Math.abs(heard - sample)).toBeLessThanOrEqual(Math.max(16, Math.abs(sample) * 0.032));
  }
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  expect([...encodeAlaw(decodeAlaw(bytes))]).toEqual([...bytes]);
});

test('numbers are said as people say them', () => {
  expect(numberSounds(0)).toEqual(['number-0']);
  expect(numberSounds(2)).toEqual(['number-two-of']);
  expect(numberSounds(12)).toEqual(['number-ten', 'number-2']);
  expect(numberSounds(40)).toEqual(['number-4', 'number-ten']);
  expect(numberSounds(147)).toEqual(['number-9', 'number-ten', 'number-9']);
});

test('every piece of an announcement is a prompt', () => {
  const pieces = [...queueSounds(0, 20), ...queueSounds(23, 600), ...agentNumberSounds('1001')];
  expect(pieces.filter((name) => prompts[name] === undefined)).toEqual([]);
  expect(agentNumberSounds('1001')).toEqual(['agent-number', 'digit-1', 'digit-0', 'digit-0', 'digit-1', 'at-your-service']);
});

test('hold music lasts 24 s, is heard, and joins its own beginning without a jump', () => {
  const { rate, samples } = holdMusic();
  expect(samples.length / rate).toBe(24);
  expect(loudness(samples)).toBeGreaterThan(0.05);
  expect(Math.abs((samples.at(-1) ?? 0) - (samples[0] ?? 0))).toBeLessThan(2_000);
});

test('without a voice tones stand in and the report says so; own recordings replace prompts one by one', async () => {
  const at = (name: string): string => path.join(folder, name);
  const order = { root: at('no-root'), soundsDir: at('sounds'), musicDir: at('music'), overridesDir: at('own') };
  const first = await makeSounds(order);
  expect(first.complaints.join()).toContain('espeak-ng');
  expect(await readWav(at('sounds/away.wav'))).toMatchObject({ rate: 8_000 });
  expect(await makeSounds(order)).toMatchObject({ made: 0, kept: first.made });

  await mkdir(at('own'));
  await writeWav(at('own/away.wav'), tone(300, 1));
  await writeWav(at('own/thanks.wav'), tone(300, 1, { rate: 44_100 }));
  await writeWav(at('own/nonesuch.wav'), tone(300, 1));
  const second = await makeSounds(order);
  expect(second).toMatchObject({ made: 1, overridden: ['away'] });
  expect(second.complaints.filter((line) => /thanks|nonesuch/.test(line))).toHaveLength(2);
  expect(millisecondsOfTone(await readWav(at('sounds/away.wav')), 300)).toBe(1_000);

  await rm(at('own'), { recursive: true });
  expect(await makeSounds(order)).toMatchObject({ made: 1, overridden: [] });
});
