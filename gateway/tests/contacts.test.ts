import { type CitizenContacts, type ConversationRow, Problem } from '@hotline/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agent1, agent2, mailOf, PostOffice } from './kit/post-office.ts';

let office: PostOffice;
beforeAll(async () => {
  office = await PostOffice.open('gateway-contacts');
});
afterAll(() => office.close());

const desk = () => office.gateway.contacts;
const WHY = '来电中自称同一人';
const refusal = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
async function wroteLast(): Promise<ConversationRow> {
  const { items } = await office.gateway.conversations.list(agent1, { limit: 1, waiting: false });
  if (!items[0]) throw new Error('nobody wrote');
  return items[0];
}
const texted = async (from: string, text = '停水了'): Promise<string> => {
  office.clock.advance(1_000);
  await office.texts(from, text);
  return (await wroteLast()).id;
};
const mailed = async (from: string, subject = '停水'): Promise<string> => {
  office.clock.advance(1_000);
  await office.receives(mailOf({ from, subject }));
  return (await wroteLast()).id;
};
const of = (conversationId: string): Promise<CitizenContacts> => desk().of(agent1, { conversationId });
const contactOf = async (conversationId: string) => {
  const found = (await of(conversationId)).contacts[0];
  if (!found) throw new Error('no contact');
  return found;
};
/** What belongs to whom, to the last column; versions of contacts count joins and are left out. */
const belongings = () =>
  office.rows(
    `select 'contact' as what, (to_jsonb(c) - 'version')::text as row from gateway.contact c
     union all select 'conversation', to_jsonb(c)::text from gateway.conversation c
     union all select 'message', to_jsonb(m)::text from gateway.message m order by 1, 2`,
  );
const writtenOf = async (conversationId: string): Promise<string[]> => {
  const { contactIds } = await office.gateway.book.citizenOf({ conversationIds: [conversationId] });
  return (await office.gateway.book.written(contactIds, { limit: 100 })).map(({ text }) => text);
};

