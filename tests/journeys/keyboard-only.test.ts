import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { Hotline, PASSWORD } from '../kit/hotline.ts';
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

describe('an agent without a mouse', () => {
  test('signs in, answers, holds, mutes, hangs up with two presses and disposes by keys', async () => {
    const desk = await Desk.open(browser, hotline.deskUrl);
    const { keyboard } = desk.page;
    await desk.page.getByTestId('login-account').waitFor();
    await keyboard.type('agent1');
    await keyboard.press('Tab');
    await keyboard.type(PASSWORD);
    await keyboard.press('Enter');
    await desk.page.getByTestId('agent-ready').focus();
    await keyboard.press('Enter');
    await desk.page.locator('.presence[data-presence="ready"]').waitFor();
    const phone = await hotline.phone('13800002222');
    const call = await phone.dials('12345');
    await desk.shows('ringing');
    await keyboard.press('Alt+KeyA');
    await desk.shows('talking');
    await keyboard.press('Alt+KeyH');
    await desk.shows('held');
    await keyboard.press('Alt+KeyH');
    await desk.shows('talking');
    await keyboard.press('Alt+KeyM');
    await desk.bar.getByRole('button', { name: /取消静音/ }).waitFor();
    await keyboard.press('Alt+KeyX');
    expect(await desk.bar.getAttribute('data-state')).toBe('talking');
    await keyboard.press('Alt+KeyX');
    await desk.shows('wrapUp');
    await keyboard.press('Digit2');
    await keyboard.press('Alt+KeyW');
    await desk.shows('idle');
    expect((await call.waitEnded(2_000)).by).toBe('them');
    await desk.leaves();
  });

  test('a ring takes no focus from the field she types in', async () => {
    const desk = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent2')).becomesReady();
    await desk.page.getByRole('button', { name: '小休' }).focus();
    const phone = await hotline.phone('13800003333');
    const call = await phone.dials('12345');
    await desk.shows('ringing');
    expect(await desk.page.evaluate(`document.activeElement?.getAttribute('data-testid')`)).toBe('agent-pause');
    await call.hangUp();
    await desk.shows('idle', 3_000);
    await desk.leaves();
  });
});
