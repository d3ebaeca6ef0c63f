import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import sharp from 'sharp';
import { ocr } from '../pins.ts';
import { type Box, boxesOn, inLines } from './boxes.ts';

/** The little of onnxruntime-node that is used; it lies in the models folder and is no package of ours. */
interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}
interface Session {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>>;
}
interface Runtime {
  readonly InferenceSession: { create(file: string, options: Record<string, unknown>): Promise<Session> };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => Tensor;
}

/** What the detector was trained with: the longest side, sides of 32, mean and deviation of each colour. */
const LONGEST_SIDE = 1_600;
const GRID = 32;
const MEANS = [0.485, 0.456, 0.406] as const;
const DEVIATIONS = [0.229, 0.224, 0.225] as const;
/** The reader takes strips of this height; one of more than 4,000 points is no line. */
const STRIP = 48;
const LONGEST_STRIP = 4_000;
/** A line of which the reader is less sure is noise. */
const SURE = 0.5;

interface Grey {
  readonly data: Buffer;
  readonly wide: number;
  readonly high: number;
}

/** Loads the models, once; then each picture gives its lines. */
export async function openReader(folder: string): Promise<(picture: Uint8Array) => Promise<string[]>> {
  const runtime = createRequire(path.join(folder, 'package.json'))('onnxruntime-node') as Runtime;
  const options = { intraOpNumThreads: 2, graphOptimizationLevel: 'all' };
  const [detector, reader, signs] = await Promise.all([
    runtime.InferenceSession.create(path.join(folder, ocr.detector), options),
    runtime.InferenceSession.create(path.join(folder, ocr.reader), options),
    readFile(path.join(folder, ocr.signs), 'utf8'),
  ]);
  // the first stands for nothing, the last for a space
  const table = ['', ...signs.replace(/\n$/, '').split(/\r?\n/), ' '];
  return async (picture) => {
    const page = await greyOf(picture);
    const read: (Box & { text: string })[] = [];
    for (const box of await linesOn(runtime, detector, page)) {
      const text = await textIn(runtime, reader, table, page, box);
      if (text !== '') read.push({ ...box, text });
    }
    return inLines(read).map((line) => line.map(({ text }) => text).join(' '));
  };
}

async function greyOf(picture: Uint8Array): Promise<Grey> {
  const { data, info } = await sharp(picture)
    .flatten({ background: '#fff' })
    .toColourspace('b-w')
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, wide: info.width, high: info.height };
}

const rawOf = ({ data, wide, high }: Grey) => sharp(data, { raw: { width: wide, height: high, channels: 1 } });

async function run(runtime: Runtime, session: Session, data: Float32Array, dims: readonly number[]): Promise<Tensor> {
  const [[input = ''], [output = '']] = [session.inputNames, session.outputNames];
  const { [output]: found } = await session.run({ [input]: new runtime.Tensor('float32', data, dims) });
  if (!found) throw new Error('the model answered nothing');
  return found;
}

async function linesOn(runtime: Runtime, detector: Session, page: Grey): Promise<Box[]> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(page.wide, page.high));
  const side = (points: number): number => Math.max(GRID, Math.round((points * scale) / GRID) * GRID);
  const [wide, high] = [side(page.wide), side(page.high)];
  const small = await rawOf(page).resize(wide, high, { fit: 'fill', kernel: 'linear' }).extractChannel(0).raw().toBuffer();
  const points = new Float32Array(3 * wide * high);
  MEANS.forEach((mean, colour) => {
    for (let at = 0; at < wide * high; at += 1)
      points[colour * wide * high + at] = ((small[at] ?? 255) / 255 - mean) / (DEVIATIONS[colour] ?? 1);
  });
  const { data } = await run(runtime, detector, points, [1, 3, high, wide]);
  const [across, down] = [page.wide / wide, page.high / high];
  return boxesOn(data, wide, high).map(({ left, top, wide: w, high: h }) => ({
    left: Math.floor(left * across),
    top: Math.floor(top * down),
    wide: Math.min(Math.ceil(w * across), page.wide - Math.floor(left * across)),
    high: Math.min(Math.ceil(h * down), page.high - Math.floor(top * down)),
  }));
}

async function textIn(runtime: Runtime, reader: Session, table: readonly string[], page: Grey, box: Box): Promise<string> {
  const wide = Math.min(LONGEST_STRIP, Math.max(STRIP, Math.round((STRIP * box.wide) / box.high)));
  const strip = await rawOf(page)
    .extract({ left: box.left, top: box.top, width: box.wide, height: box.high })
    .resize(wide, STRIP, { fit: 'fill', kernel: 'linear' })
    .extractChannel(0)
    .raw()
    .toBuffer();
  const points = new Float32Array(3 * STRIP * wide);
  for (let at = 0; at < points.length; at += 1) points[at] = (strip[at % (STRIP * wide)] ?? 255) / 127.5 - 1;
  return spelt(await run(runtime, reader, points, [1, 3, STRIP, wide]), table);
}

/** The likeliest sign of each step; one that goes on is one, and nothing between two equal ones parts them (CTC). */
function spelt({ data, dims }: Tensor, table: readonly string[]): string {
  const [, steps = 0, signs = 0] = dims;
  let [text, before, sum, count] = ['', 0, 0, 0];
  for (let step = 0; step < steps; step += 1) {
    let best = 0;
    for (let sign = 1; sign < signs; sign += 1) if ((data[step * signs + sign] ?? 0) > (data[step * signs + best] ?? 0)) best = sign;
    if (best !== 0 && best !== before) {
      text += table[best] ?? '';
      sum += data[step * signs + best] ?? 0;
      count += 1;
    }
    before = best;
  }
  return count > 0 && sum / count > SURE ? text.trim() : '';
}
