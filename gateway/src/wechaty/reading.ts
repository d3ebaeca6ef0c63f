import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Arrival } from '../intake/arrival.ts';
import type { Said, SaidFile } from './talk.ts';

const KeptSaid = z.object({ id: z.string(), from: z.string(), name: z.string(), text: z.string(), note: z.string().optional() });

const hash = (bytes: Uint8Array | string): ReturnType<ReturnType<typeof createHash>['update']> => createHash('sha256').update(bytes);

/** A message as the intake takes it. Ids of messages are a puppet's own: who wrote makes them one with them. */
export function arrivalOfSaid(accountId: string, said: Said, file?: SaidFile): Arrival {
  const { id, from, name, text, note } = said;
  const externalId = hash(JSON.stringify([from, id])).digest('base64url');
  return {
    kind: 'wechaty',
    accountId,
    externalId,
    raw: Buffer.from(JSON.stringify(said)),
    read: {
      from: { address: from, name },
      subject: null,
      text: [text, note].filter(Boolean).join('\n').replaceAll('\0', ''),
      quoted: '',
      threads: [],
      automatic: null,
      report: null,
      files: file
        ? [{ name: file.name, claimedType: file.type, bytes: file.bytes, sha256: hash(file.bytes).digest('hex'), inline: false }]
        : [],
    },
  };
}

/** Reads anew what stood apart; its file is not fetched again. */
export function readKept(accountId: string, raw: Uint8Array): Arrival {
  const read = KeptSaid.safeParse(parsed(raw));
  if (!read.success) {
    const externalId = hash(raw).digest('base64url');
    return {
      kind: 'wechaty',
      accountId,
      externalId,
      raw,
      read: { reason: 'unreadable', detail: 'not a message of a puppet', front: null },
    };
  }
  const { note, ...said } = read.data;
  return arrivalOfSaid(accountId, note === undefined ? said : { ...said, note });
}

function parsed(raw: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(raw).toString('utf8'));
  } catch {
    return undefined;
  }
}
