import { TicketFiling, TicketMoveBody } from '@hotline/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { type Account, codeOf, TestCity, water, type Worker } from './kit/city.ts';

let city: TestCity;
beforeAll(async () => {
  city = await TestCity.open('ticketing-filing');
});
afterAll(() => city.close());

const draftOf = (worker: Worker, fields: Record<string, string> = { title: '家里停水' }) =>
  city.drafts.open(worker.me, { form: 'intake', fields, tab: 'one' });

describe('six agents file fifty tickets each at once (Dolibarr#26509)', () => {
  test('no number is given twice, and row, log and audit name the agent who filed it', async () => {
    const accounts: Account[] = ['agent1', 'agent2', 'agent3', 'agent4', 'agent5', 'agent6'];
    const filed = await Promise.all(
      accounts.flatMap((account) =>
        Array.from({ length: 50 }, async (_, n) => ({ account, matter: await city.worker(account).files({ title: `${account} ${n}` }) })),
      ),
    );
    expect(new Set(filed.map(({ matter }) => matter.now.number)).size).toBe(300);
    expect(new Set(filed.map(({ matter }) => matter.queryCode)).size).toBeGreaterThan(290);
    const rows = await city.database.sql<{ id: string; title: string; filed_by: string; actor: string; auditor: string }>(`
      select t.id, t.title, t.filed_by, l.actor, a.actor as auditor from ticketing.ticket t
      join ticketing.ticket_log l on l.ticket_id = t.id join platform.audit a on a.object = 'ticket:' || t.id where a.action = 'ticket.file'`);
    expect(rows).toHaveLength(300);
    const by = new Map(filed.map(({ account, matter }) => [matter.id, account]));
    for (const row of rows) {
      const account = by.get(row.id);
      expect([row.title.split(' ')[0], row.filed_by, row.actor, row.auditor]).toEqual([account, account, account, account]);
    }
  });
});

describe('a request that is sent again, because its answer was lost', () => {
  test('gives the same ticket, number and code, one after the other and ten at once', async () => {
    const { agent1 } = city.people;
    const draft = await draftOf(agent1);
    const first = await agent1.files({ draftId: draft.id });
    const again = await Promise.all(Array.from({ length: 10 }, () => agent1.files({ draftId: draft.id, title: '另一个标题' })));
    for (const one of again) expect(one).toEqual(first);
    const other = await draftOf(agent1);
    const atOnce = await Promise.all(Array.from({ length: 10 }, () => agent1.files({ draftId: other.id })));
    expect(new Set(atOnce.map(({ id }) => id)).size).toBe(1);
    expect((await city.drafts.list(agent1.me)).items).toEqual([]);
    const lines = await city.database.sql("select 1 from platform.audit where action = 'ticket.file' and object = any($1)", [
      [first, atOnce[0]].map((one) => `ticket:${one?.id}`),
    ]);
    expect(lines).toHaveLength(2);
  });

  test('gives it also after somebody has dispatched it, and after its category was withdrawn', async () => {
    const { agent1, dispatch1, admin1 } = city.people;
    const draft = await draftOf(agent1);
    const first = await agent1.files({ draftId: draft.id, category: 'noise' });
    await dispatch1.dispatches(first, 'urban-bureau');
    await city.house.catalogue.change(admin1.me, 'noise', 1, { name: '噪声扰民', active: false });
    const again = await agent1.files({ draftId: draft.id, category: 'noise' });
    expect(again).toMatchObject({ id: first.id, queryCode: first.queryCode, now: { state: 'assigned', version: 2 } });
    await city.house.catalogue.change(admin1.me, 'noise', 2, { name: '噪声扰民', active: true });
  });

  test('the draft of somebody else, or one that is gone, files nothing', async () => {
    const { agent1, agent2 } = city.people;
    const draft = await draftOf(agent1);
    expect(await codeOf(agent2.files({ draftId: draft.id }))).toBe('draft.unknown');
    await city.drafts.drop(agent1.me, draft.id);
    expect(await codeOf(agent1.files({ draftId: draft.id }))).toBe('draft.unknown');
  });
});

