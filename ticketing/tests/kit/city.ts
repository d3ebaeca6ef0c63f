import { permissionsOf, Problem, type Role, TicketFiling, TicketMoveBody, TicketView } from '@hotline/contracts';
import { AuditBook, type KeyRing, type Person, type Tx } from '@hotline/platform';
import { freshDatabase, quietLog, TestClock, type TestDatabase, testRing } from '@hotline/platform/test-kit';
import { assembleTicketing, type Caller, firstCatalogue, firstRules, type Units } from '@hotline/ticketing';
import { DraftDesk } from '../../src/drafts/draft-desk.ts';
import { NoticeDesk } from '../../src/notices/notice-desk.ts';
import type { Receipt } from '../../src/ports.ts';
import { Outbox } from '../../src/public/outbox.ts';
import { Timeline } from '../../src/reads/timeline.ts';

/** Code → name, the unit above. The hotline itself takes no tickets. */
const unitsOfTheCity: Readonly<Record<string, readonly [name: string, above: string | null]>> = {
  city: ['商丘市人民政府', null],
  hotline: ['市12345政务服务便民热线中心', 'city'],
  'water-bureau': ['市水务局', 'city'],
  'urban-bureau': ['市城管局', 'city'],
  'water-plant': ['第一水厂', 'water-bureau'],
};

function lineOf(code: string): string[] {
  const above = unitsOfTheCity[code]?.[1];
  return code in unitsOfTheCity ? [code, ...(above ? lineOf(above) : [])] : [];
}

export const units: Units = {
  takesTickets: (code) => code in unitsOfTheCity && code !== 'city' && code !== 'hotline',
  nameOf: (code) => unitsOfTheCity[code]?.[0],
  above: lineOf,
  below: (code) => Object.keys(unitsOfTheCity).filter((one) => lineOf(one).includes(code)),
};

/** The people of a shift, and where they sit. */
const shift = {
  agent1: ['李静', 'agent', 'hotline'],
  agent2: ['周敏', 'agent', 'hotline'],
  agent3: ['孙倩', 'agent', 'hotline'],
  agent4: ['吴昊', 'agent', 'hotline'],
  agent5: ['郑𠮷', 'agent', 'hotline'],
  agent6: ['冯龘', 'agent', 'hotline'],
  dispatch1: ['陈思远', 'dispatcher', 'hotline'],
  water1: ['刘河', 'handler', 'water-bureau'],
  'water-head': ['高源', 'head', 'water-bureau'],
  'city-head': ['郭首', 'head', 'city'],
  plant1: ['田水', 'handler', 'water-plant'],
  urban1: ['马路', 'handler', 'urban-bureau'],
  callback1: ['何悦', 'callback', 'hotline'],
  super1: ['林峰', 'supervisor', 'hotline'],
  knowledge1: ['许文', 'knowledge', 'hotline'],
  admin1: ['赵系统', 'admin', 'hotline'],
  security1: ['钱安全', 'security', 'hotline'],
  audit1: ['孔审计', 'auditor', 'hotline'],
} as const satisfies Record<string, readonly [name: string, post: Role, unit: string]>;
export type Account = keyof typeof shift;

export function personOf(account: Account): Person {
  const [name, post, unit] = shift[account];
  const unitName = units.nameOf(unit) ?? unit;
  return { account, name, number: null, unit, unitName, roles: [post], permissions: permissionsOf([post]), requestId: `of-${account}` };
}

export const water = {
  type: 'help',
  category: 'water-supply',
  title: '家里停水两天',
  body: '金桂小区三号楼从前天早上起没有水,物业说不清楚原因。',
  contact: { name: '王𠮷', phone: '138 0000 2222' },
  place: { text: '金桂小区三号楼' },
};
export type Filing = Partial<Record<keyof TicketFiling, unknown>>;

/** A ticket in somebody's hands: what the last who touched it saw. */
export interface Matter {
  readonly id: string;
  readonly queryCode: string;
  now: TicketView;
}

