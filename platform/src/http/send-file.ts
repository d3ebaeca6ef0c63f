import fs from 'node:fs';
import { type FileReply, Problem } from '@hotline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';

interface Span {
  first: number;
  last: number;
}

/** The single byte range that a Range header asks for; undefined means the whole file. Throws `recording.range` when nothing of it is there. */
export function rangeOf(header: string | undefined, bytes: number): Span | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  // RFC 9110 14.2: a range of a form we do not know is ignored, one that lies outside is refused.
  if (!found || (found[1] === '' && found[2] === '')) return undefined;
  const [, from = '', to = ''] = found;
  const first = from === '' ? Math.max(0, bytes - Number(to)) : Number(from);
  const last = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (first >= bytes || first > last) throw new Problem('recording.range', { bytes });
  return { first, last };
}

/** Streams a file of ours, whole or the range that was asked for. Never kept by a proxy: what is behind a right stays behind it. */
export async function sendFile(request: FastifyRequest, reply: FastifyReply, file: FileReply): Promise<void> {
  const bytes = 'content' in file ? file.content.length : file.bytes;
  const span = rangeOf(request.headers.range, bytes);
  const { first, last } = span ?? { first: 0, last: bytes - 1 };
  void reply
    .status(span ? 206 : 200)
    .header('content-type', file.mime)
    .header('accept-ranges', 'bytes')
    .header('cache-control', file.keptSeconds === undefined ? 'private, no-store' : `private, max-age=${file.keptSeconds}`)
    .header('content-length', String(last - first + 1));
  if (file.saveAs !== undefined)
    // never opened in our own page, whatever it is (RFC 6266)
    void reply
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.saveAs)}`)
      .header('x-content-type-options', 'nosniff');
  if (span) void reply.header('content-range', `bytes ${first}-${last}/${bytes}`);
  await reply.send(
    'content' in file ? Buffer.from(file.content.subarray(first, last + 1)) : fs.createReadStream(file.path, { start: first, end: last }),
  );
}