describe('a category is withdrawn while a draft uses it', () => {
  test('the ticket is refused with the field, the draft is kept word for word, and with another category it is filed', async () => {
    const { agent1, admin1 } = city.people;
    await city.house.catalogue.add(admin1.me, { code: 'lamps', name: '路灯照明', parent: null });
    const draft = await draftOf(agent1, { category: 'lamps', title: '路灯不亮', body: '冯龘路的𠮷灯😀' });
    await city.house.catalogue.change(admin1.me, 'lamps', 1, { name: '路灯照明', active: false });
    await expect(agent1.files({ draftId: draft.id, category: 'lamps' })).rejects.toMatchObject({
      code: 'category.unknown',
      details: { errors: [{ path: 'body.category', message: 'lamps' }] },
    });
    expect(await city.drafts.read(agent1.me, draft.id)).toEqual(draft);
    expect((await agent1.files({ draftId: draft.id, category: 'water-supply' })).now.state).toBe('received');
    expect(await codeOf(city.drafts.read(agent1.me, draft.id))).toBe('draft.unknown');
  });

  test('a region that there is not is refused, one that there is is kept', async () => {
    const { agent1 } = city.people;
    expect(await codeOf(agent1.files({ place: { text: '某处', regionCode: '9999' } }))).toBe('region.unknown');
    expect((await agent1.files({ place: { text: '某处', regionCode: '4114' } })).now.place).toEqual({ text: '某处', regionCode: '4114' });
  });
});

describe('the citizen behind a ticket', () => {
  test('without a number of her own she is reached by the one she called from; only the agent of that call may use it', async () => {
    const { agent1, agent2 } = city.people;
    city.callers.set('call-1', { number: '+8613900001111', index: null, agents: ['agent1'] });
    const matter = await agent1.files({ contact: {}, callId: 'call-1' });
    expect(matter.now).toMatchObject({ contact: { phone: '139****1111' }, callId: 'call-1' });
    expect(city.linked).toContainEqual(['call-1', matter.id]);
    expect(await codeOf(agent2.files({ contact: {}, callId: 'call-1' }))).toBe('call.not-yours');
    expect(await codeOf(agent1.files({ contact: {}, callId: 'call-9' }))).toBe('call.unknown');
  });

  test('who withheld her number gets no text and has her code all the same', async () => {
    const { agent1 } = city.people;
    city.callers.set('call-2', { number: undefined, index: null, agents: ['agent1'] });
    const matter = await agent1.files({ contact: {}, callId: 'call-2' });
    expect(matter.now.contact.phone).toBeNull();
    expect(matter.queryCode).toMatch(/^\d{6}$/);
    expect(await city.texts(matter)).toEqual([]);
  });

  test.each([
    ['phone', { phone: '12' }],
    ['phone', { phone: '不知道' }],
    ['idNumber', { idNumber: '110105194912310021' }],
  ])('a wrong %s is refused with its field', async (field, contact) => {
    await expect(city.people.agent1.files({ contact })).rejects.toMatchObject({
      code: 'ticket.contact-wrong',
      details: { errors: [{ path: `body.contact.${field}` }] },
    });
  });

  test('neither name nor number nor id lies in the clear in any column, log line, notice, event or audit line', async () => {
    const { agent1, dispatch1 } = city.people;
    const matter = await agent1.files({ contact: { name: '欧阳翠花', phone: '13877776666', idNumber: '11010519491231002X' } });
    await dispatch1.dispatches(matter, 'water-bureau');
    for (const table of [
      'ticketing.ticket',
      'ticketing.ticket_log',
      'ticketing.notice',
      'ticketing.citizen_message',
      'platform.event',
      'platform.audit',
    ]) {
      const [found] = await city.database.sql<{ text: string }>(`select coalesce(string_agg(t::text, ''), '') as text from ${table} t`);
      expect([table, found?.text.match(/阳翠花|13877776666|11010519491231002X/)]).toEqual([table, null]);
    }
  });
});

const LONG = '办'.repeat(100_000);
const hostile: readonly (readonly [string, string, kept: boolean])[] = [
  ['NUL', '停水\u0000了', false],
  ['a lone high surrogate', '停水\ud842', false],
  ['a lone low surrogate', '\udfb7停水', false],
  ['100,000 signs', LONG, false],
  ['rare signs', '冯龘与𠮷野家😀👨‍👩‍👧', true],
  ['markup', '<script>alert(1)</script><b>"&amp;\'</b>', true],
  ["a database's words", "'; drop table ticketing.ticket; -- \\ $1 %s", true],
  ['lines and tabs', '一\n二\r\n三\t四', true],
  ['right to left', 'سلام \u202eabc', true],
];
const fields = ['title', 'body', 'place.text', 'when', 'who', 'demand', 'contact.name'] as const;
const filingWith = (field: (typeof fields)[number], text: string) => {
  if (field === 'place.text') return { place: { text } };
  return field === 'contact.name' ? { contact: { name: text } } : { [field]: text };
};
const pathsOf = (error: unknown): string[] => (error as z.ZodError).issues.map(({ path }) => path.join('.'));

