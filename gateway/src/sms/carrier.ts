import type { Log } from '@hotline/platform';
import type { Hook, Standing } from '../channel.ts';
import type { ArrivedReport } from '../intake/arrival.ts';
import type { IncomingPart } from './joiner.ts';

/** One part of a message on its way to a phone. */
export interface OutgoingPart {
  readonly to: string;
  /** The number of encoding that CMPP and SMPP share: 0 ASCII, 8 UCS-2, 15 GB18030. */
  readonly format: number;
  /** The content begins with a user data header. */
  readonly hasHeader: boolean;
  readonly content: Buffer;
  /** Which part of how many. */
  readonly number: number;
  readonly total: number;
}

/** A whole message, for a provider that cuts it itself. The same `id` at each try. */
export interface OutgoingText {
  readonly id: string;
  readonly to: string;
  readonly text: string;
}

/** What a carrier answered to one part. */
export type PartAnswer =
  | { readonly is: 'taken'; readonly peerId: string; readonly words: string }
  /** Away, or too busy even after waiting: the same part again later. `mayHaveIt`: it was handed over and never answered. */
  | { readonly is: 'later'; readonly words: string; readonly mayHaveIt: boolean }
  | { readonly is: 'refused'; readonly words: string };

/** What a line to a carrier is opened with, whatever it speaks. */
export interface CarrierOrder {
  /** Waits are multiplied by it (HOTLINE_RETRY_SCALE). */
  readonly retryScale: number;
  readonly log: Log;
  readonly now: () => Date;
  /** One part of a message to us. When it resolves the part is kept and the carrier is told so; when it rejects the carrier sends it again. */
  readonly part: (part: IncomingPart) => Promise<void>;
  /** What became of a part of ours; kept like a part. */
  readonly report: (report: ArrivedReport) => Promise<void>;
  readonly stands: (state: Standing) => Promise<void>;
}

/** A line to a carrier: CMPP, SMPP or a provider's HTTP. It connects by itself from `start` to `stop`. */
export interface CarrierLine {
  start(): void;
  stop(): Promise<void>;
  /** One try of one part. Never rejects: what the carrier or the line did is its answer. */
  submit(part: OutgoingPart): Promise<PartAnswer>;
  /** A line that has it gets whole texts, and no parts. */
  submitText?(message: OutgoingText): Promise<PartAnswer>;
  /** Where a provider pushes what citizens write. */
  readonly hook?: Hook;
}
