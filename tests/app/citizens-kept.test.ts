import { createClient, publicApi } from '@hotline/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../kit/hotline.ts';
import { codeOf, House } from './house.ts';
import { RawSocket } from './raw-socket.ts';

const NUMBER = '13800007788';
const spellings = [NUMBER, '138 0000 7788', '138-0000-7788', '+8613800007788'];

let house: House;
beforeAll(async () => {
  house = await House.open('app-citizens-kept');
});
afterAll(() => house.close());

const desk = (account: string) => house.desk(account);
const file = async (more: Record<string, unknown> = {}) =>
  (await desk('agent1')).api.tickets.file({
    body: {
      type: 'help',
      category: 'water',
      title: '停水',
      body: `停水两天,请打${NUMBER}联系我。`,
      contact: { name: '王麦穗', phone: NUMBER, idNumber: '11010519491231002X' },
      place: { text: '睢阳区某小区' },
      ...more,
    },
  });

describe('a masked citizen (row 83, DESIGN section 10)', () => {
  test('is in no list, search, page, timeline, notice, frame or log line that a handler can reach, and cannot be found by trying', async () => {
    const filed = await file();
    const water = await desk('water1');
    const socket = await RawSocket.open(house.deskUrl, { token: water.token });
    const agent = await desk('agent1');
    await agent.api.tickets.move({
      params: { id: filed.id },
      ifMatch: 1,
      body: { event: 'dispatch', unit: 'water-bureau', note: `电话${NUMBER}` },
    });
    await until('frame', () => socket.frames.some(([name]) => name === 'ticket:moved'));
    const texts: string[] = [];
    for (const address of [
      '/api/tickets',
      `/api/tickets/${filed.id}`,
      `/api/tickets/${filed.id}/timeline`,
      '/api/notices',
      '/api/tickets/counts',
    ])
      texts.push(await (await house.ask('GET', address, { token: water.token })).text());
    expect(texts[0]).toContain(filed.id);
    texts.push(JSON.stringify(socket.frames), house.log);
    for (const text of texts)
      for (const secret of [NUMBER, '王麦穗', '11010519491231002X', '8613800007788']) expect(text).not.toContain(secret);
    for (const q of [...spellings, '王麦穗', '11010519491231002X']) {
      const found = await water.api.tickets.list({ query: { q } });
      expect([q, found.items.map(({ id }) => id)]).toEqual([q, []]);
    }
    expect(await codeOf(await house.json('POST', `/api/tickets/${filed.id}/contact/reveal`, { reason: '想知道号码' }, water.token))).toBe(
      'permission.missing',
    );
    socket.close();
  });

  test('who asked to be kept secret is shown to units without even the stars', async () => {
    const filed = await file({ confidential: true });
    await (
      await desk('agent1')
    ).api.tickets.move({ params: { id: filed.id }, ifMatch: 1, body: { event: 'dispatch', unit: 'water-bureau' } });
    const seen = await (await desk('water1')).api.tickets.read({ params: { id: filed.id } });
    expect(seen.contact).toEqual({ name: null, phone: null, idNumber: null, confidential: true });
  });

  test('is found by an agent in any spelling, shown with stars, and revealed for a reason that the audit keeps', async () => {
    const filed = await file();
    const agent = await desk('agent1');
    for (const q of spellings) expect((await agent.api.tickets.list({ query: { q } })).items.map(({ id }) => id)).toContain(filed.id);
    expect((await agent.api.tickets.list({ query: { q: '王麦穗' } })).items[0]?.contact).toMatchObject({
      name: '王*',
      phone: '138****7788',
      idNumber: '110***********002X',
    });
    expect(await codeOf(await house.json('POST', `/api/tickets/${filed.id}/contact/reveal`, { reason: '短' }, agent.token))).toBe(
      'request.invalid',
    );
    expect(await agent.api.tickets.reveal({ params: { id: filed.id }, body: { reason: '核对地址后回电' } })).toEqual({
      name: '王麦穗',
      phone: '+8613800007788',
      idNumber: '11010519491231002X',
    });
    const lines = await house.database.sql<{ details: unknown }>(
      "select details from platform.audit where action = 'citizen.reveal' and object = $1",
      [`ticket:${filed.id}`],
    );
    expect(lines).toEqual([{ details: { reason: '核对地址后回电' } }]);
    const kept = await house.database.sql<{ row: string }>('select t::text as row from ticketing.ticket t where id = $1', [filed.id]);
    expect(kept[0]?.row).not.toContain('王麦穗');
    expect(kept[0]?.row).not.toContain('8613800007788');
  });
});

