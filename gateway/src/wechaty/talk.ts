import type { Outcome } from '../delivery/rules.ts';

/** How the puppet's thread begins. */
export interface PuppetOrder {
  /** Where wechaty and the puppet are installed. */
  readonly programs: string;
  readonly puppet: string;
  readonly token?: string;
  readonly endpoint?: string;
}

/** A message as the puppet tells it. */
export interface Said {
  readonly id: string;
  readonly from: string;
  readonly name: string;
  readonly text: string;
  /** Why its file is not here. */
  readonly note?: string;
}
export interface SaidFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What became of an order to say something. */
export interface Answer {
  readonly order: number;
  readonly outcome: Outcome;
  readonly peerId?: string;
}

/** What the puppet's thread tells the line. */
export type FromPuppet =
  | { readonly is: 'scan'; readonly code: string }
  | { readonly is: 'scanned' }
  | { readonly is: 'in' }
  | { readonly is: 'out'; readonly words: string }
  | { readonly is: 'trouble'; readonly words: string }
  | { readonly is: 'said'; readonly said: Said; readonly file?: SaidFile }
  | ({ readonly is: 'answer' } & Answer);

/** What the line orders. */
export type ToPuppet = { readonly is: 'say'; readonly order: number; readonly to: string; readonly text: string } | { readonly is: 'end' };
