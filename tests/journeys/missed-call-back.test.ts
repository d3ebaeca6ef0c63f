import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { Hotline } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { filesMatter, sendsToWater } from '../kit/matter.ts';
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

describe('calls to citizens (rows 85, 95, 108)', () => {
  test('a caller who gave up unanswered is listed and called back from the list', async () => {
    const desk = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent4')).becomesReady();
    const phone = await hotline.phone('13900008888');
    const call = await phone.dials('12345');
    await desk.shows('ringing');
    await call.hangUp();
    await desk.shows('idle', 3_000);
    // under the pointer a list holds still
    await desk.page.mouse.move(0, 0);
    const row = desk.page
      .getByRole('row')
      .filter({ hasText: '139****8888' })
      .filter({ has: desk.page.getByTestId('missed-call-back') });
    await row.waitFor();
    await row.getByTestId('missed-call-back').click();
    await desk.shows('talking', 20_000);
    expect(await desk.bar.innerText()).toContain('呼出');
    await desk.hangsUp();
    await desk.disposes(/直接答复/);
    await row.waitFor({ state: 'detached' });
    await desk.leaves();
  });

  test('a department calls its citizen from the ticket: the page becomes a phone, they talk, and her number is never on it', async () => {
    const filed = await filesMatter((await hotline.desk('agent1')).api, { contact: { name: '王𠮷', phone: '13898765432' } });
    await sendsToWater((await hotline.desk('dispatch1')).api, filed);
    const desk = await (await Desk.open(browser, hotline.deskUrl)).signsIn('water1');
    await desk.page.goto(`/#/handle/${filed.number}`);
    await desk.page.getByTestId('ticket-call').click();
    await desk.shows('talking', 20_000);
    await desk.hearsAndIsHeard();
    expect(await desk.page.locator('body').innerText()).not.toContain('98765432');
    await desk.hangsUp();
    await desk.page
      .getByTestId('call-disposition')
      .getByText(/直接答复/)
      .click();
    await desk.page.getByTestId('disposition-save').click();
    await desk.bar.waitFor({ state: 'detached' });
    await desk.page.getByText('致电市民').first().waitFor();
    await desk.leaves();
  });
});
