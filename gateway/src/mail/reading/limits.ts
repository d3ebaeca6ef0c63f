/** What one mail may cost. What is over it is refused before it is taken apart, except text and lists of people, which are cut. */
export interface MailLimits {
  /** The whole mail as it came. Providers allow 20–50 MB; 25 MB of base64 are 18 MB of files. */
  readonly bytes: number;
  /** Header bytes of the mail, and of each part. Some two thousand recipients fit. */
  readonly headerBytes: number;
  /** Parts of all levels together. */
  readonly parts: number;
  /** Levels of multipart inside multipart. A mail inside a mail is a level too; one that is too deep stays a file. */
  readonly depth: number;
  readonly attachments: number;
  /** Characters of the readable text, and of the HTML; what is over is cut and `textCut` says so. */
  readonly textLength: number;
}

export const MAX_BYTES = 25 * 1024 * 1024;
export const MAX_HEADER_BYTES = 256 * 1024;
export const MAX_PARTS = 200;
export const MAX_DEPTH = 24;
export const MAX_ATTACHMENTS = 100;
export const MAX_TEXT_LENGTH = 200_000;

export const mailLimits: MailLimits = {
  bytes: MAX_BYTES,
  headerBytes: MAX_HEADER_BYTES,
  parts: MAX_PARTS,
  depth: MAX_DEPTH,
  attachments: MAX_ATTACHMENTS,
  textLength: MAX_TEXT_LENGTH,
};

/** People in To or Cc, and ids in References, that are kept. */
export const MAX_PEOPLE = 100;
export const MAX_REFERENCES = 50;
export const MAX_SUBJECT_LENGTH = 500;
export const MAX_NAME_LENGTH = 200;

export const unreadableReasons = [
  'empty',
  'not-a-mail',
  'too-large',
  'header-too-large',
  'too-many-parts',
  'too-deep',
  'too-many-attachments',
  'reader-failed',
] as const;
export type UnreadableReason = (typeof unreadableReasons)[number];

/** Ends the reading of one mail; only `readMail` catches it. */
export class Unreadable extends Error {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}
