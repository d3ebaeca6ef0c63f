import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { House } from '../app/house.ts';
import { filesMatter, type StaffApi } from '../kit/matter.ts';
import { needs } from '../kit/needs.ts';
import { openBrowser } from './kit/browser.ts';
import { buildDesk } from './kit/build-desk.ts';
import { Desk } from './kit/desk.ts';

const { describe, test } = needs('postgres', 'chromium');

let house: House;
let browser: Browser;
let agent: StaffApi;
beforeAll(async () => {
  buildDesk();
  [house, browser] = await Promise.all([House.open('journey-lists'), openBrowser()]);
  agent = (await house.desk('agent1')).api;
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

async function opens(account: string, path: string): Promise<Page> {
  const { page } = await (await Desk.open(browser, house.deskUrl)).signsIn(account);
  await page.goto(`/#/${path}`);
  return page;
}

const files = (title: string) => filesMatter(agent, { title });

describe('a list that lives while it is looked at', () => {
  test('new tickets wait behind a button, so that no row moves under the hand, and come when it is pressed', async () => {
    await files('一号楼停水');
    const page = await opens('super1', 'tickets');
    const rows = page.getByRole('list', { name: '工单' }).getByRole('link');
    await rows.filter({ hasText: '一号楼停水' }).waitFor();
    await rows.first().hover();
    await files('二号楼停水');
    await files('三号楼停水');
    await page.getByRole('button', { name: '2 条更新' }).waitFor({ timeout: 8_000 });
    expect(await rows.filter({ hasText: '二号楼停水' }).count()).toBe(0);
    await page.getByRole('button', { name: '2 条更新' }).click();
    await rows.filter({ hasText: '三号楼停水' }).waitFor();
    expect(await rows.count()).toBe(3);
    await page.getByRole('searchbox').fill(':*');
    await page.keyboard.press('Enter');
    await page.getByText('没有找到。可以输入工单号').waitFor();
    await page.context().close();
  });
});

describe("a citizen's number on the page of her ticket (row 95)", () => {
  test('is seen for a reason of five characters at least, and the audit keeps who saw it and why', async () => {
    const { id, number } = await files('四号楼停水');
    const page = await opens('agent2', `tickets/${number}`);
    const contact = page.locator('.contact');
    await contact.getByText('138****2222').waitFor();
    await contact.getByRole('button', { name: '查看姓名和号码' }).click();
    await page.keyboard.type('核实');
    await page.keyboard.press('Enter');
    expect(await contact.getByRole('button', { name: '查看并记录' }).isDisabled()).toBe(true);
    await page.keyboard.type('地址门牌');
    await page.keyboard.press('Enter');
    await contact.getByRole('status').filter({ hasText: '王𠮷 · 138 0000 2222' }).waitFor();
    const { items } = await (await house.desk('audit1')).api.audit.list({ query: { actor: 'agent2' } });
    const seen = items.find(({ object, action }) => object === `ticket:${id}` && action.includes('reveal'));
    expect(seen).toMatchObject({ details: { reason: '核实地址门牌' } });
    await page.context().close();
  });
});

describe('rules and calendar through the screen (row 96)', () => {
  test('a new version of the limits is made from the old one, and the next ticket is counted by it', async () => {
    const page = await opens('admin1', 'admin/rules');
    await page.getByRole('button', { name: '以此新增一版' }).first().click();
    await page.getByLabel('名称', { exact: true }).fill('汛期时限');
    await page.getByLabel('依据').fill('市防汛指挥部通知');
    const today = await page.evaluate('new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10)');
    await page.getByLabel('从哪天起生效').fill(String(today));
    for (const one of await page.getByLabel('派单', { exact: true }).all()) await one.fill('3');
    await page.getByRole('button', { name: '发布新版本' }).click();
    await page.getByText('汛期时限').waitFor();
    const [newest] = (await (await house.desk('admin1')).api.rules.list({})).items;
    expect(newest).toMatchObject({ name: '汛期时限', by: 'admin1', from: today });
    const [clock] = (await files('五号楼停水')).clocks;
    expect([clock?.kind, Date.parse(clock?.dueAt ?? '') - Date.parse(clock?.startedAt ?? '')]).toEqual(['dispatch', 3 * 3_600_000]);
    await page.context().close();
  });

  test('a year is published from a file: what it says is read back first, mistakes are named line by line', async () => {
    const page = await opens('admin1', 'admin/calendar');
    const choose = (name: string, holds: unknown): Promise<void> =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(holds)) });
    const day = (date: string, isOffDay = true) => ({ name: '元旦', date, isOffDay });
    await page.getByLabel('依据').fill('国办发明电〔2026〕7 号');
    await choose('other.json', { holidays: [] });
    await page.getByText('不是 holiday-cn 格式').waitFor();
    await choose('2027.json', { year: 2027, days: [day('2027-01-01'), day('2027-02-30')] });
    await page.getByRole('button', { name: '公布 2027 年' }).click();
    await page.getByText('文件内容有误,没有导入').waitFor();
    await choose('2027.json', { year: 2027, days: [day('2027-01-01'), day('2027-05-01'), day('2027-10-01'), day('2027-01-09', false)] });
    await page.getByText('2027 年:放假 3 天,补班 1 天').waitFor();
    await page.getByRole('button', { name: '公布 2027 年' }).click();
    await page.getByText(/2027 年已公布/).waitFor();
    await page.context().close();
  });
});
