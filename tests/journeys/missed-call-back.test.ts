import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Hotline } from '../kit/hotline.ts';
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

describe('漏话', () => {
  test('a caller who gave up unanswered is listed and called back from the list', async () => {
    const desk = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent4')).becomesReady();
    const phone = await hotline.phone('13900008888');
    const call = await phone.dials('12345');
    await desk.shows('ringing');
    await call.hangUp();
    await desk.shows('idle', 3_000);
    const row = desk.page
      .getByRole('row')
      .filter({ hasText: '139****8888' })
      .filter({ has: desk.page.getByTestId('missed-call-back') });
    await row.waitFor();
    await desk.page.mouse.move(0, 0);
    await row.getByTestId('missed-call-back').click();
    await desk.shows('talking', 20_000);
    expect(await desk.bar.innerText()).toContain('呼出');
    await desk.hangsUp();
    await desk.disposes(/直接答复/);
    await row.waitFor({ state: 'detached' });
    await desk.leaves();
  });
});
