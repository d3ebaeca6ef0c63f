import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Problem } from '@hotline/contracts';
import { AuditBook, type Person } from '@hotline/platform';
import { freshDatabase, quietLog, TestClock, type TestDatabase, testRing } from '@hotline/platform/test-kit';
import { FaxBench, SaysWhatItIsTold } from './fax-bench.ts';
import { assembleGateway } from '../../src/assemble.ts';
import type { Taken } from '../../src/intake/intake-desk.ts';
import { arrivalOfMail, LOOP_FIELD } from '../../src/mail/arrival-of-mail.ts';
import { readMail } from '../../src/mail/reading/read-mail.ts';
import { arrivalOfText } from '../../src/sms/arrival-of-text.ts';
import type { Answerers, Notices, StepWords, Tickets } from '../../src/ports.ts';

/** A ticket as the gateway knows it: its number, its query code. */
interface KnownTicket {
  readonly ticketId: string;
  readonly code: string;
  /** In E.164. */
  readonly phone?: string;
  /** The conversation that it was filed from. */
  readonly conversationId?: string;
}

/** An intake on a database of its own, with one mailbox; tickets and the time of day are the test's. */
export class PostOffice {
  readonly database: TestDatabase;
  readonly fax = new FaxBench();
  readonly reader = new SaysWhatItIsTold();
  readonly clock = new TestClock('2026-11-26T10:00:00+08:00');
  readonly ring = testRing();
  readonly tickets = new Map<string, KnownTicket>();
  readonly stepWords = new Map<string, StepWords>();
  /** Marks that citizens gave, by ticket. */
  readonly rated: [ticketId: string, mark: number][] = [];
  #numbers = 900_000;
  /** Numbers by call. */
  readonly callers = new Map<string, string>();
  /** Notices inside the house. */
  readonly noticed: Parameters<Notices['write']>[1][number][] = [];
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-post-'));
  readonly gateway: ReturnType<typeof assembleGateway>;

  private constructor(database: TestDatabase) {
    this.database = database;
    const { clock, ring } = this;
    const tickets: Tickets = {
      prove: (number, code, phone) => {
        const known = this.tickets.get(number);
        const isHers = known?.code === code || (phone !== undefined && known?.phone === phone);
        return Promise.resolve(known && { ticketId: known.ticketId, isProven: isHers });
      },
      newNumber: () => {
        const number = `261126${String(++this.#numbers).padStart(6, '0')}`;
        return Promise.resolve({ number, queryCode: '654321' });
      },
      codeOf: () => '654321',
      opens: (_, code) => Promise.resolve(code === '654321'),
      needRegion: (code) => {
        if (code !== '411403') throw new Problem('region.unknown');
      },
      regionName: (code) => (code === '411403' ? '睢阳区' : undefined),
      facts: (id) => {
        const known = [...this.tickets].find(([, { ticketId }]) => ticketId === id);
        return Promise.resolve(known && { number: known[0], title: '停水', state: '办理中', unitName: '市水务局' });
      },
      phoneOf: (id) => Promise.resolve([...this.tickets.values()].find(({ ticketId }) => ticketId === id)?.phone ?? null),
      filedFrom: (id) => Promise.resolve([...this.tickets.values()].find(({ ticketId }) => ticketId === id)?.conversationId ?? null),
      rate: (id, mark) => Promise.resolve((this.rated.push([id, mark]), true)),
      find: (_, number) => {
        const known = this.tickets.get(number);
        return known ? Promise.resolve(known.ticketId) : Promise.reject(new Problem('ticket.unknown'));
      },
      standing: (number) => Promise.resolve(`您的工单 ${this.tickets.get(number)?.ticketId} 办理中`),
      stepWords: (id) => Promise.resolve(this.stepWords.get(id)),
      numbersOf: (ids) =>
        Promise.resolve(
          new Map(
            [...this.tickets].filter(([, { ticketId }]) => ids.includes(ticketId)).map(([number, { ticketId }]) => [ticketId, number]),
          ),
        ),
    };
    const answerers: Answerers = {
      find: ({ q = '', limit, without }) =>
        Promise.resolve(agents.filter(({ account, name }) => account !== without && (account + name).includes(q)).slice(0, limit)),
      has: (account) => Promise.resolve(agents.some((one) => one.account === account)),
    };
    const notices: Notices = {
      write: (_, orders) => {
        for (const order of orders) if (!this.noticed.some(({ onceBy }) => onceBy === order.onceBy)) this.noticed.push(order);
        return Promise.resolve(orders.map(({ audience }) => ({ name: 'notice.written', payload: { audience } })));
      },
    };
    this.gateway = assembleGateway({
      database,
      clock,
      ring,
      log: quietLog(),
      audit: new AuditBook(ring, clock),
      ports: {
        tickets,
        fax: this.fax,
        nameOf: (account) => account,
        numberOfCall: (id) => Promise.resolve(this.callers.get(id) ?? null),
        answerers,
        notices,
      },
      folder: this.folder,
      programs: this.folder,
      recogniser: this.reader,
      retryScale: 0.01,
    });
  }

  static async open(name: string): Promise<PostOffice> {
    const office = new PostOffice(await freshDatabase(name));
    await office.database.sql(
      "insert into gateway.account (id, kind, name, settings) values ('mail-main', 'mail', '市长信箱', '{}'), ('sms-main', 'sms', '短信', '{}')",
    );
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

  /** Hands a whole text in, as the line to a carrier would; `id` is the carrier's. */
  texts(from: string, text: string, id: string = randomUUID()): Promise<Taken> {
    return this.gateway.intake.take(arrivalOfText('sms-main', { ids: [id], from, to: '12345', text, missing: [] }));
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

/** Somebody of the house, with nothing but what a desk of the gateway reads of her. */
const person = (account: string, name: string, number: string | null): Person => ({
  account,
  name,
  number,
  unit: 'hotline',
  unitName: '热线',
  roles: [],
  permissions: new Set(),
});
export const admin1 = person('admin1', '赵系统', null);
export const agent1 = person('agent1', '李静', '1001');
export const agent2 = person('agent2', '王芳', '1002');
const agents = [agent1, agent2];
