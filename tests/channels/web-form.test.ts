import { Refusal } from '@hotline/contracts';
import { exifIn, phonePhoto } from '@hotline/gateway/test-kit';
import { afterAll, beforeAll, expect } from 'vitest';
import { House } from '../app/house.ts';
import { until } from '../kit/hotline.ts';
import { conversationOnce, conversationSaying } from '../kit/messages.ts';
import { needs } from '../kit/needs.ts';
import { SiteVisitor, usual } from '../kit/site-visitor.ts';
import { TextProvider } from '../kit/text-provider.ts';
import { TileServer } from '../kit/tile-server.ts';

const { describe, test } = needs('postgres');
type Api = Awaited<ReturnType<House['desk']>>['api'];

const refusalOf = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'nothing',
    (error: unknown) => (error instanceof Refusal ? error.problem.code : String(error)),
  );

describe('a matter from the website or an app (rows 92, 93)', () => {
  let house: House;
  let agent: Api;
  let visitor: SiteVisitor;
  let tiles: TileServer;
  beforeAll(async () => {
    tiles = await TileServer.open();
    house = await House.open('channels-web', { HOTLINE_RETRY_SCALE: '0.05', ...tiles.settings });
    agent = (await house.desk('agent1')).api;
    visitor = new SiteVisitor(house.siteUrl);
  });
  afterAll(async () => {
    await house.close();
    tiles.close();
  });
  const look = (number: string, code: string) => visitor.api.publicTickets.read({ params: { number }, query: { code } });

  test('it waits in the inbox with her words, place and photo; the ticket that it becomes has the number that she holds', async () => {
    const file = await visitor.adds(await phonePhoto(640, 480));
    const place = { text: '三号楼', regionCode: '411403' };
    const given = { type: 'help' as const, when: '昨天起', who: '全楼住户', demand: '尽快恢复供水', place, files: [file] };
    const { number, queryCode, isConfirmed } = await visitor.sends(given);
    expect(isConfirmed).toBe(false);
    expect(await look(number, queryCode)).toMatchObject({ number, state: 'waiting', stage: 'accept', said: [] });
    const waiting = await conversationSaying(agent, '金桂小区三号楼停水');
    const { files, text } = waiting.messages[0] ?? { files: [], text: '' };
    expect(waiting).toMatchObject({ channel: 'web', contact: { name: '王*', address: '138****8888' } });
    expect(waiting.waitsSince).not.toBeNull();
    expect(waiting.form).toEqual({
      type: 'help',
      when: '昨天起',
      who: '全楼住户',
      demand: '尽快恢复供水',
      place,
      regionName: '睢阳区',
      alikeNumber: null,
      isConfirmed: false,
    });
    expect([text, files.map(({ name, type }) => [name, type])]).toEqual([usual.body, [['照片1.jpg', 'image/jpeg']]]);
    expect(JSON.stringify(waiting)).not.toContain('王𠮷');

    const filed = await agent.tickets.file({
      body: { type: 'help', category: 'water', title: '停水', body: text, place, channel: 'web', conversationId: waiting.id },
    });
    expect([filed.number, filed.queryCode]).toEqual([number, queryCode]);
    expect(filed.contact).toMatchObject({ name: '王*', phone: '138****8888' });
    expect(await look(number, queryCode)).toMatchObject({ state: 'received' });
    expect(
      await refusalOf(
        agent.tickets.file({ body: { type: 'help', category: 'water', title: '再来', body: text, place, conversationId: waiting.id } }),
      ),
    ).toBe('conversation.has-ticket');
  });

  test('an answer before there is a ticket stands on the page that her number and code open, and what she adds there waits again', async () => {
    const { number, queryCode } = await visitor.sends({ body: '公园几点开门' });
    const { id, version } = await conversationSaying(agent, '公园几点开门');
    await agent.conversations.answer({ params: { id }, ifMatch: version, body: { text: '早上六点开门' } });
    await conversationOnce(agent, id, (now) => now.messages.at(-1)?.delivery?.state === 'delivered');
    expect(await look(number, queryCode)).toMatchObject({ state: 'settled', said: [{ text: '早上六点开门' }], canAdd: true });
    const more = { code: queryCode, body: '那几点关门', proof: await visitor.proof() };
    await visitor.api.publicMessages.more({ params: { number }, body: more });
    expect(await look(number, queryCode)).toMatchObject({ state: 'waiting' });
    const { messages, waitsSince } = await agent.conversations.read({ params: { id } });
    expect([messages.at(-1)?.text, waitsSince === null]).toEqual(['那几点关门', false]);
    const wrong = { ...more, code: queryCode === '000000' ? '000001' : '000000', proof: await visitor.proof() };
    expect(await refusalOf(visitor.api.publicMessages.more({ params: { number }, body: wrong }))).toBe('ticket.unknown');
  });

  test('who adds to a ticket that she can prove reads that ticket under the number that she was given now', async () => {
    const first = await visitor.sends({ body: '路灯不亮,请尽快修' });
    const { id } = await conversationSaying(agent, '路灯不亮');
    const ticket = await agent.tickets.file({
      body: { type: 'help', category: 'water', title: '路灯', body: '路灯不亮', place: usual.place, conversationId: id },
    });
    const more = await visitor.sends({ body: `${first.number} ${first.queryCode} 今晚又多了两盏不亮` });
    expect(more.number).not.toBe(first.number);
    expect(await look(more.number, more.queryCode)).toMatchObject({ number: more.number, state: 'received' });
    expect((await agent.conversations.list({ query: { ticketId: ticket.id, waiting: false } })).items).toHaveLength(2);
  });

  test('a photo is seen by who handed it in until its matter is sent, as image/jpeg that no browser takes for a page', async () => {
    const id = await visitor.adds(await phonePhoto(300, 200));
    const seen = () => fetch(`${house.siteUrl}/api/public/messages/photos/${id}`);
    const response = await seen();
    expect([response.headers.get('content-type'), response.headers.get('x-content-type-options')]).toEqual(['image/jpeg', 'nosniff']);
    expect(await exifIn(Buffer.from(await response.arrayBuffer()))).toBeUndefined();
    await visitor.sends({ body: '照片在此', files: [id] });
    expect((await seen()).status).toBe(422);
    expect(await refusalOf(visitor.sends({ body: '同一张', files: [id] }))).toBe('photo.unknown');
  });

  test.each([
    ['an executable named .jpg', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2_000)]), 'photo.unreadable'],
    ['a page of HTML', Buffer.from('<html><script>alert(1)</script></html>'), 'photo.unreadable'],
    ['nothing', Buffer.alloc(0), 'photo.unreadable'],
  ])('%s is refused with its reason', async (_, bytes, code) => {
    const response = await fetch(`${house.siteUrl}/api/public/messages/photos`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: bytes,
    });
    expect(((await response.json()) as { code: string }).code).toBe(code);
  });

  test('more than 10 MB are refused with 413; the staff’s listener takes no file at all', async () => {
    const post = (url: string, body: Buffer) =>
      fetch(url, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body });
    expect((await post(`${house.siteUrl}/api/public/messages/photos`, Buffer.alloc(10 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await post(`${house.siteUrl}/api/public/messages`, Buffer.from('{}'))).status).toBe(415);
    expect((await post(`${house.deskUrl}/api/session`, Buffer.from('{}'))).status).toBe(415);
  });

  test('places of the city are found by name and by pinyin initials; one that is not ours says whose it is', async () => {
    const find = async (q: string) => (await visitor.api.publicPlaces.find({ query: { q } })).items;
    expect((await find('睢阳'))[0]).toMatchObject({ code: '411403', name: '睢阳区', within: '', elsewhere: null });
    expect((await find('syq')).map(({ name }) => name)).toContain('睢阳区');
    expect((await find('永城')).some(({ elsewhere }) => elsewhere !== null)).toBe(true);
    expect(await find('没有这个地方')).toEqual([]);
  });

  test('the point that she marks goes with her matter to the ticket and the department, as it was marked', async () => {
    const point = { lat: 34.414_312_345_678, lng: 115.656_298_765_432 };
    const kept = { lat: 34.414_312, lng: 115.656_299 };
    await visitor.sends({ body: '井盖松动,在路口东侧', place: { text: '神火大道路口', point } });
    const { id, form, messages } = await conversationSaying(agent, '井盖松动');
    expect(form?.place).toEqual({ text: '神火大道路口', point: kept });
    expect(JSON.stringify(await house.database.sql('select * from gateway.web_report'))).not.toContain('34.414312');
    const place = form?.place ?? usual.place;
    const body = { type: 'help' as const, category: 'water', title: '井盖', body: messages[0]?.text ?? '', place, conversationId: id };
    const ticket = await agent.tickets.file({ body });
    expect(ticket.place).toEqual({ text: '神火大道路口', point: kept });
    const dispatcher = (await house.desk('dispatch1')).api;
    await dispatcher.tickets.move({ params: { id: ticket.id }, ifMatch: 1, body: { event: 'dispatch', unit: 'water-bureau' } });
    const department = (await house.desk('water1')).api;
    expect((await department.tickets.read({ params: { id: ticket.id } })).place.point).toEqual(kept);
    expect((await agent.tickets.list({ query: {} })).items.find((one) => one.id === ticket.id)?.place.point).toEqual(kept);
  });

  test.each([
    ['the wrong way round', { lat: 115.656, lng: 34.414 }],
    ['no number', { lat: '34.4', lng: 115.6 }],
    ['half a point', { lat: 34.4 }],
  ])('a point that is %s is refused', async (_, point) => {
    const place = { text: '三号楼', point: point as { lat: number; lng: number } };
    const sent = { ...usual, place, proof: { challenge: 'unpaid', nonce: 0 } };
    expect(await refusalOf(visitor.api.publicMessages.send({ body: sent }))).toBe('request.invalid');
  });

  test('a point that is in Beijing is refused by its own name, and nothing is kept', async () => {
    const count = async () => (await house.database.sql('select 1 from gateway.web_report')).length;
    const before = await count();
    const refused = visitor.sends({ place: { text: '三号楼', point: { lat: 39.9, lng: 116.4 } } });
    const problem = await refused.then(
      () => null,
      (error: unknown) => (error instanceof Refusal ? error.problem : null),
    );
    expect([problem?.code, problem?.errors?.map(({ path }) => path)]).toEqual(['place.outside', ['body.place.point']]);
    expect(await count()).toBe(before);
  });

  test('the map is told to page and desk without the address of its tiles, and each tile comes from us', async () => {
    const { map } = await visitor.api.publicMessages.begin();
    expect(map).toMatchObject({ datum: 'gcj02', attribution: '© 测试地图', layers: 1, area: { west: 114.8, north: 34.9 } });
    expect(await agent.staffMap.read()).toEqual({ map });
    expect(JSON.stringify(map)).not.toMatch(/secret|127\.0\.0\.1/);
    const tile = await fetch(`${house.siteUrl}/api/public/map/tiles/0/12/3363/1629`);
    expect(['content-type', 'cache-control', 'x-content-type-options'].map((name) => tile.headers.get(name))).toEqual([
      'image/png',
      'private, max-age=86400',
      'nosniff',
    ]);
    expect((await tile.arrayBuffer()).byteLength).toBeGreaterThan(100);
    expect((await agent.staffMap.tile({ params: { layer: 0, z: 12, x: 3363, y: 1629 } })).size).toBeGreaterThan(100);
    expect(tiles.asked).toEqual(['/12/3363/1629.png?tk=a-secret-key']);
  });

  test('a tile outside the city is refused and nobody is asked; of a dead tile server the page hears in plain words, and the log without its key', async () => {
    const tile = async (x: number, y: number): Promise<string> => {
      const answer = await fetch(`${house.siteUrl}/api/public/map/tiles/0/12/${x}/${y}`);
      return ((await answer.json()) as { code: string }).code;
    };
    tiles.asked.length = 0;
    expect([await tile(3_372, 1_552), await tile(-1, 0), tiles.asked.length]).toEqual(['map.no-tile', 'request.invalid', 0]);
    tiles.mood = 'page';
    expect(await tile(3_363, 1_630)).toBe('map.away');
    tiles.mood = 'broken';
    expect([await tile(3_363, 1_631), await tile(3_363, 1_632)]).toEqual(['map.away', 'map.away']);
    await until('its line in the log', () => house.log.includes('the tile server gives no map'));
    expect(house.log).not.toContain('a-secret-key');
    tiles.mood = 'well';
    const again = () => fetch(`${house.siteUrl}/api/public/map/tiles/0/12/3363/1631`);
    await until('a tile again', async () => (await again()).status === 200);
  });

  test('what others reported near her names nothing of theirs; her matter says which it is like, and joined to it by hand it is told to nobody else', async () => {
    const [secret, other] = ['张家三号楼漏水', '王先生在家养鸡'];
    const place = { text: secret, regionCode: '411403' };
    const body = { body: `${secret}${other}`, title: secret, place, contact: { phone: '13800004321' } };
    const theirs = await agent.tickets.file({ body: { ...body, type: 'complain', category: 'pollution-noise' } });
    await agent.tickets.file({ body: { ...body, type: 'help', category: 'civil-marriage' } });
    await agent.tickets.file({ body: { ...body, type: 'complain', category: 'heat', confidential: true } });
    const near = () => visitor.api.publicPlaces.near({ params: { code: '411403' } });
    const found = await until(
      'a matter near her',
      async () => (await near()).items.find(({ category }) => category === '噪声扰民'),
      70_000,
    );
    expect(found).toMatchObject({ place: '睢阳区', reports: 1 });
    expect(JSON.stringify(await near())).not.toMatch(/漏水|养鸡|婚姻|供暖/);

    const hers = await visitor.sends({ body: '我也遇到噪声', alike: found.ref, contact: { phone: '13800005432' } });
    const { id, version, form } = await conversationSaying(agent, '我也遇到噪声');
    expect(form?.alikeNumber).toBe(theirs.number);
    await agent.conversations.attach({ params: { id }, ifMatch: version, body: { ticket: theirs.number } });
    expect(await look(hers.number, hers.queryCode)).toMatchObject({ number: hers.number, state: 'received' });
    const dispatcher = (await house.desk('dispatch1')).api;
    await dispatcher.tickets.move({ params: { id: theirs.id }, ifMatch: 1, body: { event: 'dispatch', unit: 'water-bureau' } });
    const unread =
      "select count(*)::int as n from platform.event e join platform.event_cursor c on c.reader = 'gateway' where e.xid > c.xid";
    await until('events that were read', async () => (await house.database.sql<{ n: number }>(unread))[0]?.n === 0);
    const { messages } = await agent.conversations.read({ params: { id } });
    expect(messages.filter(({ direction, text }) => direction === 'out' && text.includes(theirs.number))).toEqual([]);
  }, 90_000);

  test('a flood from one address is cut off, and the others go on when the minute is over', async () => {
    const proof = await visitor.proof();
    const codes = await Promise.all(
      Array.from({ length: 40 }, () => refusalOf(visitor.api.publicMessages.send({ body: { ...usual, proof } }))),
    );
    expect(codes.filter((code) => code === 'request.too-many').length).toBeGreaterThanOrEqual(5);
  });
});

