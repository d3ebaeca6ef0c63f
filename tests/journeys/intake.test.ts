import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { Hotline, until } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { barriers } from './kit/accessibility.ts';
import { openBrowser } from './kit/browser.ts';
import { choose } from './kit/choose.ts';
import { Desk } from './kit/desk.ts';

const { describe, test } = needs('asterisk', 'postgres', 'chromium');

let hotline: Hotline;
let browser: Browser;
beforeAll(async () => {
  [hotline, browser] = await Promise.all([Hotline.open(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await hotline?.stop();
});

interface Drafts {
  readonly items: readonly { readonly id: string; readonly fields: Readonly<Record<string, unknown>> }[];
}
interface Tickets {
  readonly items: readonly {
    readonly number: string;
    readonly title: string;
    readonly state: string;
    readonly contact: { readonly phone: string };
  }[];
}
const field = (desk: Desk, label: string): Locator => desk.page.getByLabel(label, { exact: true });
const drafts = async (desk: Desk): Promise<Drafts['items']> => (await desk.asks<Drafts>('/api/drafts')).items;
/** Waits until the server has these words in some draft of hers. */
const kept = (desk: Desk, name: string, words: string): Promise<unknown> =>
  until(`draft with ${words}`, async () => (await drafts(desk)).some(({ fields }) => fields[name] === words));
const holds = (of: Locator, words: string): Promise<unknown> =>
  until(`field with ${words}`, async () => (await of.inputValue()) === words, 6_000);
const focused = (desk: Desk): Promise<string | null> =>
  desk.page.evaluate(`document.activeElement?.getAttribute('data-field') ?? null`) as Promise<string | null>;

describe('受理: the form beside the call (L9)', () => {
  test("she types while she talks; reload, a second browser and a dead network lose no word; the ticket has the caller's number", async () => {
    const desk = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent1')).becomesReady();
    const call = await (await hotline.phone('13800001111')).dials('12345');
    await desk.shows('ringing');
    await desk.page.keyboard.press('Alt+KeyA');
    await desk.shows('talking');
    await until('the cursor in 事由', async () => (await focused(desk)) === 'body');
    await desk.page.keyboard.type('金桂小区三号楼停水两天');
    expect(await field(desk, '标题').inputValue()).toBe('金桂小区三号楼停水两天');
    await desk.page.reload();
    await desk.shows('talking');
    await holds(field(desk, '事由'), '金桂小区三号楼停水两天');
    await kept(desk, 'body', '金桂小区三号楼停水两天');

    const second = await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent1');
    await holds(field(second, '事由'), '金桂小区三号楼停水两天');
    await field(second, '时间').fill('前天早上起');
    await field(desk, '人物').fill('三号楼住户');
    await Promise.all([holds(field(desk, '时间'), '前天早上起'), holds(field(second, '人物'), '三号楼住户')]);
    expect(await drafts(desk)).toHaveLength(1);
    await second.leaves();

    await desk.context.setOffline(true);
    await field(desk, '诉求').fill('尽快恢复供水');
    await desk.page.locator('[data-testid="draft-state"][data-state="offline"]').waitFor({ timeout: 8_000 });
    expect(await desk.page.getByTestId('draft-state').innerText()).toContain('输入已保存在本机');
    await desk.context.setOffline(false);
    await kept(desk, 'demand', '尽快恢复供水');

    await field(desk, '地点').fill('金桂小区');
    await desk.page.getByRole('radio', { name: /求助/ }).click();
    await field(desk, '分类').click();
    await desk.page.keyboard.type('gsfw');
    await desk.page.getByRole('option').filter({ hasText: '供水服务' }).first().waitFor();
    await desk.page.keyboard.press('Enter');
    await until('the chosen category', async () => (await field(desk, '分类').inputValue()).includes('供水服务'));
    expect(await barriers(desk.page)).toEqual([]);
    await field(desk, '事由').focus();
    await desk.page.keyboard.press('Control+Enter');
    const number = (await desk.page.getByTestId('filed-number').innerText()).replaceAll(' ', '');
    const { items } = await desk.asks<Tickets>('/api/tickets?limit=1');
    expect(items[0]).toMatchObject({ number, state: 'received', title: '金桂小区三号楼停水两天', contact: { phone: '138****1111' } });
    expect(await drafts(desk)).toEqual([]);
    expect(await barriers(desk.page)).toEqual([]);

    await call.hangUp();
    await desk.shows('wrapUp');
    await desk.page.keyboard.press('Digit1');
    await desk.page.keyboard.press('Alt+KeyW');
    await desk.shows('idle');
    expect((await desk.asks<{ items: { disposition: { kind: string } }[] }>('/api/calls?limit=1')).items[0]?.disposition.kind).toBe(
      'ticket',
    );
    await desk.leaves();
  });

  test('changing language and theme, and looking at another page, keeps what is typed (zammad#3088)', async () => {
    const desk = await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent2');
    const words = '家住人民路,门口的路灯从上周三起就不亮。'.repeat(10);
    await desk.page.getByText('我的草稿', { exact: true }).waitFor();
    await desk.page.keyboard.press('Alt+KeyN');
    await until('the cursor in 事由', async () => (await focused(desk)) === 'body');
    await desk.page.keyboard.insertText(words);
    const menu = async (item: string): Promise<void> => {
      await desk.page.getByRole('button', { name: /1002/ }).click();
      await desk.page.getByRole('menuitem', { name: item }).click();
    };
    await menu('深色界面');
    await menu('English');
    await holds(field(desk, 'What happened'), words);
    await desk.page.goto('/#/tickets');
    await desk.page.locator('main h1').waitFor();
    await desk.page.goto('/#/desk');
    await holds(field(desk, 'What happened'), words);
    await kept(desk, 'body', words);
    expect(await drafts(desk)).toHaveLength(1);
    await desk.leaves();
  });

  test("a leader's instruction is typed with whose it is and what it says; it stands on the ticket (row 2)", async () => {
    const desk = await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent3');
    await desk.page.getByText('我的草稿', { exact: true }).waitFor();
    await desk.page.keyboard.press('Alt+KeyN');
    await until('the cursor in 事由', async () => (await focused(desk)) === 'body');
    await desk.page.keyboard.insertText('幸福路积水半米,沿街商户进水');
    await field(desk, '地点').fill('幸福路中段');
    await desk.page.getByRole('radio', { name: /求助/ }).click();
    await field(desk, '分类').click();
    await choose(desk.page, 'gsfw', '供水服务');
    await desk.page.getByRole('radio', { name: '领导批示' }).click();
    const source = desk.page.getByRole('group', { name: '来源信息' });
    await source.getByLabel('批示领导').fill('李副市长');
    expect(await barriers(desk.page)).toEqual([]);
    await desk.page.getByTestId('ticket-save').click();
    await source.locator('[data-problem="true"]').getByLabel('批示内容').waitFor();
    await source.getByLabel('批示内容').fill('请水务局三日内查明原因并整改,结果报我。');
    await source.getByLabel('批示日期').fill('2026-11-25');
    await desk.page.getByTestId('ticket-save').click();
    const number = (await desk.page.getByTestId('filed-number').innerText()).replaceAll(' ', '');
    await desk.page.goto(`/#/tickets/${number}`);
    const facts = desk.page.getByRole('region', { name: '工单内容' });
    for (const words of ['领导批示', '李副市长', '2026-11-25', '请水务局三日内查明原因并整改'])
      await facts.getByText(words).first().waitFor();
    await desk.leaves();
  });
});