describe('looking a matter up by number and code (row 49)', () => {
  const site = () => createClient(publicApi, house.siteUrl);
  const ask = (number: string, code: string) => house.ask('GET', `${house.siteUrl}/api/public/tickets/${number}?code=${code}`);

  test('after five wrong codes even the right one gets the answer of an unknown number, in this hour and for this number only', async () => {
    const filed = await file();
    const other = await file();
    expect(await site().publicTickets.read({ params: { number: filed.number }, query: { code: filed.queryCode } })).toMatchObject({
      state: 'received',
      stage: 'accept',
    });
    const wrong = String((Number(filed.queryCode) + 1) % 1_000_000).padStart(6, '0');
    const bodies: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) bodies.push(await codeOf(await ask(filed.number, wrong)));
    bodies.push(await codeOf(await ask(filed.number, filed.queryCode)), await codeOf(await ask('260101999999', '000000')));
    expect(new Set(bodies)).toEqual(new Set(['ticket.unknown']));
    expect((await ask(other.number, other.queryCode)).status).toBe(200);
    for (const code of ['', 'abcdef', '١٢٣٤٥٦', '12345', '1234567'])
      expect((await ask(other.number, encodeURIComponent(code))).status).toBe(404);
  });

  test('when the next hour has begun the right code opens it again', async () => {
    const filed = await file();
    const wrong = String((Number(filed.queryCode) + 1) % 1_000_000).padStart(6, '0');
    for (let turn = 0; turn < 5; turn += 1) await ask(filed.number, wrong);
    expect((await ask(filed.number, filed.queryCode)).status).toBe(404);
    await house.kill();
    house.environment['HOTLINE_CLOCK_START'] = new Date(Date.now() + 3_600_000).toISOString();
    await house.start();
    expect((await ask(filed.number, filed.queryCode)).status).toBe(200);
  }, 60_000);

  test('in the demo the outbox shows what she would have been texted, with the code', async () => {
    const filed = await file();
    const { items } = await (await desk('agent1')).api.demo.outbox({ query: { ticketId: filed.id } });
    expect(items[0]).toMatchObject({ to: '138****7788', ticketId: filed.id });
    expect(items[0]?.text).toContain(filed.queryCode);
  });
});

describe('somebody who loses her right in mid-work (CASES zammad#5494)', () => {
  test('gets a clear refusal, her sockets go, nothing is written, and the ticket stays with her unit', async () => {
    const filed = await file();
    const agent = await desk('agent1');
    await agent.api.tickets.move({ params: { id: filed.id }, ifMatch: 1, body: { event: 'dispatch', unit: 'water-bureau' } });
    const water = await desk('water1');
    const socket = await RawSocket.open(house.deskUrl, { token: water.token });
    const admin = await desk('admin1');
    const person = (await admin.api.staff.list({ query: { q: 'water1' } })).items.find(({ account }) => account === 'water1');
    if (!person) throw new Error('nobody');
    const { name, number, roles, active } = person;
    await admin.api.staff.change({
      params: { account: 'water1' },
      ifMatch: person.version,
      body: { name, number, roles: [...roles], active, unit: 'urban-bureau' },
    });
    await until('closed socket', () => socket.state === 'closed', 1_500);
    const answer = await until('refusal', async () => {
      const code = await codeOf(
        await house.json('POST', `/api/tickets/${filed.id}/events`, { event: 'sign' }, water.token, { 'if-match': '"2"' }),
      );
      return code === 'ticket.unknown' && code;
    });
    expect(answer).toBe('ticket.unknown');
    const head = await desk('water-head');
    const [left] = (await head.api.tickets.list({ query: { state: 'assigned' } })).items.filter(({ id }) => id === filed.id);
    expect(left).toMatchObject({ version: 2, due: { kind: expect.any(String) as string } });
  });
});
