import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { Hotline } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { barriers, barriersInBothThemes } from './kit/accessibility.ts';
import { openBrowser } from './kit/browser.ts';
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
});

describe('WCAG 2.2 AA, light and dark', () => {
  test.each([
    ['admin1', ['admin/people', 'admin/units', 'admin/queues']],
    ['dispatch1', ['board']],
    ['audit1', ['audit']],
  ])('the pages of %s have no barrier', async (account, paths) => {
    const desk = await (await Desk.open(browser, hotline.deskUrl)).signsIn(account);
    const found: string[] = [];
    for (const path of paths) {
      await desk.page.goto(`/#/${path}`);
      await desk.page.locator('main h1').waitFor();
      await desk.page.waitForLoadState('networkidle');
      found.push(...(await barriersInBothThemes(desk.page, path)));
    }
    expect(found).toEqual([]);
    await desk.leaves();
  });

  test('the public site has no barrier at 360 px', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const site = await context.newPage();
    const found: string[] = [];
    for (const colorScheme of ['light', 'dark'] as const)
      for (const path of ['', '#/call']) {
        await site.emulateMedia({ colorScheme });
        await site.goto(`${hotline.siteUrl}/${path}`);
        await site.locator('h1').waitFor();
        found.push(...(await barriers(site)).map((line) => `/${path}, ${colorScheme}: ${line}`));
      }
    expect(found).toEqual([]);
    await context.close();
  });
});
