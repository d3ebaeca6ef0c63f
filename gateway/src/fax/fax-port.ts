/** A fax as the telephone line handed it over. */
export interface FaxReceived {
  /** What makes it one on the line. */
  readonly id: string;
  readonly at: Date;
  /** In E.164; undefined: withheld. */
  readonly from: string | undefined;
  /** What the other machine calls itself: anything. */
  readonly station: string;
  readonly pages: number;
  /** Bits a second. */
  readonly rate: string;
  readonly ecm: boolean;
  readonly resolution: string;
  /** False: the line broke before its end. */
  readonly isWhole: boolean;
  /** In the line's words why it is not. */
  readonly words: string;
  readonly tiff: Buffer;
}

export interface FaxOrder {
  /** The same at each try: a fax that is still on the line, or whose end nobody has read, is not sent once more. */
  readonly id: string;
  readonly number: string;
  readonly tiff: Uint8Array;
  readonly station: string;
  readonly answerSeconds: number;
}

/** How one try went; `pages`: so many the other machine has confirmed, counted from the order's first. */
export interface FaxSent {
  readonly is: 'sent' | 'busy' | 'no-answer' | 'failed' | 'no-way';
  readonly pages: number;
  readonly words: string;
  readonly station: string;
  readonly rate: string;
  readonly ecm: boolean;
}

/** What the gateway asks of whoever has a telephone line (telephony's FaxRoom). */
export interface FaxPort {
  isUp(): boolean;
  /** Receives at this number, also what came before; when `take` resolves the fax is kept. Returns how to stop. Rejects when the number has an account. */
  listen(
    number: string,
    listener: { readonly station: string; readonly take: (fax: FaxReceived) => Promise<void> },
  ): Promise<() => Promise<void>>;
  send(order: FaxOrder): Promise<FaxSent>;
  /** What `send` told has been written down. */
  forget(id: string): Promise<void>;
}
