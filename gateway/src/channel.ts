import type { MessageChannelName, Purpose } from '@hotline/contracts';
import type { Log } from '@hotline/platform';
import type { z } from 'zod';
import type { Outcome } from './delivery/rules.ts';
import type { FaxPort } from './fax/fax-port.ts';
import type { Arrival, ArrivedReport } from './intake/arrival.ts';

/** A message of ours on its way. The same `id` at each try: a peer that took it before knows it by what is made from it. */
export interface Outgoing {
  readonly id: string;
  readonly to: { readonly address: string; readonly name: string };
  readonly subject: string | null;
  readonly text: string;
  /** Number of the ticket that it is about. */
  readonly ticket: string | null;
  /** The peer's ids of the messages it answers, oldest first. */
  readonly answers: readonly string[];
  readonly automatic: boolean;
  /** What it is for: some channels say it otherwise by that. */
  readonly purpose: Purpose;
  /** Parts that the peer took at an earlier try, from 1. */
  readonly taken: ReadonlySet<number>;
  /** Told as soon as the peer has taken a part (a message of one part: 1), with what it calls it: what it reports later is known by that. */
  readonly took: (part: number, peerId: string) => Promise<void>;
}

/** What a channel has been told and must keep until it is whole: parts of long texts. It outlives the process. */
export interface Hold {
  /** False when it was kept before, whether it is done with or not. */
  keep(key: string, value: unknown): Promise<boolean>;
  /** What is not done with, in the order in which it came. */
  all(): Promise<{ readonly key: string; readonly at: Date; readonly value: unknown }[]>;
  /** Done with; the key is remembered for a day, since peers send things again. */
  done(keys: readonly string[]): Promise<void>;
}

/** Connected or not, and what an administrator should know: why not, or what was found on connecting. */
export interface Standing {
  readonly connected: boolean;
  readonly trouble?: string;
  /** Text of a QR code that lets the account in when it is scanned. */
  readonly scan?: string;
}

/** What a channel is given when it is opened for an account. */
export interface ChannelGround<Settings, Secrets> {
  readonly accountId: string;
  readonly settings: Settings;
  readonly secrets: Secrets;
  /** Minutes and seconds of retry clocks are multiplied by it (HOTLINE_RETRY_SCALE). */
  readonly retryScale: number;
  readonly log: Log;
  readonly now: () => Date;
  /** Hands in what came. When it resolves the message is kept, and the peer may be told so. */
  readonly take: (arrival: Arrival) => Promise<void>;
  /** Hands in what a peer tells of a message of ours. When it resolves that is kept, too. */
  readonly report: (report: ArrivedReport) => Promise<void>;
  readonly hold: Hold;
  /** Where an administrator puts programs that a channel needs and that do not come with the hotline. */
  readonly programs: string;
  /** The telephone line, as far as faxes go over it. */
  readonly fax: FaxPort;
  /** How far the peer has been read; text that only the channel understands. */
  readonly place: {
    readonly get: () => Promise<Readonly<Record<string, unknown>> | undefined>;
    readonly set: (place: Readonly<Record<string, unknown>>) => Promise<void>;
  };
  /** Writes a line into the audit: something was refused that an administrator may look for. */
  readonly audit: (action: string, details: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Connected, or not: then in the peer's words. */
  readonly stands: (state: Standing) => Promise<void>;
}

/** What a peer asks of us by HTTP, at the public address `/hooks/<account>`. */
export interface HookRequest {
  readonly method: string;
  readonly query: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: Buffer;
}
export interface HookReply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}
/** Answers a peer. It rejects when what came could not be kept: the peer is told to come again. */
export type Hook = (request: HookRequest) => Promise<HookReply>;

/** A line to a peer: it reads by itself from `start` to `stop`, and sends when asked. */
export interface Line {
  start(): void;
  stop(): Promise<void>;
  /** One try; what the peer or the line did is its answer, never an exception. */
  send(message: Outgoing): Promise<Outcome>;
  /** Where a peer pushes to us. */
  readonly hook?: Hook | undefined;
}

/** A way citizens write: what its account must say, and how it is opened. A newcomer writes one of these and a row in `channels`. */
export interface Channel<S extends z.ZodType = z.ZodType, K extends z.ZodType = z.ZodType> {
  readonly kind: MessageChannelName;
  readonly settings: S;
  readonly secrets: K;
  /** Reads bytes anew that stood apart, as if they came now. */
  readonly read: (accountId: string, raw: Uint8Array) => Promise<Arrival>;
  readonly open: (ground: ChannelGround<z.output<S>, z.output<K>>) => Line;
}
