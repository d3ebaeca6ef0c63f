import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Hotline } from '../kit/hotline.ts';
import { barriers } from './kit/accessibility.ts';
import { openBrowser } from './kit/browser.ts';
import { Desk } from './kit/desk.ts';

let hotline: Hotline;
let browser: Browser;
beforeAll(async () => {
  [hotline, browser] = await Promise.all([Hotline.open(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await hotline?.stop();
});

describe.each(['light', 'dark'] as const)('WCAG 2.2 AA, %s', (theme) => {
  test('sign-in and the states of a call have no barrier', async () => {
    const desk = await Desk.open(browser, hotline.deskUrl, { theme });
    await desk.page.getByTestId('login-account').waitFor();
    expect(await barriers(desk.page)).toEqual([]);
    await (await desk.signsIn('agent1')).becomesReady();
    expect(await barriers(desk.page)).toEqual([]);
    const phone = await hotline.phone('13800006666');
    await phone.dials('12345');
    await desk.shows('ringing');
    expect(await barriers(desk.page)).toEqual([]);
    await desk.answers();
    await desk.page.keyboard.press('Alt+KeyT');
    expect(await barriers(desk.page)).toEqual([]);
    await desk.hangsUp();
    expect(await barriers(desk.page)).toEqual([]);
    await desk.disposes(/直接答复/);
    await desk.leaves();
  });

  test.each([
    ['admin1', 'admin/people'],
    ['admin1', 'admin/units'],
    ['admin1', 'admin/queues'],
    ['dispatch1', 'board'],
    ['audit1', 'audit'],
  ])('the page of %s at %s has no barrier', async (account, path) => {
    const desk = await (await Desk.open(browser, hotline.deskUrl, { theme })).signsIn(account);
    await desk.page.goto(`/#/${path}`);
    await desk.page.locator('main h1').waitFor();
    await desk.page.waitForLoadState('networkidle');
    expect(await barriers(desk.page)).toEqual([]);
    await desk.leaves();
  });

  test.each(['', '#/call'])('the public site at /%s has no barrier', async (path) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, colorScheme: theme });
    const site = await context.newPage();
    await site.goto(`${hotline.siteUrl}/${path}`);
    await site.locator('h1').waitFor();
    expect(await barriers(site)).toEqual([]);
    await context.close();
  });
});