describe('two contacts are one citizen, and are parted again (row 91)', () => {
  test('joined, the mail and the text are one list and one number; parted, each has to the last column what it had', async () => {
    const text = await texted('13700000501', '短信:三号楼停水');
    const mail = await mailed('zhao@example.com');
    const before = await belongings();
    const [hers, his] = [await contactOf(mail), await contactOf(text)];
    const joined = await desk().join(agent1, hers.id, hers.version, { contactId: his.id, reason: WHY });
    expect(joined.contacts.map(({ address }) => address).toSorted()).toEqual(['137****0501', 'zh***@example.com']);
    expect(joined.joins).toMatchObject([{ by: 'agent1', reason: WHY }]);
    expect((await writtenOf(mail)).toSorted()).toEqual((await writtenOf(text)).toSorted());
    expect(await writtenOf(mail)).toHaveLength(2);
    expect((await office.gateway.book.citizenOf({ conversationIds: [mail] })).numbers).toEqual(['+8613700000501']);
    expect(
      await office.rows("select 1 from platform.audit where action = 'contact.join' and object = $1", [`contact:${hers.id}`]),
    ).toHaveLength(1);

    const [now, join] = [joined.contacts.find(({ id }) => id === hers.id), joined.joins[0]];
    const parted = await desk().part(agent2, hers.id, now?.version ?? 0, join?.id ?? '', '核实后不是同一人');
    expect(parted.contacts.map(({ id }) => id)).toEqual([hers.id]);
    expect(await belongings()).toEqual(before);
    expect(await writtenOf(mail)).toEqual(['金桂小区三号楼停水两天']);
    expect(await writtenOf(text)).toEqual(['短信:三号楼停水']);
    expect(
      await office.rows('select joined_by, reason, parted_by, part_reason from gateway.contact_join where id = $1', [join?.id ?? '']),
    ).toEqual([{ joined_by: 'agent1', reason: WHY, parted_by: 'agent2', part_reason: '核实后不是同一人' }]);
  });

  test('what she wrote while they were joined stays with the address she wrote from', async () => {
    const [text, mail] = [await texted('13700000511', '一'), await mailed('qian@example.com', '二')];
    const hers = await contactOf(mail);
    const joined = await desk().join(agent1, hers.id, hers.version, { contactId: (await contactOf(text)).id, reason: WHY });
    await office.texts('13700000511', '三');
    expect(await writtenOf(mail)).toHaveLength(3);
    const version = joined.contacts.find(({ id }) => id === hers.id)?.version ?? 0;
    await desk().part(agent1, hers.id, version, joined.joins[0]?.id ?? '', '核实后不是同一人');
    expect(await writtenOf(text)).toEqual(['三', '一']);
    expect(await writtenOf(mail)).toHaveLength(1);
  });

  test('of three that are joined, parting one bond leaves the other', async () => {
    const [a, b, c] = [
      await contactOf(await texted('13700000521')),
      await contactOf(await mailed('sun@example.com')),
      await contactOf(await mailed('li@example.com')),
    ];
    const first = await desk().join(agent1, a.id, a.version, { contactId: b.id, reason: WHY });
    const second = await desk().join(agent1, c.id, c.version, { contactId: b.id, reason: WHY });
    expect(second.contacts).toHaveLength(3);
    expect(await refusal(desk().join(agent1, a.id, a.version + 1, { contactId: c.id, reason: WHY }))).toBe('contact.joined-already');
    const parted = await desk().part(agent1, a.id, a.version + 1, first.joins[0]?.id ?? '', '核实后不是同一人');
    expect(parted.contacts.map(({ id }) => id)).toEqual([a.id]);
    expect((await desk().find(agent1, 'li@example.com')).items).toHaveLength(1);
    expect((await office.gateway.book.citizenOf({ conversationIds: [] })).contactIds).toEqual([]);
  });

  test('not with itself, not twice, not with nobody, not by what somebody saw before', async () => {
    const [a, b] = [await contactOf(await texted('13700000531')), await contactOf(await mailed('wu@example.com'))];
    expect(await refusal(desk().join(agent1, a.id, a.version, { contactId: a.id, reason: WHY }))).toBe('contact.itself');
    expect(await refusal(desk().join(agent1, a.id, a.version, { number: '137 0000 0531', reason: WHY }))).toBe('contact.itself');
    expect(await refusal(desk().join(agent1, a.id, a.version, { contactId: 'nobody', reason: WHY }))).toBe('contact.unknown');
    expect(await refusal(desk().join(agent1, 'nobody', 1, { contactId: a.id, reason: WHY }))).toBe('contact.unknown');
    expect(await refusal(desk().join(agent1, a.id, a.version, { number: '12', reason: WHY }))).toBe('contact.no-number');
    await desk().join(agent1, a.id, a.version, { contactId: b.id, reason: WHY });
    expect(await refusal(desk().join(agent1, a.id, a.version, { contactId: b.id, reason: WHY }))).toBe('version.stale');
    expect(await refusal(desk().join(agent1, b.id, b.version + 1, { contactId: a.id, reason: WHY }))).toBe('contact.joined-already');
    expect(await refusal(desk().part(agent1, a.id, a.version + 1, 'no-such-join', WHY))).toBe('contact.not-joined');
  });

  test('twenty who join the same two at the same moment from both sides: one has, one bond there is', async () => {
    const [a, b] = [await contactOf(await texted('13700000541')), await contactOf(await mailed('zheng@example.com'))];
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        refusal(
          n % 2
            ? desk().join(agent1, a.id, a.version, { contactId: b.id, reason: WHY })
            : desk().join(agent2, b.id, b.version, { contactId: a.id, reason: WHY }),
        ),
      ),
    );
    expect(all.filter((one) => one === 'done')).toHaveLength(1);
    expect(all.filter((one) => one !== 'done').every((one) => one === 'version.stale' || one === 'contact.joined-already')).toBe(true);
    expect(await office.rows('select 1 from gateway.contact_join where one = any($1) and parted_at is null', [[a.id, b.id]])).toHaveLength(
      1,
    );
    expect(
      await office.rows("select 1 from platform.audit where action = 'contact.join' and object = any($1)", [
        [`contact:${a.id}`, `contact:${b.id}`],
      ]),
    ).toHaveLength(1);
  });

  test('a number that has only called is joined by it or by the call, and found by nobody who does not know it whole', async () => {
    const mail = await contactOf(await mailed('feng@example.com'));
    expect(await desk().find(agent1, '13700000551')).toEqual({ items: [], isNumber: true });
    const joined = await desk().join(agent1, mail.id, mail.version, { number: '13700000551', reason: WHY });
    expect(joined.contacts.map(({ address, conversations }) => [address, conversations])).toEqual([
      ['fe***@example.com', 1],
      ['137****0551', 0],
    ]);
    office.callers.set('call-1', '+8613700000551');
    expect((await desk().of(agent1, { callId: 'call-1' })).contacts).toHaveLength(2);
    const other = await contactOf(await mailed('chen@example.com'));
    expect((await desk().join(agent1, other.id, other.version, { callId: 'call-1', reason: WHY })).contacts).toHaveLength(3);
    expect(await refusal(desk().join(agent1, other.id, other.version + 1, { callId: 'withheld', reason: WHY }))).toBe('contact.no-number');
    expect((await desk().find(agent1, '1370000055')).items).toEqual([]);
    expect((await desk().find(agent1, '%@example.com')).items).toEqual([]);
    expect((await desk().find(agent1, 'CHEN@example.com')).items).toMatchObject([{ address: 'ch***@example.com' }]);
  });
});