describe('whatever somebody types is kept exactly, or refused with its field', () => {
  test.each(fields.flatMap((field) => hostile.map(([what, text, kept]) => [field, what, text, kept] as const)))(
    '%s: %s',
    async (field, _, text, kept) => {
      const { agent1 } = city.people;
      const filing = filingWith(field, text);
      const outcome = await agent1.files(filing).then(async (matter) => {
        const { name } = await city.house.contact.reveal(agent1.me, matter.id, '核对姓名');
        const view = await agent1.reads(matter);
        return { ...view, 'place.text': view.place.text, 'contact.name': name }[field];
      }, pathsOf);
      expect(outcome).toEqual(kept ? text : [field]);
    },
  );

  const moves = [
    ['refuse', 'note', { reason: 'other' }],
    ['answer', 'answer', {}],
    ['answer', 'publicAnswer', {}],
    ['dispatch', 'note', { unit: 'water-bureau' }],
    ['withdraw', 'note', {}],
  ] as const;
  test.each(moves.flatMap(([event, field, rest]) => hostile.map(([what, text, kept]) => [event, field, what, text, kept, rest] as const)))(
    '%s, %s: %s',
    async (event, field, _, text, kept, rest) => {
      const { agent1, ...others } = city.people;
      const matter = await agent1.files();
      const outcome = await agent1.does(event, matter, { ...rest, [field]: text }).then(async (view) => {
        const { items } = await city.timeline(agent1.me, matter.id);
        return field === 'publicAnswer' ? view.publicAnswer : items.find(({ ref }) => ref === event)?.text;
      }, pathsOf);
      expect(outcome).toEqual(kept ? text : [field]);
      expect((await others.agent2.reads(matter)).version).toBe(kept ? 2 : 1);
    },
  );

  test('the longest texts that are allowed are kept to the last sign, and found again', async () => {
    const { agent1 } = city.people;
    const matter = await agent1.files({ title: '龘'.repeat(120), body: '𠮷'.repeat(5_000), demand: '请'.repeat(1_000) });
    const view = await agent1.reads(matter);
    expect([view.title, view.body, view.demand]).toEqual(['龘'.repeat(120), '𠮷'.repeat(5_000), '请'.repeat(1_000)]);
  });

  test('a field that no form has, or a step that there is not, is refused', () => {
    expect(TicketMoveBody.safeParse({ event: 'sign', note: '多余' }).success).toBe(false);
    expect(TicketMoveBody.safeParse({ event: 'file' }).success).toBe(false);
    expect(TicketFiling.safeParse({ type: 'help', state: 'closed' }).success).toBe(false);
  });

  test.each([
    ['a letter without the day on which it came', 'letter', { reference: '信 12 号' }, ['source.receivedOn']],
    ['a day that there is not', 'media', { outlet: '商丘日报', publishedOn: '2026-02-30' }, ['source.publishedOn']],
    ['what another source asks', 'hotline', { hotline: '12320', theirNumber: 'A1', leader: '李副市长' }, ['source.leader']],
    [
      'words that are too long',
      'leader',
      { leader: '李', instructedOn: '2026-11-25', instruction: '查'.repeat(2_001) },
      ['source.instruction'],
    ],
    ['anything of a call', 'phone', { window: '3 号' }, ['source.window']],
  ])('of a source %s is refused with its field', (_, channel, source, fields) => {
    const { success, error } = TicketFiling.safeParse({ ...water, channel, source });
    expect([success, error?.issues.map(({ path }) => path.join('.'))]).toEqual([false, fields]);
  });

  test('what another hotline wrote is kept, found by their number, and seen by the unit without numbers of persons', async () => {
    const { agent1, dispatch1, water1 } = city.people;
    const source = { hotline: '12320 卫生热线', theirNumber: 'WS20261125-0042', theirAgent: '赵 13912345678' };
    const matter = await agent1.files({ channel: 'hotline', source });
    expect((await agent1.reads(matter)).source).toEqual(source);
    const { items } = await city.house.list.page(agent1.me, { limit: 50, sort: 'newest', q: 'WS20261125-0042' });
    expect(items.map(({ id }) => id)).toEqual([matter.id]);
    await dispatch1.dispatches(matter, 'water-bureau');
    expect((await water1.reads(matter)).source).toMatchObject({ theirNumber: 'WS20261125-0042', theirAgent: '赵 139****5678' });
  });
});
