import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { asteriskRoot, circlePages, FAX_NUMBER } from '../kit/faxes.ts';
import { Hotline, until } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { FaxMachine } from '../peers/fax-machine.ts';
import { barriers } from './kit/accessibility.ts';
import { openBrowser } from './kit/browser.ts';
import { choose } from './kit/choose.ts';
import { Desk } from './kit/desk.ts';

const { describe, test } = needs('asterisk', 'postgres', 'chromium');

/** Sizes of the picture as it is drawn, and as it is. */
const sizesOf = (picture: Locator) =>
  picture.evaluate((image: { naturalWidth: number; naturalHeight: number; clientWidth: number }) => ({
    high: image.naturalHeight / image.naturalWidth,
    drawn: image.clientWidth,
  }));

describe('a fax, from the machine to the ticket and back to the machine (rows 90, 93)', () => {
  let machine: FaxMachine;
  let hotline: Hotline;
  let browser: Browser;
  beforeAll(async () => {
    machine = await FaxMachine.open(asteriskRoot());
    [hotline, browser] = await Promise.all([Hotline.open({ SIP_OUTBOUND: machine.address, HOTLINE_RETRY_SCALE: '0.02' }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await hotline?.stop();
    await machine?.close();
  });

  const opens = async (account: string, path: string): Promise<Page> => {
    const { page } = await (await Desk.open(browser, hotline.deskUrl)).signsIn(account);
    await page.goto(`/#/${path}`);
    return page;
  };

  test('the administrator gives a number of the trunk to faxes', async () => {
    const page = await opens('admin1', 'admin/accounts');
    await page.getByRole('button', { name: '新增账号' }).click();
    const form = page.getByRole('complementary', { name: '新增账号' });
    await form.getByRole('combobox', { name: '渠道' }).click();
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText('传真', { exact: true }).click();
    await form.getByLabel('账号代码').fill('fax-main');
    await form.getByLabel('名称', { exact: true }).fill('热线传真');
    await form.getByLabel('传真号码').fill('12345');
    await form.getByLabel('站号(对方传真机显示)').fill('0370 12345');
    await form.getByRole('button', { name: '保存' }).click();
    await form.getByText('传真另用号码').waitFor();
    await form.getByLabel('传真号码').fill(FAX_NUMBER);
    await form.getByRole('button', { name: '保存' }).click();
    const card = page.locator('[data-account="fax-main"]');
    await card.getByText('已连接').waitFor();
    await card.getByText(FAX_NUMBER).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  test('her page lies beside the form, round as she drew it; she is sent the number of her ticket and the answer, page by page', async () => {
    const page = await opens('agent1', 'inbox');
    const slip = machine.send(circlePages(), { port: hotline.ports.sip, number: FAX_NUMBER });
    await page.getByRole('link', { name: /传真/ }).first().click({ timeout: 60_000 });
    expect(await slip()).toMatchObject({ status: 'SUCCESS', pages: 1 });
    await page.getByRole('toolbar', { name: '传真原页' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByTestId('message-file').click();

    const body = page.locator('[data-field="body"]');
    await body.waitFor();
    const paper = page.getByRole('region', { name: '传真原页' });
    const picture = paper.getByRole('img', { name: '传真第 1 页' });
    await until('a page that is there', async () => (await sizesOf(picture)).high > 0);
    const { high, drawn } = await sizesOf(picture);
    expect(Math.abs(high / 1.41 - 1)).toBeLessThan(0.03);
    const [left, right] = [await paper.boundingBox(), await body.boundingBox()];
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
    await paper.getByRole('button', { name: '放大' }).click();
    await until('a larger page', async () => (await sizesOf(picture)).drawn > drawn * 1.4);
    await paper.getByRole('button', { name: '旋转' }).click();
    await until('a page on its side', async () => {
      const box = await picture.boundingBox();
      return box !== null && box.width > box.height;
    });
    await expect(paper.getByRole('button', { name: '下一页' }).isDisabled()).resolves.toBe(true);
    expect(await barriers(page)).toEqual([]);

    // this house has no model: it says what to run
    await paper.getByRole('button', { name: '识别文字' }).click();
    await paper.getByText('npm run models -- get ocr').waitFor();
    expect(await barriers(page)).toEqual([]);

    await page.getByLabel('标题', { exact: true }).fill('归德路路灯不亮');
    await body.fill('归德路的路灯三天不亮了。');
    await page.getByLabel('地点', { exact: true }).fill('归德路');
    await page.getByRole('radio', { name: /求助/ }).click();
    await page.getByLabel('分类', { exact: true }).click();
    await choose(page, 'gsfw', '供水服务');
    await body.focus();
    await page.keyboard.press('Control+Enter');
    const number = (await page.getByTestId('filed-number').innerText()).replaceAll(' ', '');

    await page.goto('/#/inbox?all');
    const { items } = await (await hotline.desk('agent1')).api.conversations.list({ query: { channel: 'fax', waiting: false } });
    await page.goto(`/#/inbox/${items[0]?.id}`);
    await page
      .getByRole('link', { name: new RegExp(number) })
      .first()
      .waitFor();
    await page.getByLabel('答复', { exact: true }).fill('您好:路灯今晚修复。');
    await page.getByRole('button', { name: '发送答复' }).click();
    // the first is the number and the query code of her ticket
    await until('two faxes at her machine', () => machine.received().length === 2, 90_000);
    expect(machine.received()).toMatchObject([
      { status: 'SUCCESS', pages: 1, station: '0370 12345' },
      { status: 'SUCCESS', pages: 1, station: '0370 12345' },
    ]);
    const sent = page.locator('.delivery', { hasText: '已送达' });
    await sent.nth(1).waitFor();
    await sent.nth(1).locator('summary').click();
    await sent.nth(1).getByText('第 1 页对方已逐页确认收到').waitFor();
    await page.goto(`/#/tickets/${number}`);
    await page
      .getByRole('region', { name: '办理过程' })
      .getByRole('link', { name: /市民来信 · 传真/ })
      .first()
      .waitFor();
    await page.context().close();
  }, 180_000);
});
