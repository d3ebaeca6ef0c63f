import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { House } from '../app/house.ts';
import { filesMatter, isCalledBack } from '../kit/matter.ts';
import { conversationSaying } from '../kit/messages.ts';
import { needs } from '../kit/needs.ts';
import { barriers } from './kit/accessibility.ts';
import { openBrowser } from './kit/browser.ts';
import { buildDesk } from './kit/build-desk.ts';

const { describe, test } = needs('postgres', 'chromium');
/** WeChat 8 on Android opens pages in a browser of its own. */
const INSIDE_WECHAT =
  'Mozilla/5.0 (Linux; Android 13; V2227A Build/TP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160117 MMWEBSDK/20240404 MicroMessenger/8.0.49.2600(0x28003137) WeChat/arm64 Weixin NetType/4G Language/zh_CN ABI/arm64';

describe('the public site opened inside WeChat, at 360 px (rows 49, 89)', () => {
  let house: House;
  let browser: Browser;
  beforeAll(async () => {
    buildDesk();
    [house, browser] = await Promise.all([House.open('journey-in-wechat'), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  const opens = async (where: string): Promise<Page> => {
    const context = await browser.newContext({
      userAgent: INSIDE_WECHAT,
      viewport: { width: 360, height: 640 },
      isMobile: true,
      hasTouch: true,
      baseURL: house.siteUrl,
    });
    const page = await context.newPage();
    await page.goto(where);
    return page;
  };
  /** Nothing stands beyond the right edge, and nobody is kept out. */
  const isFit = async (page: Page): Promise<void> => {
    expect(await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBeLessThanOrEqual(360);
    expect(await barriers(page)).toEqual([]);
  };

  test('the first page leads to the ticket and to a call, and grows for the elderly', async () => {
    const page = await opens('/');
    await page.getByRole('link', { name: /查询我的诉求/ }).waitFor();
    await isFit(page);
    await page.getByRole('button', { name: '大字版' }).click();
    await isFit(page);
    await page.context().close();
  });

  test('a link that somebody passed on, with what WeChat writes into it, shows how her matter stands', async () => {
    const { number, queryCode } = await filesMatter((await house.desk('agent1')).api);
    const page = await opens('/?from=singlemessage&isappinstalled=0#/ticket');
    await page.getByLabel(/工单号/).fill(number);
    await page.getByLabel(/查询码/).fill(queryCode);
    await page.getByRole('button', { name: '查询', exact: true }).tap();
    await page.locator('.steps').waitFor();
    await isFit(page);
    await page.context().close();
  });

  test('she submits there, tracks what she holds, and rates what was done', async () => {
    const page = await opens('/?from=singlemessage#/report');
    await page.getByRole('radio', { name: '求助' }).check();
    await page.getByLabel('什么事(必填)').fill('金桂小区路口积水');
    await page.getByLabel('详细地点').fill('金桂小区东门');
    await page.getByLabel('联系电话(必填)').fill('13800001357');
    await isFit(page);
    await page.getByRole('button', { name: '提交' }).tap();
    await page.getByRole('heading', { name: '已提交' }).waitFor({ timeout: 30_000 });
    const number = await page.getByTestId('receipt-number').getAttribute('data-digits');
    await page.getByRole('link', { name: '查看进展' }).tap();
    const finds = () => page.getByRole('button', { name: '查询', exact: true }).tap();
    await finds();
    await page.getByText('已收到您的诉求,等待工作人员登记').waitFor();

    const { id } = await conversationSaying((await house.desk('agent1')).api, '路口积水');
    const filed = await filesMatter((await house.desk('agent1')).api, { conversationId: id });
    expect(filed.number).toBe(number);
    await isCalledBack(house, filed);
    await finds();
    const asked = page.getByRole('group', { name: '您对办理结果满意吗?' });
    await asked.waitFor();
    await page.getByRole('button', { name: '提交评价' }).tap();
    await asked.getByText('请先选择一项').waitFor();
    await page.getByRole('radio', { name: '不满意', exact: true }).check();
    await isFit(page);
    await page.getByRole('button', { name: '大字版' }).tap();
    await isFit(page);
    // what she chose has outlived the change
    await page.getByRole('button', { name: '提交评价' }).tap();
    await page.locator('.fact', { hasText: '您的评价' }).getByText('不满意').waitFor();
    expect(await asked.count()).toBe(0);
    await isFit(page);
    await page.context().close();
  });

  test('where WeChat gives no microphone the call page says what to do', async () => {
    const page = await opens('/#/call');
    await page.evaluate(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }));
    await page.getByTestId('web-call-start').tap();
    await page.getByText('在浏览器打开').waitFor();
    await isFit(page);
    await page.context().close();
  });
});
