import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { House } from '../app/house.ts';
import { until } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { filesMatter } from '../kit/matter.ts';
import { barriersInBothThemes } from './kit/accessibility.ts';
import { openBrowser } from './kit/browser.ts';
import { buildDesk } from './kit/build-desk.ts';
import { Desk } from './kit/desk.ts';

const { describe, test } = needs('postgres', 'chromium');

let house: House;
let browser: Browser;
let people: Record<string, Awaited<ReturnType<House['desk']>>>;
const as = (account: string) => {
  const one = people[account];
  if (!one) throw new Error(`${account} is not at the hotline today`);
  return one.api;
};

beforeAll(async () => {
  buildDesk();
  [house, browser] = await Promise.all([House.open('journey-tickets'), openBrowser()]);
  const accounts = ['agent1', 'dispatch1', 'water1', 'water-head', 'callback1', 'admin1'];
  people = Object.fromEntries(await Promise.all(accounts.map(async (account) => [account, await house.desk(account)] as const)));
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});

const files = (title: string) => filesMatter(as('agent1'), { title });
const state = async (id: string) => (await as('agent1').tickets.read({ params: { id } })).state;

/** One step by somebody whose screen is not looked at. */
async function moves(account: string, id: string, event: string, form: Record<string, unknown> = {}): Promise<void> {
  const { version } = await as('agent1').tickets.read({ params: { id } });
  await as(account).tickets.move({ params: { id }, ifMatch: version, body: { event, ...form } as never });
}
const toWater = async (id: string): Promise<void> => {
  await moves('dispatch1', id, 'dispatch', { unit: 'water-bureau' });
  await moves('water1', id, 'sign');
};

const opens = async (
  account: string,
  path: string,
  look: { theme?: 'light' | 'dark'; width?: number; height?: number } = {},
): Promise<Page> => {
  const { page } = await (await Desk.open(browser, house.deskUrl, look)).signsIn(account);
  await page.goto(`/#/${path}`);
  return page;
};
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });

/** The three questions of the reply and its two texts. */
async function replies(page: Page, answer: string): Promise<void> {
  for (const question of ['诉求是否属实', '是否已联系群众', '是否解决'])
    await page.getByRole('group', { name: question }).getByRole('radio', { name: /是$/ }).check();
  await page.getByLabel('办理情况').fill(answer);
  await page.getByLabel('公开答复').fill('已恢复供水');
}

describe('a ticket at its three workspaces (rows 81, 95)', () => {
  test('is dispatched by keys, signed and replied to on a phone, checked and closed by the callback agent', async () => {
    const first = await files('甲楼停水两天');
    await files('乙楼水压太低');
    const dispatcher = await opens('dispatch1', 'dispatch');
    await dispatcher.getByRole('link', { name: /甲楼停水两天/ }).waitFor();
    await dispatcher.keyboard.press('KeyJ');
    await heading(dispatcher, '甲楼停水两天').waitFor();
    await dispatcher.keyboard.press('KeyD');
    const unit = dispatcher.getByRole('combobox', { name: '主办单位' });
    await unit.and(dispatcher.locator(':focus')).waitFor();
    const answer = dispatcher.waitForResponse((response) => decodeURIComponent(response.url()).endsWith('q=市水务局'));
    await dispatcher.keyboard.type('市水务局');
    await answer;
    await dispatcher
      .getByRole('option', { name: /市水务局/ })
      .first()
      .waitFor();
    await dispatcher.keyboard.press('Enter');
    await unit.and(dispatcher.locator('[aria-expanded="false"]')).waitFor();
    await dispatcher.getByTestId('form-submit').click();
    await heading(dispatcher, '乙楼水压太低').waitFor();
    expect(await state(first.id)).toBe('assigned');
    await dispatcher.context().close();

    const phone = await opens('water1', 'handle', { width: 390, height: 844 });
    await phone.getByRole('link', { name: /甲楼停水两天/ }).click();
    await phone.getByTestId('event-sign').click();
    await phone.getByTestId('event-reply').click();
    await replies(phone, '主管爆裂,已抢修');
    await phone.getByTestId('form-submit').click();
    await until('reply', async () => (await state(first.id)) === 'replied');
    await phone.context().close();

    const caller = await opens('callback1', 'callback');
    await caller.getByRole('link', { name: /甲楼停水两天/ }).click();
    await caller.getByText('主管爆裂,已抢修').first().waitFor();
    await caller.getByTestId('event-call-back').click();
    await caller.getByRole('group', { name: /是否联系上/ }).waitFor();
    for (const digit of ['Digit1', 'Digit1', 'Digit1']) await caller.keyboard.press(digit);
    await caller.getByTestId('form-submit').click();
    await caller.getByTestId('event-close').click();
    await until('end', async () => (await state(first.id)) === 'closed');
    expect((await as('agent1').tickets.read({ params: { id: first.id } })).callback).toMatchObject({ solved: 'yes', satisfied: 4 });
    await caller.context().close();
  });
});