describe('behind a reverse proxy, and without a map', () => {
  let open: House;
  let closed: House;
  beforeAll(async () => {
    open = await House.open('channels-web-proxy', { HOTLINE_PROXIES: '127.0.0.1' });
    closed = await House.open('channels-web-no-proxy');
  });
  afterAll(async () => {
    await open.close();
    await closed.close();
  });

  test('what each citizen may send is counted by her own address, and her own word on it counts for nothing', async () => {
    const refused = async (house: House, last: (n: number) => number): Promise<number> => {
      const post = (n: number) =>
        house.json('POST', `${house.siteUrl}/api/public/messages`, {}, undefined, { 'x-forwarded-for': `203.0.113.${last(n)}` });
      const statuses = await Promise.all(Array.from({ length: 35 }, (_, n) => post(n).then(({ status }) => status)));
      return statuses.filter((status) => status === 429).length;
    };
    expect(await refused(open, (n) => n)).toBe(0);
    expect(await refused(open, () => 200)).toBe(5);
    expect(await refused(closed, (n) => n)).toBe(5);
  });

  test('a house without a map offers none and refuses a point instead of losing it', async () => {
    const visitor = new SiteVisitor(open.siteUrl);
    expect((await visitor.api.publicMessages.begin()).map).toBeNull();
    expect((await fetch(`${open.siteUrl}/api/public/map/tiles/0/12/3363/1629`)).status).toBe(404);
    expect(await refusalOf(visitor.sends({ place: { text: '三号楼', point: { lat: 34.4, lng: 115.6 } } }))).toBe('place.no-map');
  });
});

