import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { byItsOwnLoader, libraryFolder } from '../asterisk/loader.ts';
import { resample } from './resample.ts';
import { decodeWav, type Sound } from './wav.ts';

const run = promisify(execFile);

/** About 4.5 characters a second, as a newsreader; at 150 the notice of recording alone took 11 s of the 15 s in which GB/T 33358 asks for a person. */
const WORDS_PER_MINUTE = 190;
/** espeak-ng leaves up to 0.4 s of silence around a word: pieces would not join to a sentence. */
const QUIET = 0.005;
const MARGIN_SECONDS = 0.06;

/** Words whose characters espeak-ng reads otherwise than people do, written as it spells sounds. */
const polyphones: Record<string, string> = {
  重庆: 'chong2 qing4',
  重办: 'chong2 ban4',
  银行: 'yin2 hang2',
  一会儿: 'yi2 hui4 er5',
  滴声: 'di1 sheng1',
};

const numerals = ['零', '幺', '二', '三', '四', '五', '六', '七', '八', '九'];

export const canSpeak = (root: string): boolean => existsSync(path.join(root, 'usr/bin/espeak-ng'));

/** Says a Chinese sentence at 8,000 samples a second. A digit is read by itself, 1 as 幺, as people read a telephone number. */
export async function speak(root: string, text: string): Promise<Sound> {
  const { command, args } = byItsOwnLoader(root, 'usr/bin/espeak-ng');
  const digits = text.replaceAll(/\d/g, (digit) => numerals[Number(digit)] ?? digit); // before the polyphones, whose tones are digits too
  const spoken = Object.entries(polyphones).reduce((sentence, [word, sounds]) => sentence.replaceAll(word, ` ${sounds} `), digits);
  // the voice "cmn" cannot read characters without its own data; -b 1: the text is UTF-8
  const voice = ['-b', '1', '-v', 'cmn-latn-pinyin', '-s', String(WORDS_PER_MINUTE), '--stdout', spoken];
  const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', ESPEAK_DATA_PATH: libraryFolder(root) };
  const { stdout } = await run(command, [...args, ...voice], { env, encoding: 'buffer', maxBuffer: 50_000_000, timeout: 20_000 });
  return trimmed(resample(decodeWav(stdout)));
}

/** What a prompt was made with: another voice or speed makes it anew. */
export const voiceMark = (text: string): string => `espeak-ng:${WORDS_PER_MINUTE}:${QUIET}:${text}`;

function trimmed({ rate, samples }: Sound): Sound {
  const isLoud = (sample: number): boolean => Math.abs(sample) > QUIET * 32_768;
  const margin = Math.round(MARGIN_SECONDS * rate);
  const first = samples.findIndex(isLoud);
  const last = samples.findLastIndex(isLoud);
  return { rate, samples: samples.slice(Math.max(0, first - margin), last + margin) };
}
