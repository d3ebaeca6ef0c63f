import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { Hotline } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
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

describe('a telephone call reaches an agent in her browser', () => {
  test('it rings, is answered, held, taken back, hung up and disposed, and the agent is ready again', async () => {
    const desk = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent1')).becomesReady();
    const phone = await hotline.phone('13800001111');
    const call = await phone.dials('12345');
    await desk.shows('ringing');
    expect(await desk.page.getByTestId('pop-caller').innerText()).toContain('138****1111');
    await desk.answers();
    call.ear.say(440);
    await desk.hearsAndIsHeard();
    await desk.page.getByTestId('call-hold').click();
    await desk.shows('held');
    await desk.page.getByTestId('call-hold').click();
    await desk.shows('talking');
    await desk.hangsUp();
    expect((await call.waitEnded(5_000)).by).toBe('them');
    await desk.disposes(/直接答复/);
    await desk.page.locator('.presence[data-presence="ready"]').waitFor();
    await desk.leaves();
  });

  test('earlier calls pop on the ringing screen within a second, and on no other', async () => {
    const first = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent3')).becomesReady();
    const other = await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent4');
    const phone = await hotline.phone('13800001111');
    const call = await phone.dials('12345');
    await first.shows('ringing');
    await first.page
      .getByTestId('pop-caller')
      .getByText(/近 30 天 \d+ 次来电/)
      .waitFor({ timeout: 1_000 });
    expect(await other.page.getByTestId('pop-caller').count()).toBe(0);
    await call.hangUp();
    await first.shows('idle', 3_000);
    await Promise.all([first.leaves(), other.leaves()]);
  });

  test('a withheld number is 匿名 and nothing of earlier calls is shown', async () => {
    const desk = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent5')).becomesReady();
    const phone = await hotline.phone('13800001111');
    const call = await phone.dials('12345', { isAnonymous: true });
    await desk.shows('ringing');
    expect(await desk.page.getByTestId('pop-caller').innerText()).toMatch(/匿名/);
    expect(
      await desk.page
        .getByTestId('pop-caller')
        .getByText(/近 30 天/)
        .count(),
    ).toBe(0);
    await call.hangUp();
    await desk.shows('idle', 3_000);
    await desk.leaves();
  });

  test('a call is transferred to a colleague who is ready, and the citizen is heard there', async () => {
    const first = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent1')).becomesReady();
    const second = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent2')).becomesReady();
    const phone = await hotline.phone('13800001234');
    const call = await phone.dials('12345');
    await first.shows('ringing');
    await first.answers();
    call.ear.say(440);
    await first.page.keyboard.press('Alt+KeyT');
    await first.page.getByRole('button', { name: /1002/ }).click();
    await second.shows('ringing');
    await second.answers();
    await second.hearsAndIsHeard();
    await second.hangsUp();
    expect((await call.waitEnded(5_000)).by).toBe('them');
    await second.disposes(/已转接/);
    await Promise.all([first.leaves(), second.leaves()]);
  });
});
