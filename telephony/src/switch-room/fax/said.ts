import type { CallerHeaders } from '../switchboard-port.ts';

/** What the dialplan wrote down of one fax (configuration/faxes.ts), line by line. */
export interface Said {
  readonly at: Date;
  readonly dialled: string;
  readonly headers: CallerHeaders;
  /** Why nobody picked up, in Asterisk's word: BUSY, NOANSWER, CONGESTION, CHANUNAVAIL, CANCEL; empty when somebody did. */
  readonly unanswered: string;
  readonly isSuccess: boolean;
  /** T.30's words for how it ended, as Asterisk has them. */
  readonly words: string;
  /** Pages that arrived whole, or that the other machine confirmed. */
  readonly pages: number;
  readonly rate: string;
  readonly ecm: boolean;
  readonly resolution: string;
  /** The other machine's station id: whatever somebody typed into it. */
  readonly station: string;
  /** False: the switch died in the middle, and the rest is not known. */
  readonly isEnded: boolean;
}

const LONGEST_VALUE = 1_000;

/** What is not a printable sign is left out: a station id is 20 bytes of anybody's. */
const printable = (text: string): string => [...text].filter((sign) => sign >= ' ' && sign !== '\u007f' && sign !== '\ufffd').join('');

/** Reads it; where a name comes twice the first counts, so that no station id with a line break in it overwrites what was said before. */
export function readSaid(text: string, outgoing: boolean): Said {
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    const at = line.indexOf('=');
    const name = line.slice(0, at);
    if (at > 0 && !found.has(name))
      found.set(
        name,
        printable(line.slice(at + 1))
          .slice(0, LONGEST_VALUE)
          .trim(),
      );
  }
  const read = (name: string): string => found.get(name) ?? '';
  const given = (...names: string[]): string[] => names.map(read).filter((value) => value !== '');
  return {
    at: new Date(Number(read('at') || '0') * 1_000),
    dialled: outgoing ? '' : read('dialled'),
    headers: { from: read('from'), asserted: given('pai1', 'pai2'), privacy: given('privacy1', 'privacy2') },
    unanswered: outgoing ? read('dialled') : '',
    isSuccess: read('status') === 'SUCCESS',
    words: read('words') || read('error'),
    pages: Math.max(0, Math.trunc(Number(read('pages'))) || 0),
    rate: read('rate'),
    ecm: /^(yes|true|1)$/i.test(read('ecm')),
    resolution: read('resolution'),
    station: read('station'),
    isEnded: found.has('end'),
  };
}
