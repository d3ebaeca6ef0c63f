/** One SIP message (RFC 3261). Header names are kept in their long form; order matters for Via and Record-Route. */
export interface SipMessage {
  /** `INVITE sip:12345@host SIP/2.0` or `SIP/2.0 200 OK`. */
  readonly start: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const longNames: Readonly<Record<string, string>> = {
  v: 'Via',
  f: 'From',
  t: 'To',
  i: 'Call-ID',
  m: 'Contact',
  l: 'Content-Length',
  c: 'Content-Type',
  k: 'Supported',
  s: 'Subject',
  o: 'Event', // prettier-ignore
};

export function parseSip(text: string): SipMessage | undefined {
  const end = text.indexOf('\r\n\r\n');
  const [start = '', ...lines] = (end < 0 ? text : text.slice(0, end)).replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  if (!start.includes('SIP/2.0')) return undefined; // keep-alive, or nothing of ours
  const headers = lines.flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim();
    return colon < 1 ? [] : [[longNames[name.toLowerCase()] ?? name, line.slice(colon + 1).trim()]];
  });
  return { start, headers, body: end < 0 ? '' : text.slice(end + 4) };
}

export function formatSip({ start, headers, body }: SipMessage): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [start, ...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
}

export const isResponse = ({ start }: SipMessage): boolean => start.startsWith('SIP/2.0 ');
export const statusOf = ({ start }: SipMessage): number => Number(start.split(' ')[1]);
export const methodOf = (message: SipMessage): string =>
  isResponse(message) ? (header(message, 'CSeq').split(' ')[1] ?? '') : (message.start.split(' ')[0] ?? '');

export function headersOf(message: SipMessage, name: string): string[] {
  return message.headers.filter(([each]) => each.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}
/** The first header of that name, or an empty text. */
export const header = (message: SipMessage, name: string): string => headersOf(message, name)[0] ?? '';

export const tagOf = (party: string): string => /;\s*tag=([^;\s]+)/.exec(party)?.[1] ?? '';
export const branchOf = (message: SipMessage): string => /;\s*branch=([^;,\s]+)/.exec(header(message, 'Via'))?.[1] ?? '';
/** The address inside a Contact, From or Route header, without its name. */
export const uriIn = (party: string): string => /<([^>]+)>/.exec(party)?.[1] ?? party.split(';')[0]?.trim() ?? '';

/** Record-Route values, one each, also when several stand in one line. */
export const routesOf = (message: SipMessage): string[] => headersOf(message, 'Record-Route').flatMap((value) => value.split(/,\s*(?=<)/));
