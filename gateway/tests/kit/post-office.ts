import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Problem } from '@hotline/contracts';
import { AuditBook } from '@hotline/platform';
import { freshDatabase, quietLog, TestClock, type TestDatabase, testRing } from '@hotline/platform/test-kit';
import { assembleGateway } from '../../src/assemble.ts';
import type { Taken } from '../../src/intake/intake-desk.ts';
import { arrivalOfMail, LOOP_FIELD } from '../../src/mail/arrival-of-mail.ts';
import { readMail } from '../../src/mail/reading/read-mail.ts';
import type { StepWords, Tickets } from '../../src/ports.ts';

/** A ticket as the gateway knows it: its number, its query code. */
interface KnownTicket {
  readonly ticketId: string;
  readonly code: string;
}

/** An intake on a database of its own, with one mailbox; tickets and the time of day are the test's. */
export class PostOffice {
  readonly database: TestDatabase;
  readonly clock = new TestClock('2026-11-26T10:00:00+08:00');
  readonly ring = testRing();
  readonly tickets = new Map<string, KnownTicket>();
  readonly stepWords = new Map<string, StepWords>();
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-post-'));
  readonly gateway: ReturnType<typeof assembleGateway>;

  private constructor(database: TestDatabase) {
    this.database = database;
    const { clock, ring } = this;
    const tickets: Tickets = {
      prove: (number, code) => {
        const known = this.tickets.get(number);
        return Promise.resolve(known && { ticketId: known.ticketId, isProven: known.code === code });
      },
      find: (_, number) => {
        const known = this.tickets.get(number);
        return known ? Promise.resolve(known.ticketId) : Promise.reject(new Problem('ticket.unknown'));
      },
      standing: (id) => Promise.resolve(`您的工单 ${id} 办理中`),
      stepWords: (id) => Promise.resolve(this.stepWords.get(id)),
      numbersOf: (ids) =>
        Promise.resolve(
          new Map(
            [...this.tickets].filter(([, { ticketId }]) => ids.includes(ticketId)).map(([number, { ticketId }]) => [ticketId, number]),
          ),
        ),
    };
    this.gateway = assembleGateway({
      database,
      clock,
      ring,
      log: quietLog(),
      audit: new AuditBook(ring, clock),
      ports: { tickets, nameOf: (account) => account },
      folder: this.folder,
      retryScale: 0.01,
    });
  }

  static async open(name: string): Promise<PostOffice> {
    const office = new PostOffice(await freshDatabase(name));
    await office.database.sql("insert into gateway.account (id, kind, name, settings) values ('mail-main', 'mail', '市长信箱', '{}')");
    return office;
  }

  async close(): Promise<void> {
    await this.database.close();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** Hands a raw mail in, as the mailbox would. */
  async receives(raw: Uint8Array | string, accountId = 'mail-main'): Promise<Taken> {
    const bytes = typeof raw === 'string' ? Buffer.from(raw.replace(/\r?\n/g, '\r\n')) : raw;
    return this.gateway.intake.take(arrivalOfMail(accountId, bytes, await readMail(bytes, { loopHeader: LOOP_FIELD })));
  }

  async rows<T extends object>(question: string, values: readonly unknown[] = []): Promise<T[]> {
    return this.database.sql<T>(question, values);
  }
}

/** A plain mail with what a test cares about. */
export function mailOf(given: Partial<Record<'from' | 'subject' | 'text' | 'id' | 'answers' | 'more', string>> = {}): string {
  const {
    from = '王𠮷 <wang@example.com>',
    subject = '停水',
    text = '金桂小区三号楼停水两天',
    id = randomUUID(),
    answers,
    more = '',
  } = given;
  return `From: ${from}
To: hotline@shangqiu.example
Subject: ${subject}
Message-ID: <${id}@example.com>
Date: Thu, 26 Nov 2026 10:00:00 +0800
${answers === undefined ? '' : `In-Reply-To: <${answers}>\nReferences: <${answers}>\n`}${more}Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

${text}
`;
}
