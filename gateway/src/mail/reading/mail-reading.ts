import type { UnreadableReason } from './limits.ts';

export interface MailPerson {
  /** Lower-case domain, no display name; never empty. */
  readonly address: string;
  /** Decoded, '' when the mail names nobody. */
  readonly name: string;
}

/** Who wrote, and which field said so: From is often missing or empty in mails of machines. */
export interface MailSender extends MailPerson {
  readonly field: 'from' | 'sender' | 'reply-to' | 'return-path';
}

export interface MailAttachment {
  /** Decoded and safe as a file name: no folders, no control or direction characters, at most 200 characters. */
  readonly name: string;
  /** What the sender says it is; sniff before you believe. */
  readonly claimedType: string;
  readonly bytes: Uint8Array;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly contentId?: string;
  /** Shown inside the text, such as a picture of a signature. */
  readonly inline: boolean;
}

/** What nobody typed. `because` names the field or words that told us, for the log and for the person who wonders. */
export interface Automatic {
  readonly kind: 'auto-reply' | 'bounce' | 'list' | 'own-loop';
  readonly because: string;
}

/** A report about a mail of ours (RFC 3464, or words of a provider that sends no report). */
export interface Bounce {
  readonly recipient: string | null;
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';
  /** Enhanced status such as 5.1.1 (RFC 3463). */
  readonly status: string | null;
  readonly diagnostic: string | null;
  /** Message-ID of our mail, without angle brackets. */
  readonly originalMessageId: string | null;
}

export interface ReadableMail {
  readonly kind: 'mail';
  /** Ids are without angle brackets. */
  readonly messageId: string | null;
  readonly inReplyTo: string | null;
  /** Oldest first, at most 50: the first and the newest. */
  readonly references: readonly string[];
  readonly from: MailSender | null;
  readonly replyTo: MailPerson | null;
  readonly to: readonly MailPerson[];
  readonly cc: readonly MailPerson[];
  readonly subject: string;
  /** As the sender's machine claims. */
  readonly sentAt: Date | null;
  /** All that can be read as plain text: what was said and what was quoted. */
  readonly text: string;
  /** `said` may be empty: a mail passed on without a word. Both together hold every line of `text`. */
  readonly quoted: { readonly said: string; readonly quoted: string };
  /** Safe to show; null when the mail has no HTML. Pictures from elsewhere have no `src`, only `data-remote-src`. */
  readonly html: string | null;
  readonly textCut: boolean;
  /** The charset that the text was read with, after trying; 'us-ascii' when there was nothing to decide. */
  readonly charset: string;
  readonly attachments: readonly MailAttachment[];
  readonly automatic: Automatic | null;
  readonly bounce: Bounce | null;
}

export interface UnreadableMail {
  readonly kind: 'unreadable';
  readonly reason: UnreadableReason;
  readonly detail: string;
  /** Who wrote a mail of which only the header was read: one that is too large is refused politely. */
  readonly front: Pick<ReadableMail, 'messageId' | 'from' | 'subject' | 'automatic'> | null;
}

export type MailReading = ReadableMail | UnreadableMail;
