import fs from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { puppetsFolder } from '../../scripts/test/puppets.ts';
import { House } from '../app/house.ts';
import { freePort } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { Telephones } from '../peers/telephones.ts';
import { barriers } from './kit/accessibility.ts';
import { openBrowser } from './kit/browser.ts';
import { buildDesk } from './kit/build-desk.ts';
import { Desk } from './kit/desk.ts';

const { describe, test } = needs('postgres', 'chromium', 'wechaty');

describe('a personal account on the administrator’s page (row 89)', () => {
  let house: House;
  let browser: Browser;
  let telephones: Telephones;
  beforeAll(async () => {
    buildDesk();
    telephones = await Telephones.open(await freePort());
    [house, browser] = await Promise.all([House.open('journey-wechaty', { HOTLINE_RETRY_SCALE: '0.02' }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
    telephones?.close();
  });

  test('she is warned, reads what to install, scans the code, and sees it connected', async () => {
    const { page } = await (await Desk.open(browser, house.deskUrl)).signsIn('admin1');
    await page.goto('/#/admin/accounts');
    await page.getByRole('button', { name: '新增账号' }).click();
    const form = page.getByRole('complementary', { name: '新增账号' });
    await form.getByRole('combobox', { name: '渠道' }).click();
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText('微信个人号').click();
    await form.getByText('政府热线请用公众号').waitFor();
    await form.getByLabel('账号代码').fill('wechat-pilot');
    await form.getByLabel('名称', { exact: true }).fill('社区试点');
    await form.getByLabel('puppet 程序包').fill('wechaty-puppet-trial');
    await form.getByLabel('puppet 服务地址').fill(telephones.url);
    expect(await barriers(page)).toEqual([]);
    await form.getByRole('button', { name: '保存' }).click();
    const card = page.locator('[data-account="wechat-pilot"]');
    await card.getByText('npm install --prefix').waitFor();
    fs.symlinkSync(puppetsFolder(), path.join(house.environment['HOTLINE_DATA_DIR'] ?? '', 'programs'));
    await telephones.does({ does: 'scan', code: 'https://login.weixin.qq.com/l/4b1d' });
    await card.getByRole('img', { name: '登录二维码,用手机微信扫描' }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await telephones.does({ does: 'login' });
    await card.getByText('已连接').waitFor();
    expect(await card.getByRole('img').count()).toBe(0);
    await page.context().close();
  });
});
