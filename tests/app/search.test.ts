import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesMatter, type StaffApi } from '../kit/matter.ts';
import { House } from './house.ts';

let house: House;
let api: StaffApi;
const numbers: Record<string, string> = {};
beforeAll(async () => {
  house = await House.open('app-search');
  api = (await house.desk('agent1')).api;
  const file = async (key: string, title: string, body: string): Promise<void> => {
    numbers[key] = (await filesMatter(api, { title, body })).number;
  };
  await file('plate', '出租车拒载', '车牌豫N12345,昨晚在火车站拒载');
  await file('contract', '合同纠纷', '合同号 HT-2026-0098,装修公司不退款');
  await file('site', '网站打不开', '网址www.example.com打不开,报错SAP No. 1293164');
  for (let n = 1; n <= 30; n += 1) await file(`s${n}`, `停水 s${n}`, 'status is unclear, supplies stopped');
});
afterAll(() => house.close());

const found = async (q: string): Promise<string[]> => (await api.tickets.list({ query: { q } })).items.map(({ number }) => number);

describe('letters and digits inside Chinese text (yanyiwu/nodejieba#97, #92)', () => {
  test.each([
    ['plate', ['豫N12345', 'N12345', 'n12345', '豫n12345', '2345']],
    ['contract', ['HT-2026-0098', 'ht-2026-0098', 'HT-2026-0098', '0098']],
    ['site', ['www.example.com', 'EXAMPLE.com', 'SAP No. 1293164', '1293164', '3164']],
  ])('%s is found whole, in lower case, in full width and by its last four digits, before anything else', async (key, queries) => {
    for (const q of queries) expect([q, (await found(q))[0]]).toEqual([q, numbers[key]]);
  });
});

describe('a name sign at a private code point (w3c/typography#86)', () => {
  test('王䶮 typed at an old desk is found at a new one, and the other way round', async () => {
    const old = (await filesMatter(api, { title: '求助', body: '户主王\ue863的燃气表坏了' })).number;
    const fresh = (await filesMatter(api, { title: '求助', body: '户主王䶮的水表坏了' })).number;
    for (const q of ['王䶮', '王\ue863']) expect([q, (await found(q)).sort()]).toEqual([q, [old, fresh].sort()]);
  });
});

describe('a search of nothing but noise (pgroonga/pgroonga#102)', () => {
  test.each([
    '的',
    '了吗',
    '%',
    "'",
    '\\',
    ':*',
    '( ! &',
    '停水'.repeat(100),
    '🙂',
    '龘',
    'of the',
    '_',
    '--',
    ';drop table ticketing.ticket',
  ])('%j answers with a list', async (q) => {
    expect(Array.isArray(await found(q))).toBe(true);
  });

  test('without a word the list is whole, and a percent sign finds no more than what has one', async () => {
    expect((await found('')).length).toBeGreaterThanOrEqual(33);
    expect(await found('%')).toEqual([]);
    expect(await found('停水')).toHaveLength(30);
  });
});
