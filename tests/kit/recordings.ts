import { createHash } from 'node:crypto';
import type { CallView } from '@hotline/contracts';
import { soundsLike } from '@hotline/telephony/test-kit';
import { type Desk, type Hotline, until } from './hotline.ts';

export interface Heard {
  readonly durationMs: number;
  readonly sha256: string;
  /** Whether this tone is what one hears in the middle of the recording. */
  holds(hertz: number): boolean;
}

const HEADER_BYTES = 44;
const RATE = 8_000;

/** Fetches a recording as a player does and listens to its middle second. */
export async function listen(hotline: Hotline, desk: Desk, url: string): Promise<Heard> {
  const response = await fetch(hotline.deskUrl + url, { headers: { authorization: `Bearer ${desk.token}` } });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  const body = bytes.subarray(HEADER_BYTES);
  const samples = new Int16Array(body.buffer.slice(body.byteOffset, body.byteOffset + (body.length & ~1)));
  const middle = Math.floor(samples.length / 2);
  const second = samples.subarray(Math.max(0, middle - RATE / 2), middle + RATE / 2);
  return {
    durationMs: Math.round((samples.length / RATE) * 1_000),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    holds: (hertz) => soundsLike(second, hertz),
  };
}

/** The call once its recordings are filed. */
export const filed = (desk: Desk, id: string): Promise<CallView> =>
  until('filed recordings', async () => {
    const view = await desk.api.calls.read({ params: { id } });
    return view.recordings.length > 0 && view.recordings.every(({ state }) => state !== 'writing') && view;
  });

export function recordingOf(call: CallView, leg: CallView['recordings'][number]['leg']): CallView['recordings'][number] {
  const found = call.recordings.find((one) => one.leg === leg);
  if (!found) throw new Error(`no recording of the ${leg} leg`);
  return found;
}
