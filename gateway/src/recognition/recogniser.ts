/** Reads what is written on a picture: a suggestion for whoever types, never a record. */
export interface Recogniser {
  /** Lines from top to bottom. Throws `NotInstalled`, or whatever went wrong. */
  read(picture: Uint8Array): Promise<string[]>;
  close(): Promise<void>;
}

/** The model has not been fetched: `npm run models -- get ocr`. */
export class NotInstalled extends Error {}
