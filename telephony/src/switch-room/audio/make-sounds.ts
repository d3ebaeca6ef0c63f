import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { canSpeak, speak, voiceMark } from './speech.ts';
import { holdMusic } from './music.ts';
import { prompts } from './prompts.ts';
import { concatenate, silence, tone } from './tone.ts';
import { decodeWav, writeWav, type Sound } from './wav.ts';

export interface SoundsOrder {
  root: string;
  soundsDir: string;
  musicDir: string;
  /** An operator's own recordings (`<name>.wav`, 8 kHz 16-bit mono) replace ours file by file; `hold-music.wav` the music. */
  overridesDir?: string;
}

export interface SoundsReport {
  made: number;
  kept: number;
  overridden: string[];
  /** Sentences an operator must read: files that were refused, a voice that is missing. */
  complaints: string[];
}

const MUSIC = 'hold-music';
/** Two at a time: one espeak-ng fills a core for about 50 ms. */
const AT_ONCE = 2;

/** Makes what is missing or whose text changed (`made.json` beside the files knows). About 3 s the first time, 10 ms afterwards. */
export async function makeSounds(order: SoundsOrder): Promise<SoundsReport> {
  const { root, soundsDir, musicDir, overridesDir } = order;
  for (const folder of [soundsDir, musicDir]) await mkdir(folder, { recursive: true });
  const voice = canSpeak(root);
  const report: SoundsReport = { made: 0, kept: 0, overridden: [], complaints: [] };
  if (!voice)
    report.complaints.push(
      `There is no espeak-ng in ${root}: callers hear tones instead of words until recordings lie in ${overridesDir ?? soundsDir}.`,
    );

  const made = await readMade(soundsDir);
  const present = new Set([...(await readdir(soundsDir)), ...(await readdir(musicDir))]);
  const overrides = await readOverrides(overridesDir, report);
  const wanted: { name: string; mark: string; make: () => Promise<Sound> }[] = [
    ...Object.entries(prompts).map(([name, text]) => ({
      name,
      mark: voice ? voiceMark(text) : `tone:${text}`,
      make: () => (voice ? speak(root, text) : instead(text)),
    })),
    { name: 'beep', mark: 'beep:1', make: () => Promise.resolve(concatenate([silence(0.1), tone(1_000, 0.25), silence(0.05)])) },
    { name: MUSIC, mark: 'music:1', make: () => Promise.resolve(holdMusic()) },
  ];
  const queue = [...wanted];
  const worker = async (): Promise<void> => {
    for (let one = queue.pop(); one; one = queue.pop()) {
      const { name, make } = one;
      const at = path.join(name === MUSIC ? musicDir : soundsDir, `${name}.wav`);
      const own = overrides.get(name);
      const mark = createHash('sha256')
        .update(own?.bytes ?? one.mark)
        .digest('hex')
        .slice(0, 16);
      if (own) report.overridden.push(name);
      if (made[name] === mark && present.has(`${name}.wav`)) report.kept++;
      else {
        if (own) await copyInto(own.file, at);
        else await writeWav(at, await make());
        made[name] = mark;
        report.made++;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await writeFile(path.join(soundsDir, 'made.json.new'), JSON.stringify(made, null, 1));
  await rename(path.join(soundsDir, 'made.json.new'), path.join(soundsDir, 'made.json'));
  return report;
}

/** Without a voice a prompt is two falling tones as long as a short sentence: the caller hears that the line lives. */
function instead(text: string): Promise<Sound> {
  const seconds = Math.min(0.6, 0.1 * text.length);
  return Promise.resolve(concatenate([tone(660, seconds), silence(0.08), tone(520, seconds)]));
}

async function readMade(soundsDir: string): Promise<Record<string, string>> {
  const text = await readFile(path.join(soundsDir, 'made.json'), 'utf8').catch(() => '{}');
  return JSON.parse(text) as Record<string, string>;
}

async function readOverrides(folder: string | undefined, report: SoundsReport): Promise<Map<string, { file: string; bytes: Buffer }>> {
  const found = new Map<string, { file: string; bytes: Buffer }>();
  if (!folder) return found;
  for (const entry of await readdir(folder).catch(() => [])) {
    if (!entry.endsWith('.wav')) continue;
    const name = entry.slice(0, -'.wav'.length);
    const file = path.join(folder, entry);
    const bytes = await readFile(file);
    const complaint = complaintAbout(name, bytes);
    if (complaint) report.complaints.push(`${file}: ${complaint}`);
    else found.set(name, { file, bytes });
  }
  return found;
}

function complaintAbout(name: string, bytes: Buffer): string | undefined {
  if (!Object.hasOwn(prompts, name) && name !== 'beep' && name !== MUSIC) return 'no prompt has this name';
  try {
    const { rate } = decodeWav(bytes);
    return rate === 8_000 ? undefined : `${rate} samples a second; a telephone takes 8000`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function copyInto(from: string, to: string): Promise<void> {
  await copyFile(from, `${to}.new`);
  await rename(`${to}.new`, to);
}
