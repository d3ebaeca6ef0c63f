import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { needs } from '../kit/needs.ts';
import { SimulatedHouse } from '../kit/simulated-house.ts';
import { barriers } from './kit/accessibility.ts';
import { openBrowser } from './kit/browser.ts';
import { buildDesk } from './kit/build-desk.ts';
import { Desk } from './kit/desk.ts';

const { describe, test } = needs('postgres', 'chromium');

describe('a newcomer texts the hotline without a contract (rows 87, 89)', () => {
  let ground: SimulatedHouse;
  let browser: Browser;
  beforeAll(async () => {
    buildDesk();
    [ground, browser] = await Promise.all([SimulatedHouse.open('journey-simulator'), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await ground?.close();
  });

  const opensSimulator = async (look: { width: number; height: number }): Promise<Page> => {
    const page = await (await browser.newContext({ viewport: look })).newPage();
    await page.goto(ground.simulators.url);
    await page.getByText('热线已连上 · 10612345').waitFor();
    return page;
  };

  test('a text and a message in WeChat wait at the desk; the answer is read on the simulated phone, in both languages and at 390 px', async () => {
    const phone = await opensSimulator({ width: 390, height: 844 });
    await phone.getByTestId('sms-text').fill('小区门口的路灯坏了三天');
    await phone.getByTestId('sms-text').press('Enter');
    await phone.getByText('您的短信已收到').waitFor();
    await phone.getByTestId('wechat-text').fill('水压低,三楼上不了水');
    await phone.getByTestId('wechat-send').click();
    await phone.getByText('您的留言已收到').waitFor();
    expect(await barriers(phone)).toEqual([]);
    const { page } = await (await Desk.open(browser, ground.house.deskUrl)).signsIn('agent1');
    await page.goto('/#/inbox');
    await page.getByText('水压低,三楼上不了水').first().waitFor();
    await page.getByRole('link', { name: /路灯坏了三天/ }).click();
    await page.getByRole('textbox', { name: '答复' }).fill('维修人员今晚到现场');
    await page.getByRole('button', { name: '发送答复' }).click();
    await phone.getByText('【商丘12345】维修人员今晚到现场').waitFor();
    await phone.getByRole('button', { name: 'English' }).click();
    await phone.getByText('the hotline is connected · 10612345').waitFor();
    await phone.reload();
    await phone.getByText('维修人员今晚到现场').waitFor();
    expect(await phone.getByRole('button', { name: 'Send', exact: true }).count()).toBe(2);
  });

  test('the administrator sees that the accounts are simulated', async () => {
    const { page } = await (await Desk.open(browser, ground.house.deskUrl)).signsIn('admin1');
    await page.goto('/#/admin/accounts');
    const card = page.locator('[data-account="sms-simulator"]');
    await card.getByText('已连接').waitFor();
    expect(await card.innerText()).toContain('模拟');
    // a page of our own has no way out to be tried
    const tests = page.getByRole('button', { name: /^发测试消息/ });
    expect([await card.locator(tests).count(), await page.locator('[data-account="web-main"]').locator(tests).count()]).toEqual([1, 0]);
  });
});
