import type { PictureType } from '@hotline/contracts';
import { pictureOf } from '../intake/picture.ts';

/** More is no tile of 256 dots. */
const MOST_BYTES = 512 * 1_024;
const PATIENCE_MS = 6_000;

/** A picture as it came; `none`: the server has no such tile. */
export type Fetched = { readonly bytes: Uint8Array; readonly mime: PictureType } | 'none';

/** Why there is no tile; names no address, which may hold a key. */
export class NoTile extends Error {}

/** Fetches one tile. A redirect is refused: only the address in the settings is asked. Throws `NoTile`. */
export async function fetchTile(address: string, patienceMs = PATIENCE_MS): Promise<Fetched> {
  try {
    const response = await fetch(address, {
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
      headers: { accept: 'image/*', 'user-agent': 'hotline-12345' },
    });
    if (response.status !== 200) await response.body?.cancel();
    if (response.status === 404 || response.status === 204) return 'none';
    if (response.status !== 200) throw new NoTile(`status ${response.status}`);
    const bytes = await bytesOf(response);
    const mime = pictureOf(bytes);
    if (mime === null) throw new NoTile('no picture');
    return { bytes, mime };
  } catch (error) {
    if (error instanceof NoTile) throw error;
    throw new NoTile(error instanceof Error && error.name === 'TimeoutError' ? 'too slow' : 'not reached');
  }
}

async function bytesOf({ body }: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let sum = 0;
  for await (const piece of body ?? []) {
    sum += piece.length;
    // leaving the loop closes the connection
    if (sum > MOST_BYTES) throw new NoTile('too large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