/** Moments of these tests are the city's: `2026-11-25 09:00`. */
export const cityMoment = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00+08:00`);

/** A city on a database of its own: its desks are real; the units, the callers and the time of day are the test's. */
export class TestCity {
  readonly database: TestDatabase;
  readonly clock = new TestClock('2026-11-25T09:00:00+08:00');
  readonly ring: KeyRing = testRing();
  readonly house: ReturnType<typeof assembleTicketing>;
  readonly drafts: DraftDesk;
  readonly notices: NoticeDesk;
  readonly callers = new Map<string, Caller>();
  readonly linked: [callId: string, ticketId: string][] = [];
  readonly attached: [account: string, conversationId: string, ticketId: string][] = [];
  /** Numbers by conversation. */
  readonly texters = new Map<string, string>();
  /** What came by the website's form, by conversation, and how it stands, by number. */
  readonly given = new Map<string, { number: string; name: string }>();
  readonly receipts = new Map<string, Receipt>();
  readonly #ports;

  private constructor(database: TestDatabase) {
    this.database = database;
    this.#ports = {
      units,
      nameOf: (account: string) => (account in shift ? shift[account as Account][0] : undefined),
      calls: {
        callerOf: (id: string) => Promise.resolve(this.callers.get(id)),
        link: (callId: string, ticketId: string) => Promise.resolve(void this.linked.push([callId, ticketId])),
        about: () => Promise.resolve([]),
        of: () => Promise.resolve([]),
        countSince: () => Promise.resolve(0),
      },
      conversations: {
        attach: (_: Tx, me: Person, id: string, ticketId: string) => Promise.resolve(void this.attached.push([me.account, id, ticketId])),
        about: () => Promise.resolve([]),
        phoneOf: (id: string) => Promise.resolve(this.texters.get(id)),
        givenIn: (id: string) => Promise.resolve(this.given.get(id)),
        receipt: (number: string) => Promise.resolve(this.receipts.get(number)),
        citizenOf: ({ numbers }: { numbers: readonly string[] }) => Promise.resolve({ contactIds: [], numbers, conversationIds: [] }),
        written: () => Promise.resolve([]),
      },
    };
    const audit = new AuditBook(this.ring, this.clock);
    const needs = { database, clock: this.clock, log: quietLog(), audit, ring: this.ring, demo: true, ports: this.#ports };
    this.house = assembleTicketing(needs);
    this.drafts = new DraftDesk(database.db, this.ring, this.clock);
    this.notices = new NoticeDesk(database.db, this.clock);
  }

  static async open(name: string): Promise<TestCity> {
    const city = new TestCity(await freshDatabase(name));
    const { db } = city.database;
    await firstRules(db, city.clock.now());
    await firstCatalogue(db, {
      categories: [
        { code: 'water-supply', name: '供水服务', parent: null, weight: 9 },
        { code: 'noise', name: '噪声扰民', parent: null, weight: 5 },
      ],
      regions: [{ code: '4114', level: 1, name: '商丘市', parent: null }],
      duties: [{ category: 'water-supply', unit: 'water-bureau', basis: '供水条例' }],
    });
    await city.house.open();
    return city;
  }

  close(): Promise<void> {
    return this.database.close();
  }

  worker(account: Account): Worker {
    return new Worker(this, personOf(account));
  }

  /** The whole shift, by account. */
  get people(): Record<Account, Worker> {
    return Object.fromEntries((Object.keys(shift) as Account[]).map((account) => [account, this.worker(account)])) as Record<
      Account,
      Worker
    >;
  }

  /** Lets time pass until then; what falls due on the way is signalled. */
  async until(moment: string): Promise<void> {
    this.clock.advance(cityMoment(moment).getTime() - this.clock.now().getTime());
    while ((await this.house.sweepNow()) > 0);
  }

  /** What the citizen was texted about a ticket. */
  async texts({ id }: Matter): Promise<string[]> {
    const { items } = await new Outbox(this.database.db, this.ring, true).list({ limit: 200, ticketId: id });
    return items.map(({ text }) => text);
  }

  async timeline(me: Person, id: string) {
    return new Timeline(this.database.db, this.ring, this.#ports).of(me, await this.house.page.find(me, id));
  }
}

/** Somebody at work: her verbs send what a browser would send, and read what it would be sent. */
export class Worker {
  readonly me: Person;
  readonly #city: TestCity;

  constructor(city: TestCity, me: Person) {
    this.#city = city;
    this.me = me;
  }

  async files(more: Filing = {}): Promise<Matter> {
    const { queryCode, ...view } = await this.#city.house.desk.file(this.me, TicketFiling.parse({ ...water, ...more }));
    return { id: view.id, queryCode, now: TicketView.parse(view) };
  }

  async does(event: string, matter: Matter, form: Record<string, unknown> = {}): Promise<TicketView> {
    const body = TicketMoveBody.parse({ event, ...form });
    const view = await this.#city.house.desk.move(this.me, matter.id, matter.now.version, body);
    return (matter.now = TicketView.parse(view));
  }

  /** Tries a step and gives the code that refuses it. */
  isRefused(event: string, matter: Matter, form: Record<string, unknown> = {}): Promise<string> {
    return codeOf(this.does(event, matter, form));
  }

  async reads(matter: Matter): Promise<TicketView> {
    return TicketView.parse(await this.#city.house.page.read(this.me, matter.id));
  }

  /** The names of her buttons. */
  async mayDo(matter: Matter): Promise<string[]> {
    return (await this.reads(matter)).can.map(({ event }) => event);
  }

  /** What stands in her messages about this ticket. */
  async messages({ id }: Matter): Promise<string[]> {
    const { items } = await this.#city.notices.list(this.me, { limit: 200 });
    return items.filter(({ ticketId }) => ticketId === id).map(({ words }) => words);
  }

  takes = (matter: Matter) => this.does('take', matter);
  answers = (matter: Matter, answer: string, publicAnswer?: string) =>
    this.does('answer', matter, { answer, ...(publicAnswer === undefined ? {} : { publicAnswer }) });
  refuses = (matter: Matter, reason: string, note: string) => this.does('refuse', matter, { reason, note });
  dispatches = (matter: Matter, unit: string, note?: string) =>
    this.does('dispatch', matter, { unit, ...(note === undefined ? {} : { note }) });
  signs = (matter: Matter) => this.does('sign', matter);
  returns = (matter: Matter, note: string) => this.does('return', matter, { reason: 'not-our-duty', note });
  reports = (matter: Matter, note: string) => this.does('progress', matter, { note });
  replies = (matter: Matter, publicAnswer: string, answer = publicAnswer) =>
    this.does('reply', matter, { facts: true, contacted: true, solved: true, answer, publicAnswer });
  reaches = (matter: Matter, solved: string, satisfied?: number) =>
    this.does('call-back', matter, { contacted: true, solved, ...(satisfied === undefined ? {} : { satisfied }) });
  reachesNobody = (matter: Matter) => this.does('call-back', matter, { contacted: false });
  wantsItRedone = (matter: Matter, note: string) => this.does('redo', matter, { note });
  closes = (matter: Matter) => this.does('close', matter);
  archives = (matter: Matter) => this.does('archive', matter);
  withdraws = (matter: Matter, note: string) => this.does('withdraw', matter, { note });
}

/** The problem that a deed is refused with. */
export async function codeOf(deed: Promise<unknown>): Promise<string> {
  try {
    await deed;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'done';
}

export const clockOf = ({ now }: Matter, kind: string) => now.clocks.filter((clock) => clock.kind === kind);
export const runningClocks = ({ now }: Matter): string[] =>
  now.clocks.filter(({ stoppedAt }) => stoppedAt === undefined).map(({ kind }) => kind);
