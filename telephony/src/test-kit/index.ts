export { decodeALaw, encodeALaw, SAMPLES_PER_SECOND } from './voice/a-law.ts';
export { RtpEar } from './voice/rtp-ear.ts';
export { loudness, sine, soundsLike, strength } from './voice/tones.ts';
export { DialledCall, type DialOrder } from './sip/dialled-call.ts';
export { IncomingCall } from './sip/incoming-call.ts';
export { SipPhone, type PhoneOrder } from './sip/sip-phone.ts';
export { SipSocket } from './sip/sip-socket.ts';
export type { CallEnd } from './sip/sip-call.ts';
export { runSipp, scenarioNames, startSipp, type SippOrder, type SippResult, type SippRun } from './sipp/sipp-run.ts';
