/** The peer does not keep to the protocol. */
export class ProtocolError extends Error {}

/** Bytes of the shortest and the longest message; whoever announces more is no carrier. */
export interface FrameLimits {
  readonly least: number;
  readonly most: number;
}

/**
 * Cuts a stream into frames, whatever pieces it comes in; the first four bytes of each are its length. It holds one frame at most: a length
 * beyond the limits ends the line before anything is kept.
 */
export class Frames {
  readonly #limits: FrameLimits;
  #rest: Buffer = Buffer.alloc(0);

  constructor(limits: FrameLimits) {
    this.#limits = limits;
  }

  /** Throws `ProtocolError` for a length that no message has. */
  push(piece: Buffer): Buffer[] {
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    const whole: Buffer[] = [];
    while (this.#rest.length >= 4) {
      const length = this.#rest.readUInt32BE(0);
      if (length < this.#limits.least || length > this.#limits.most) throw new ProtocolError(`报文长度不对 a length of ${length} bytes`);
      if (this.#rest.length < length) break;
      whole.push(this.#rest.subarray(0, length));
      this.#rest = this.#rest.subarray(length);
    }
    return whole;
  }
}
