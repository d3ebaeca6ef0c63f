import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { House } from '../app/house.ts';
import { root, until } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { ours, saidTo, Wechat, type WechatPush } from '../peers/wechat.ts';
import { barriers } from './kit/accessibility.ts';
import { openBrowser } from './kit/browser.ts';
import { buildDesk } from './kit/build-desk.ts';
import { choose } from './kit/choose.ts';
import { Desk } from './kit/desk.ts';

const { describe, test } = needs('postgres', 'chromium', 'wechatpy');
const HER = 'oLi5823bf96d3bd56c7';
const PHOTO = fs.readFileSync(path.join(root, 'docs/pictures/agent-ringing/390-light.png'));

describe('a picture in WeChat, from her phone to the ticket, the department and back into WeChat (rows 89, 91, 93)', () => {
  let house: House;
  let browser: Browser;
  let wechat: Wechat;
  beforeAll(async () => {
    buildDesk();
    [wechat, house, browser] = await Promise.all([
      Wechat.open(),
      House.open('journey-wechat', { HOTLINE_RETRY_SCALE: '0.05' }),
      openBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
    await wechat?.peer.kill();
  });

  const opens = async (account: string, where: string, look: { width?: number; height?: number } = {}): Promise<Page> => {
    const { page } = await (await Desk.open(browser, house.deskUrl, look)).signsIn(account);
    await page.goto(`/#/${where}`);
    return page;
  };
  const writes = (push: Omit<WechatPush, 'url'>) => wechat.push({ url: `${house.siteUrl}/hooks/wechat-main`, from: HER, ...push });
  const told = (words: string) =>
    until(`told “${words}”`, async () => (await saidTo(wechat, HER)).find((text) => text.includes(words)), 20_000);
  /** The picture is drawn, and not only its frame. */
  const shown = (page: Page) =>
    until('a picture', () =>
      page
        .getByRole('img', { name: /\.png$/ })
        .last()
        .evaluate((img) => 'naturalWidth' in img && Number(img.naturalWidth) > 300),
    );

  test('the administrator sets the official account up and sees it connected; its secrets are never shown again', async () => {
    const page = await opens('admin1', 'admin/accounts');
    await page.getByRole('button', { name: '新增账号' }).click();
    const form = page.getByRole('complementary', { name: '新增账号' });
    await form.getByRole('combobox', { name: '渠道' }).click();
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText('微信', { exact: true }).click();
    await form.getByLabel('账号代码').fill('wechat-main');
    await form.getByLabel('名称', { exact: true }).fill('商丘12345');
    await form.getByLabel('AppID').fill(ours.appId);
    await form.getByLabel('AppSecret').fill(ours.appSecret);
    await form.getByLabel('令牌(Token)').fill(ours.token);
    await form.getByLabel(/EncodingAESKey/).fill(ours.aesKey);
    await form.getByLabel('接口地址').fill(wechat.url);
    expect(await barriers(page)).toEqual([]);
    await form.getByRole('button', { name: '保存' }).click();
    const card = page.locator('[data-account="wechat-main"]');
    await card.getByText('已连接').waitFor();
    await card.getByRole('button', { name: /修改/ }).click();
    for (const secret of ['AppSecret', '令牌(Token)']) expect(await page.getByLabel(secret).inputValue()).toBe('');
    expect(await page.getByLabel('AppID').inputValue()).toBe(ours.appId);
    await page.context().close();
    expect(await wechat.verify(`${house.siteUrl}/hooks/wechat-main`)).toMatchObject({ ok: true });
  });

  test('her picture is seen in the inbox and on the ticket, by the department on a phone too, and the answer reaches her in WeChat', async () => {
    const page = await opens('agent1', 'inbox');
    await page.getByText('没有待处理的来信').waitFor();
    await writes({ type: 'image', fields: { PicUrl: 'http://x', MediaId: await wechat.media(PHOTO, 'image/png') } });
    await page.getByRole('link', { name: /图片/ }).click();
    await page.getByRole('heading', { name: '微信 oLi***' }).waitFor();
    await shown(page);
    await writes({ text: '神火大道与归德路口井盖破了,晚上危险' });
    await page.getByText('井盖破了').last().waitFor();
    await page.getByRole('button', { name: '放大 picture.png' }).click();
    await page.getByRole('button', { name: '缩小 picture.png' }).click();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('答复', { exact: true }).fill('收到,请远离井口,马上派人查看。');
    await page.getByRole('button', { name: '发送答复' }).click();
    await told('请远离井口');

    await page.getByTestId('message-file').click();
    const body = page.locator('[data-field="body"]');
    await until('her words in the form', async () => (await body.inputValue()) === '神火大道与归德路口井盖破了,晚上危险');
    await shown(page);
    await page.getByLabel('地点', { exact: true }).fill('神火大道与归德路口');
    await page.getByRole('radio', { name: /求助/ }).click();
    await page.getByLabel('分类', { exact: true }).click();
    await choose(page, 'gsfw', '供水服务');
    await page.getByTestId('end-dispatch').click();
    await page.getByRole('combobox', { name: '主办单位' }).click();
    await choose(page, '市水务局', '市水务局');
    await page.getByTestId('form-submit').click();
    await page.getByTestId('filed-code').waitFor();
    const receipt = await told('已受理');
    const [, number = '', code = ''] = /工单号(\d{12})、查询码(\d{6})/.exec(receipt) ?? [];

    const water = await opens('water1', 'handle', { width: 390, height: 844 });
    await water.getByRole('link', { name: /井盖破了/ }).click();
    await water.getByRole('region', { name: '市民提供的附件' }).waitFor();
    await shown(water);
    expect(await barriers(water)).toEqual([]);
    await water.getByTestId('event-sign').click();
    await water.getByTestId('event-reply').click();
    for (const question of ['诉求是否属实', '是否已联系群众', '是否解决'])
      await water.getByRole('group', { name: question }).getByRole('radio', { name: /是$/ }).check();
    await water.getByLabel('办理情况').fill('井盖已更换');
    await water.getByLabel('公开答复').fill('破损井盖已更换,路面恢复正常');
    await water.getByTestId('form-submit').click();
    expect(await told('破损井盖已更换')).toContain(number);

    await writes({ text: `查询 ${number} ${code}` });
    expect(await told('目前状态')).toContain('热线正在核实办理结果');
    await page.goto(`/#/tickets/${number}`);
    await shown(page);
    await page.getByRole('region', { name: '办理过程' }).getByText('破损井盖已更换').first().waitFor();
    expect(await barriers(page)).toEqual([]);
    expect(await page.locator('body').innerText()).not.toContain(HER);
    // whoever may not see the ticket sees no picture of it
    const { token } = await house.desk('urban1');
    expect((await house.ask('GET', `/api/tickets/${number}/files`, { token })).status).toBe(404);
    await page.context().close();
    await water.context().close();
  });
});
