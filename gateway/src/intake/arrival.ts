import type { DeliveryState, MessageChannelName, QuarantineReason } from '@hotline/contracts';

/** A file as a channel hands it in; its bytes are already bounded. */
export interface ArrivedFile {
  readonly name: string;
  readonly claimedType: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly inline: boolean;
}

/** What a machine on the way tells of a message of ours: `peerId` is what the peer called it when it took it. */
export interface ArrivedReport {
  readonly peerId: string;
  readonly state: Extract<DeliveryState, 'sent' | 'delivered' | 'read' | 'failed'>;
  readonly words: string;
}

/** Who wrote, about what, and the ids that tie it to other messages, its own first. */
export interface ArrivedFront {
  readonly from: { readonly address: string; readonly name: string };
  readonly subject: string | null;
  readonly threads: readonly string[];
}

/** A message as a channel has read it. */
export interface ArrivedMessage extends Omit<ArrivedFront, 'from'> {
  readonly from: ArrivedFront['from'] | null;
  /** What she wrote herself. */
  readonly text: string;
  /** What she quoted below it. */
  readonly quoted: string;
  readonly automatic: 'auto-reply' | 'bounce' | 'list' | 'own-loop' | null;
  readonly report: ArrivedReport | null;
  /** What she did instead of writing. */
  readonly event?: 'follow' | 'unfollow' | 'menu';
  /** The words of its receipt, where it has its own. */
  readonly receipt?: string;
  readonly files: readonly ArrivedFile[];
}

/** What a channel could not read. `front`: as much as is known of who wrote it by hand, so that she can be told. */
export interface Unread {
  readonly reason: QuarantineReason;
  readonly detail: string;
  readonly front: ArrivedFront | null;
}

/** Something that came in at an account. `externalId` makes it one: the same thing that comes again is known by it. */
export interface Arrival {
  readonly kind: MessageChannelName;
  readonly accountId: string;
  readonly externalId: string;
  /** The bytes as they came, kept when it cannot become a message. */
  readonly raw: Uint8Array;
  readonly read: ArrivedMessage | Unread;
}

export const isRead = (read: Arrival['read']): read is ArrivedMessage => !('reason' in read);
