import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { House } from '../app/house.ts';
import { until } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { browserOptions, openBrowser } from './kit/browser.ts';
import { buildDesk } from './kit/build-desk.ts';
import { Desk } from './kit/desk.ts';

const { describe, test } = needs('postgres', 'chromium');

describe('a draft outlives its browser (L9)', () => {
  let house: House;
  let browser: Browser;
  beforeAll(async () => {
    buildDesk();
    [house, browser] = await Promise.all([House.open('journey-crash'), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  test('kill -9 of the browser in mid-draft: another one opens it with every word that the server had, and goes on with it', async () => {
    const crashing = await chromium.launchServer(browserOptions);
    const desk = await (await Desk.open(await chromium.connect(crashing.wsEndpoint()), house.deskUrl)).signsIn('agent1');
    await desk.page.goto('/#/desk');
    await desk.page.keyboard.press('Alt+KeyN');
    await desk.page.getByLabel('事由', { exact: true }).fill('归德路路灯三天不亮');
    await desk.page.getByLabel('地点', { exact: true }).fill('归德路神火大道口');
    const { api } = await house.desk('agent1');
    const kept = () => api.drafts.list({}).then(({ items }) => items.find(({ fields }) => fields['place.text'] === '归德路神火大道口'));
    await until('the draft on the server', kept);
    crashing.process().kill('SIGKILL');

    const other = await (await Desk.open(browser, house.deskUrl)).signsIn('agent1');
    await other.page.goto('/#/desk');
    await other.page.getByRole('listitem').filter({ hasText: '归德路路灯三天不亮' }).getByRole('button', { name: /继续/ }).click();
    const body = other.page.getByLabel('事由', { exact: true });
    await until('her words', async () => (await body.inputValue()) === '归德路路灯三天不亮');
    expect(await other.page.getByLabel('地点', { exact: true }).inputValue()).toBe('归德路神火大道口');
    await other.page.getByLabel('诉求', { exact: true }).fill('尽快修好');
    await until('what she goes on with', async () => (await kept())?.fields['demand'] === '尽快修好');
    expect((await api.drafts.list({})).items).toHaveLength(1);
  }, 90_000);
});
