/** What one side of a call says about its sound (RFC 4566): where it listens and which way it flows. */
export interface Sound {
  readonly host: string;
  readonly port: number;
  readonly direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
}

const answers = { sendrecv: 'sendrecv', sendonly: 'recvonly', recvonly: 'sendonly', inactive: 'inactive' } as const;
export const answerTo = (direction: Sound['direction']): Sound['direction'] => answers[direction];

/** An offer or answer of A-law only, with telephone events. */
export function describeSound({ host, port, direction }: Sound): string {
  return [
    'v=0',
    `o=- 1 1 IN IP4 ${host}`,
    's=-',
    `c=IN IP4 ${host}`,
    't=0 0',
    `m=audio ${port} RTP/AVP 8 101`,
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-16',
    'a=ptime:20',
    `a=${direction}`,
    '', // prettier-ignore
  ].join('\r\n');
}

export function readSound(text: string): Sound | undefined {
  const port = Number(/^m=audio (\d+) /m.exec(text)?.[1]);
  const host = /^c=IN IP4 (\S+)/m.exec(text)?.[1];
  if (!port || !host) return undefined;
  const direction = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(text)?.[1] as Sound['direction'] | undefined;
  return { host, port, direction: direction ?? 'sendrecv' };
}
