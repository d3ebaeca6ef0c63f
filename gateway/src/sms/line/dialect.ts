import type { OutgoingPart } from '../carrier.ts';
import type { FrameLimits } from './frames.ts';

/** A message of a protocol; its answer has the same number. */
export interface Numbered {
  readonly sequence: number;
}
/** A message of ours, before the line has numbered it. */
export type Request<P> = (sequence: number) => P;

/** What follows from something the carrier asks of us. */
export interface Reply<P> {
  readonly answer: P;
  /** Done first; when it rejects there is no answer, and the carrier sends it again. */
  readonly after?: () => Promise<void>;
  /** Whose phone it is about: what concerns one phone is kept in its order. */
  readonly phone?: string;
  /** The carrier says good-bye. */
  readonly ends?: true;
}

/** What a carrier's answer to a part means. `busy`: too many of ours at once; the whole line waits. */
export type Verdict =
  | { readonly is: 'taken'; readonly peerId: string; readonly words: string }
  | { readonly is: 'busy'; readonly words: string }
  | { readonly is: 'later'; readonly words: string }
  | { readonly is: 'refused'; readonly words: string };

/** What a protocol is to the line that speaks it. */
export interface Dialect<P extends Numbered> {
  readonly frames: FrameLimits;
  /** Throws for what is no message of it. */
  readonly decode: (frame: Buffer) => P;
  /** Throws `RangeError` for what does not fit its field. */
  readonly encode: (pdu: P) => Buffer;
  readonly isAnswer: (pdu: P) => boolean;
  /** Logs in on a new connection; what an administrator should know of it. Rejects with the carrier's words. */
  readonly login: (ask: (request: Request<P>) => Promise<P>) => Promise<string | undefined>;
  /** A connection has ended. */
  readonly lost?: () => void;
  readonly test: Request<P>;
  readonly goodbye: Request<P>;
  readonly replyTo: (pdu: P) => Reply<P>;
  /** Answers a frame that cannot be read and would come for ever otherwise; undefined: the line ends. */
  readonly replyToUnreadable: (frame: Buffer) => P | undefined;
  readonly submit: (part: OutgoingPart) => Request<P>;
  readonly judge: (answer: P) => Verdict;
}
