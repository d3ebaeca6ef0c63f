import { type FileReply, Problem, type TicketFile } from '@hotline/contracts';
import { type AuditBook, type Database, type KeyRing, type Log, type Person, unseal } from '@hotline/platform';
import { and, asc, eq, type SQL } from 'drizzle-orm';
import type { FileStore } from '../intake/file-store.ts';
import { aboutMessage } from '../intake/write-message.ts';
import type { GatewayPorts } from '../ports.ts';
import { NotInstalled, type Recogniser } from '../recognition/recogniser.ts';
import { attachment, type AttachmentRow, message } from '../tables/message.ts';

export interface FileNeeds {
  readonly database: Database;
  readonly ring: KeyRing;
  readonly audit: AuditBook;
  readonly files: FileStore;
  readonly ports: GatewayPorts;
  readonly recogniser: Recogniser;
  readonly log: Log;
}

/** One file of one message. */
interface FilePlace {
  readonly id: string;
  readonly message: string;
  readonly place: number;
}

/** Files that came with messages, for whoever reads the inbox and for whoever sees the ticket. Each that is handed over is a line of the audit. */
export class FileDesk {
  readonly #need: FileNeeds;

  constructor(need: FileNeeds) {
    this.#need = need;
  }

  /** A file of a conversation. Throws `file.unknown`. */
  ofConversation(me: Person, { id, message: messageId, place }: FilePlace): Promise<FileReply> {
    return this.#handOver(me, messageId, place, eq(message.conversationId, id));
  }

  /** What seems to be written on a picture. Throws `file.unknown`, `recognition.absent`, `recognition.failed`. */
  async recognise(me: Person, { id, message: messageId, place }: FilePlace): Promise<{ lines: string[] }> {
    const { database, audit, files, recogniser, log } = this.#need;
    const { sha256, picture } = await this.#row(messageId, place, eq(message.conversationId, id));
    if (picture === null) throw new Problem('file.unknown');
    await audit.write(database.db, me, { action: 'message.recognise', object: `message:${messageId}`, details: { place, sha256 } });
    try {
      return { lines: await recogniser.read(await files.read(sha256)) };
    } catch (error) {
      if (error instanceof NotInstalled) throw new Problem('recognition.absent');
      log.warn({ error: String(error) }, 'a picture could not be read');
      throw new Problem('recognition.failed');
    }
  }

  /** A file of a ticket that she may see. Throws `ticket.unknown`, `file.unknown`. */
  async ofTicket(me: Person, { id, message: messageId, place }: FilePlace): Promise<FileReply> {
    const ticketId = await this.#need.ports.tickets.find(me, id);
    return this.#handOver(me, messageId, place, eq(message.ticketId, ticketId));
  }

  /** What the citizen sent about a ticket. A file's name is often a person's: who may not see her gets one of ours. Throws `ticket.unknown`. */
  async list(me: Person, idOrNumber: string): Promise<{ items: TicketFile[] }> {
    const { database, ports } = this.#need;
    const ticketId = await ports.tickets.find(me, idOrNumber);
    const rows = await database.db
      .select({ attachment, at: message.at })
      .from(attachment)
      .innerJoin(message, eq(message.id, attachment.messageId))
      .where(and(eq(message.ticketId, ticketId), eq(message.direction, 'in')))
      .orderBy(asc(message.at), asc(attachment.messageId), asc(attachment.place));
    return {
      items: rows.map(({ attachment: { messageId, place, bytes, picture, ...row }, at }) => ({
        message: messageId,
        at: at.toISOString(),
        place,
        name: this.#nameFor(me, { messageId, place, picture, ...row }),
        bytes,
        picture,
      })),
    };
  }

  #nameFor(
    me: Person,
    { messageId, place, nameSealed, picture }: Pick<AttachmentRow, 'messageId' | 'place' | 'nameSealed' | 'picture'>,
  ): string {
    if (me.permissions.has('citizen.reveal')) return unseal(this.#need.ring, aboutMessage(messageId, `file-${place}`), nameSealed);
    return picture === null ? `附件${place}` : `图片${place}.${picture.slice('image/'.length)}`;
  }

  /** Always to be saved: what shows a picture believes `picture`, never a type that a citizen gave. */
  async #handOver(me: Person, messageId: string, place: number, belongs: SQL): Promise<FileReply> {
    const { database, audit, files } = this.#need;
    const row = await this.#row(messageId, place, belongs);
    const { sha256, bytes } = row;
    await audit.write(database.db, me, { action: 'message.file', object: `message:${messageId}`, details: { place, sha256 } });
    return { path: files.pathOf(sha256), bytes, mime: 'application/octet-stream', saveAs: this.#nameFor(me, row) };
  }

  async #row(messageId: string, place: number, belongs: SQL): Promise<AttachmentRow> {
    const [row] = await this.#need.database.db
      .select({ attachment })
      .from(attachment)
      .innerJoin(message, eq(message.id, attachment.messageId))
      .where(and(belongs, eq(attachment.messageId, messageId), eq(attachment.place, place)));
    if (!row) throw new Problem('file.unknown');
    return row.attachment;
  }
}
