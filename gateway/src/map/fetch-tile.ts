/** More is no tile of 256 dots. */
const MOST_BYTES = 512 * 1_024;
const PATIENCE_MS = 6_000;

/** A picture as it came; `none`: the server has no such tile. */
export type Fetched = { readonly bytes: Uint8Array; readonly mime: string } | 'none';

/** Why there is no tile; names no address, which may hold a key. */
export class NoTile extends Error {}

const starts: readonly (readonly [mime: string, at: number, sign: readonly number[]])[] = [
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/gif', 0, [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
];
/** What picture these bytes begin; undefined: none that a browser shows as one. */
export const pictureOf = (bytes: Uint8Array): string | undefined =>
  starts.find(([, at, sign]) => sign.every((one, n) => bytes[at + n] === one))?.[0];

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
    if (mime === undefined) throw new NoTile('no picture');
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
