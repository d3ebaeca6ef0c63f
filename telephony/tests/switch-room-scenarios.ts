/** SIPp scenarios of the switch-room tests. rtp_stream, since play_pcap_audio needs a raw socket and so root. */
export interface CallerScenario {
  from: string;
  headers?: readonly string[];
  /** A-law file she plays while she talks. */
  plays?: string;
  /** Where she listens, when a test wants to hear what she hears. */
  earPort?: number;
  talkMs: number;
  /** The final answer she expects instead of 200. */
  refusedWith?: number;
}

const sdp = (port: string): string => `v=0
o=u 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio ${port} RTP/AVP 8
a=rtpmap:8 PCMA/8000`;

const request = (
  method: string,
  cseq: number,
  from: string,
  to: string,
  rest: string,
  target = 'sip:[service]@[remote_ip]:[remote_port]',
): string => `${method} ${target} SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: "citizen" <sip:${from}@[local_ip]:[local_port]>;tag=[pid]c[call_number]
${to}
Call-ID: [call_id]
CSeq: ${cseq} ${method}
Contact: <sip:${from}@[local_ip]:[local_port]>
Max-Forwards: 70
${rest}`;

const send = (text: string, retransmits = true): string => `<send${retransmits ? ' retrans="500"' : ''}><![CDATA[\n${text}\n]]></send>`;
const stream = (file: string | undefined): string => (file ? `<nop><action><exec rtp_stream="${file},-1,8"/></action></nop>` : '');
const to = 'To: <sip:[service]@[remote_ip]:[remote_port]>';

export function caller({ from, headers = [], plays, earPort, talkMs, refusedWith }: CallerScenario): string {
  const port = earPort ? String(earPort) : plays ? '[rtpstream_audio_port]' : '[media_port]';
  const more = headers.map((line) => `${line}\n`).join('');
  const invite = send(request('INVITE', 1, from, to, `${more}Content-Type: application/sdp\nContent-Length: [len]\n\n${sdp(port)}`));
  const provisional = [100, 180, 183].map((code) => `<recv response="${code}" optional="true"/>`).join('');
  const ack = send(request('ACK', 1, from, '[last_To:]', 'Content-Length: 0\n'), false);
  if (refusedWith) return `${invite}${provisional}<recv response="${refusedWith}"/>${ack}`;
  const bye = send(request('BYE', 2, from, '[last_To:]', 'Content-Length: 0\n'));
  return `${invite}${provisional}<recv response="200"/>${ack}${stream(plays)}<pause milliseconds="${talkMs}"/>${bye}<recv response="200"/>`;
}

/** A phone without registration: answers the INVITE, plays, and waits for the BYE. */
export function phone({ plays }: { plays?: string }): string {
  const copied = ['[last_Via:]', '[last_From:]', '[last_To:];tag=[pid]a[call_number]', '[last_Call-ID:]', '[last_CSeq:]'].join('\n');
  const contact = 'Contact: <sip:[local_ip]:[local_port]>';
  const ringing = send(`SIP/2.0 180 Ringing\n${copied}\n${contact}\nContent-Length: 0\n`, false);
  const body = `Content-Type: application/sdp\nContent-Length: [len]\n\n${sdp(plays ? '[rtpstream_audio_port]' : '[media_port]')}`;
  const answer = send(`SIP/2.0 200 OK\n${copied}\n${contact}\n${body}`);
  const bye = `<recv request="BYE"/>${send(`SIP/2.0 200 OK\n[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\nContent-Length: 0\n`, false)}`;
  return `<recv request="INVITE"/>${ringing}${answer}<recv request="ACK"/>${stream(plays)}${bye}`;
}

/** Registers with the credentials given by -au and -ap, then ends. */
export function registration(user: string): string {
  const target = 'sip:[remote_ip]:[remote_port]';
  const own = `To: <sip:${user}@[remote_ip]:[remote_port]>`;
  const first = send(request('REGISTER', 1, user, own, 'Expires: 60\nContent-Length: 0\n', target));
  const second = send(request('REGISTER', 2, user, own, '[authentication]\nExpires: 60\nContent-Length: 0\n', target));
  return `${first}<recv response="401" auth="true"/>${second}<recv response="200"/>`;
}