describe('where texts can be sent her number is confirmed (row 92)', () => {
  let house: House;
  let agent: Api;
  let provider: TextProvider;
  let visitor: SiteVisitor;
  const HER = '13800009999';
  beforeAll(async () => {
    provider = await TextProvider.open();
    house = await House.open('channels-web-code', { HOTLINE_RETRY_SCALE: '0.05' });
    agent = (await house.desk('agent1')).api;
    visitor = new SiteVisitor(house.siteUrl);
    await (await house.desk('admin1')).api.accounts.put({ params: { id: 'sms-main' }, body: provider.account });
    await until('an account that sends', async () => (await visitor.api.publicMessages.begin()).confirms);
  });
  afterAll(async () => {
    await house.close();
    provider.close();
  });
  const codeIn = async (): Promise<string> => /验证码是(\d{6})/.exec(await provider.textTo(HER, /验证码是/))?.[1] ?? '';

  test('without the code nothing is taken; with it she is told number, answer and progress by text, and her code is in no inbox', async () => {
    const contact = { phone: HER };
    expect(await refusalOf(visitor.sends({ contact }))).toBe('code.wrong');
    await visitor.asksForCode(HER);
    const code = await codeIn();
    expect(await refusalOf(visitor.asksForCode(HER))).toBe('code.too-soon');
    expect(await refusalOf(visitor.sends({ contact, smsCode: code === '000000' ? '000001' : '000000' }))).toBe('code.wrong');
    const { number, queryCode, isConfirmed } = await visitor.sends({ contact, smsCode: code });
    expect(isConfirmed).toBe(true);
    expect(await provider.textTo(HER, /已收到/)).toContain(`编号${number}、查询码${queryCode}`);
    const all = await agent.conversations.list({ query: { waiting: false } });
    expect(JSON.stringify(all)).not.toContain(code);

    const { id, version, form } = await conversationSaying(agent, '金桂小区三号楼停水');
    expect(form?.isConfirmed).toBe(true);
    await agent.conversations.answer({ params: { id }, ifMatch: version, body: { text: '抢修队今晚到场' } });
    await provider.textTo(HER, /【商丘12345】抢修队今晚到场/);
    await agent.tickets.file({
      body: { type: 'help', category: 'water', title: '停水', body: '停水', place: usual.place, conversationId: id },
    });
    expect(await provider.textTo(HER, /已受理/)).toContain(`工单号${number}、查询码${queryCode}`);
    expect(new Set(provider.sent.map(({ content }) => content)).size).toBe(provider.sent.length);
  });

  test('a landline gets no code, a code is good for one number only, and a provider that refuses is told in plain words', async () => {
    expect(await refusalOf(visitor.asksForCode('0370-3112345'))).toBe('phone.wrong');
    expect(await refusalOf(visitor.sends({ contact: { phone: '13800007776' }, smsCode: await codeIn() }))).toBe('code.wrong');
    provider.refuses = true;
    expect(await refusalOf(visitor.asksForCode('13800007775'))).toBe('code.not-sent');
    const lines = await house.database.sql<{ details: object }>(
      "select details from platform.audit where action = 'code.send' order by id",
    );
    expect(lines.map(({ details }) => details)).toEqual([{ outcome: 'sent' }, { outcome: 'refused' }]);
  });
});
