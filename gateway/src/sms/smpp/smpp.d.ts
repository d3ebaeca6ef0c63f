/** What we use of the package `smpp`, which has no types of its own: its table of messages and their fields. */
declare module 'smpp' {
  interface LibraryPdu {
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly [field: string]: unknown;
    isResponse(): boolean;
    /** Throws for a value that does not fit its field. */
    toBuffer(): Buffer;
  }
  interface LibraryFilter {
    decode: (value: unknown) => unknown;
  }
  const smpp: {
    readonly PDU: {
      new (command: string, fields: Readonly<Record<string, unknown>>): LibraryPdu;
      /** Throws for what it cannot read; false: it has not come as a whole. */
      fromBuffer(frame: Buffer): LibraryPdu | false;
    };
    readonly filters: { readonly message: LibraryFilter; readonly time: LibraryFilter };
  };
  export default smpp;
}
