import dgram from 'node:dgram';
import { once } from 'node:events';

/**
 * What a switch sends back to bytes that may be no SIP at all: the status lines, in order; empty when it says nothing. A call that it takes
 * is confirmed, and ended after `stayMs`.
 */
export async function sendRaw(port: number, bytes: Uint8Array, waitMs = 400, stayMs = 0): Promise<string[]> {
  const socket = dgram.createSocket('udp4');
  const lines: string[] = [];
  let accepted: string | undefined;
  socket.on('message', (packet) => {
    const text = packet.toString();
    lines.push(text.split('\r\n', 1)[0] ?? '');
    // It was a call after all: confirmed and ended, or the switch would keep it for a minute.
    if (!/^SIP\/2\.0 2/.test(text) || !/^CSeq: *\d+ INVITE/im.test(text)) return;
    accepted ??= text;
    socket.send(followUp('ACK', text), port, '127.0.0.1');
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  socket.send(bytes, port, '127.0.0.1');
  const start = performance.now();
  while (performance.now() - start < waitMs && !lines.some((line) => /^SIP\/2\.0 [2-6]/.test(line)))
    await new Promise((resolve) => setTimeout(resolve, 10));
  if (accepted !== undefined) {
    await new Promise((resolve) => setTimeout(resolve, stayMs));
    socket.send(followUp('BYE', accepted), port, '127.0.0.1');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  socket.close();
  return lines;
}

/** A request inside the call that this answer began. */
function followUp(method: string, answer: string): string {
  const line = (name: string): string => new RegExp(`^${name}: *(.*)$`, 'im').exec(answer)?.[1] ?? '';
  const sequence = Number.parseInt(line('CSeq'), 10);
  const lines = [
    `${method} ${/<([^>]+)>/.exec(line('Contact'))?.[1] ?? 'sip:12345@127.0.0.1'} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:17001;rport;branch=z9hG4bK-${method}-${Math.random().toString(36).slice(2)}`,
    'Max-Forwards: 70',
    ...['From', 'To', 'Call-ID'].map((name) => `${name}: ${line(name)}`),
    `CSeq: ${method === 'ACK' ? sequence : sequence + 1} ${method}`,
    'Content-Length: 0',
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

const sound = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 17000 RTP/AVP 8',
  'a=rtpmap:8 PCMA/8000',
  '',
].join('\r\n');
let serial = 0;

/** An INVITE to 12345, well formed but for what a test changes: a line by its name, more lines, the body, the whole text. */
export function invite(
  change: { start?: string; lines?: Record<string, string | null>; more?: readonly string[]; body?: string; length?: string } = {},
): string {
  serial += 1;
  const body = change.body ?? sound;
  const own: Record<string, string | null> = {
    Via: `SIP/2.0/UDP 127.0.0.1:17001;rport;branch=z9hG4bK-odd-${serial}-${process.pid}`,
    'Max-Forwards': '70',
    From: `<sip:1380000${8000 + serial}@127.0.0.1>;tag=odd${serial}`,
    To: '<sip:12345@127.0.0.1>',
    'Call-ID': `odd-${serial}-${process.pid}@here`,
    CSeq: '1 INVITE',
    Contact: '<sip:odd@127.0.0.1:17001>',
    'Content-Type': 'application/sdp',
    ...change.lines,
  };
  const lines = Object.entries(own).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return [
    change.start ?? 'INVITE sip:12345@127.0.0.1 SIP/2.0',
    ...lines,
    ...(change.more ?? []),
    `Content-Length: ${change.length ?? Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

/** A description of the sound with one line put in place of the medium. */
export const describes = (line: string): string => sound.replace('m=audio 17000 RTP/AVP 8', line);

const boundary = '--7a9cf1';
/** One message for each kind of defect (or of unusual but right form) that RFC 4475 lists, in our own words and numbers. */
// prettier-ignore
export const oddMessages: readonly (readonly [string, () => string])[] = [
  ['folded lines, short header names and blanks in odd places are still a message', () => invite({ lines: { From: '"王  \\"阿王\\""\r\n  <sip:13800008001@127.0.0.1>\r\n\t;tag=w1', Contact: null }, more: ['m:\r\n <sip:odd@127.0.0.1:17001>', 'NewFangled:   a\r\n b\r\n  c'] })],
  ['a method of unusual signs',                            () => invite({ start: "!interesting-Method0123456789_*+`.%indeed'~ sip:12345@127.0.0.1 SIP/2.0", lines: { CSeq: "1 !interesting-Method0123456789_*+`.%indeed'~" } })],
  ['escapes in the user part, one of them a NUL',          () => invite({ start: 'INVITE sip:%31234%35%00@127.0.0.1 SIP/2.0' })],
  ['header values of thousands of signs',                  () => invite({ more: [`Subject: ${'长'.repeat(900)}`, `X-Long: ${'a'.repeat(4_000)}`] })],
  ['another message after the end of this one',            () => `${invite()}\r\nINVITE sip:110@127.0.0.1 SIP/2.0\r\nmore`],
  ['parameters in the user part',                          () => invite({ start: 'INVITE sip:12345;par=u%40example.net@127.0.0.1 SIP/2.0' })],
  ['a body of several parts',                              () => invite({ lines: { 'Content-Type': `multipart/mixed;boundary=${boundary}` }, body: `--${boundary}\r\nContent-Type: application/sdp\r\n\r\n${sound}--${boundary}\r\nContent-Type: application/octet-stream\r\n\r\n\u0001\u0002--${boundary}--\r\n` })],
  ['a response that nobody asked for, without a reason',   () => invite({ start: 'SIP/2.0 100 ' })],
  ['a response with a status of too many digits',          () => invite({ start: 'SIP/2.0 4294967301 better not break' })],
  ['needless separators in Via and Contact',               () => invite({ lines: { Contact: '<sip:odd@127.0.0.1>;;,;,,', Via: 'SIP/2.0/UDP 127.0.0.1:17001;;,;,,' } })],
  ['a length beyond the end of the message',               () => invite({ length: '9999' })],
  ['a negative length',                                    () => invite({ length: '-999' })],
  ['numbers beyond every range',                           () => invite({ lines: { CSeq: '36893488147419103232 INVITE', 'Max-Forwards': '300' } })],
  ['a quoted name that never ends',                        () => invite({ lines: { From: '"王 <sip:13800008015@127.0.0.1>;tag=q' } })],
  ['angle brackets and blanks around the request address', () => invite({ start: 'INVITE  <sip:12345@127.0.0.1; lr>  SIP/2.0 ' })],
  ['a date in a zone that SIP does not know',              () => invite({ more: ['Date: Fri, 01 Jan 2010 16:00:00 EST'] })],
  ['a version of the protocol that is to come',            () => invite({ start: 'INVITE sip:12345@127.0.0.1 SIP/7.0', lines: { Via: 'SIP/7.0/UDP 127.0.0.1:17001;branch=z9hG4bK-v7' } })],
  ['a method that differs from that of CSeq',              () => invite({ lines: { CSeq: '1 REGISTER' } })],
  ['a branch that is the magic cookie alone',              () => invite({ lines: { Via: 'SIP/2.0/UDP 127.0.0.1:17001;rport;branch=z9hG4bK' } })],
  ['no Call-ID, no From, no To',                           () => invite({ lines: { 'Call-ID': null, From: null, To: null } })],
  ['an address of a scheme that nobody knows',             () => invite({ start: 'INVITE nobodyKnowsThis:totallyopaque SIP/2.0' })],
  ['a required extension that nobody has',                 () => invite({ more: ['Require: nothingSupportsThis', 'Proxy-Require: nothingSupportsThis'] })],
  ['a body of an unknown kind',                            () => invite({ lines: { 'Content-Type': 'application/unknownformat' }, body: '<audio>\r\n <pcmu port="443"/>\r\n</audio>\r\n' })],
  ['each single header twice',                             () => invite({ more: ['CSeq: 59 INVITE', 'Call-ID: another@call', 'To: <sip:110@127.0.0.1>', 'From: <sip:119@127.0.0.1>;tag=2', 'Max-Forwards: 5'] })],
  ['two lengths that contradict each other',               () => invite({ more: ['Content-Length: 13'] })],
  ['no hop left',                                          () => invite({ lines: { 'Max-Forwards': '0' } })],
  ['a BYE inside no call',                                 () => invite({ start: 'BYE sip:12345@127.0.0.1 SIP/2.0', lines: { CSeq: '2 BYE', To: '<sip:12345@127.0.0.1>;tag=never' }, body: '' })],
  ['a registration of a stranger with a broken Contact',   () => invite({ start: 'REGISTER sip:127.0.0.1 SIP/2.0', lines: { CSeq: '1 REGISTER', Contact: 'sip:a@127.0.0.1?Route=%3Csip:x%3E' }, more: ['Authorization: NoOneKnowsThisScheme opaque-data=here'], body: '' })],
  ['nothing but line ends',                                () => '\r\n\r\n\r\n'],
  ['bytes that are no text',                               () => '\u0000\u0001\u0002\u00ff'.repeat(200)],
];