describe('two people at one ticket', () => {
  test('see each other by name, and a reply typed over a stale version is kept until it is sent', async () => {
    const { id, number } = await files('丙楼水管爆裂');
    await toWater(id);
    const [handler, supervisor] = await Promise.all([opens('water1', `handle/${number}`), opens('super1', `tickets/${number}`)]);
    await handler.getByTestId('ticket-lookers').getByText('林峰').waitFor();
    await supervisor.getByTestId('ticket-lookers').getByText('刘河').waitFor();
    await supervisor.context().close();
    await handler.getByTestId('event-reply').click();
    await replies(handler, '正在抢修,预计今晚恢复');
    await moves('water-head', id, 'progress', { note: '已联系自来水公司' });
    await handler.getByTestId('ticket-stale').getByText('已联系自来水公司').waitFor();
    await handler.getByTestId('form-submit').click();
    await handler.getByRole('alert').filter({ hasText: '请刷新后再试' }).waitFor();
    await handler.getByTestId('ticket-stale').waitFor();
    expect(await handler.getByLabel('办理情况').inputValue()).toBe('正在抢修,预计今晚恢复');
    expect(await state(id)).toBe('handling');
    await handler.getByRole('button', { name: '看过了,继续' }).click();
    await handler.getByTestId('form-submit').click();
    await until('reply', async () => (await state(id)) === 'replied');
    await handler.context().close();
  });
});

describe('what the address and the rights decide', () => {
  test('a filter stands in the address and is there after a reload', async () => {
    const page = await opens('super1', 'tickets');
    await page.getByRole('combobox', { name: '状态' }).click();
    await page.getByTitle('待派单').click();
    await page.waitForURL(/state=received/);
    await page.getByText('先到期').click();
    await page.waitForURL(/sort=due/);
    await page.reload();
    await page
      .getByRole('list', { name: '工单' })
      .getByRole('link', { name: /乙楼水压太低/ })
      .waitFor();
    expect(await page.getByRole('link', { name: /丙楼水管爆裂/ }).count()).toBe(0);
    expect(page.url()).toContain('state=received');
    await page.context().close();
  });

  test('whoever loses the right while she works reads what is missing and who gives it', async () => {
    const page = await opens('dispatch1', 'dispatch');
    await heading(page, '派单').waitFor();
    const { items } = await as('admin1').staff.list({ query: { q: 'dispatch1' } });
    const [person] = items;
    if (!person) throw new Error('dispatch1 is not there');
    const { account, version, name, number, unit } = person;
    await as('admin1').staff.change({
      params: { account },
      ifMatch: version,
      body: { name, number, unit, roles: ['callback'], active: true },
    });
    await page
      .getByTestId('no-right')
      .getByText(/系统管理员/)
      .waitFor({ timeout: 15_000 });
    await as('admin1').staff.change({
      params: { account },
      ifMatch: version + 1,
      body: { name, number, unit, roles: ['dispatcher'], active: true },
    });
    await heading(page, '派单').waitFor({ timeout: 15_000 });
    await page.context().close();
  });
});

describe('WCAG 2.2 AA at the ticket screens, light and dark', () => {
  test.each([
    ['dispatch1', ['dispatch/{received}?do=dispatch', 'tickets', 'outbox', 'tickets/{replied}']],
    ['water1', ['handle', 'handle/{replied}', 'dispatch']],
    ['callback1', ['callback/{replied}?do=call-back']],
    ['admin1', ['admin/units', 'admin/categories', 'admin/rules', 'admin/calendar']],
  ])('%s meets no barrier', async (account, paths) => {
    const { items } = await as('agent1').tickets.list({ query: {} });
    const numberIn = (where: string): string => items.find((one) => one.state === where)?.number ?? '';
    const page = await opens(account, '');
    const found: string[] = [];
    const look = async (what: string): Promise<void> => void found.push(...(await barriersInBothThemes(page, what)));
    for (const path of paths) {
      await page.goto(`/#/${path.replace(/\{(\w+)\}/, (_, where: string) => numberIn(where))}`);
      await page.locator('main h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      await look(path);
    }
    await page.getByTestId('notices-bell').click();
    await page.getByRole('complementary', { name: '通知' }).getByRole('heading').waitFor();
    await look('notices');
    expect(found).toEqual([]);
    await page.context().close();
  });
});
