import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { Hotline, until } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { openBrowser } from './kit/browser.ts';
import { Desk } from './kit/desk.ts';
import { packets, watchMedia } from './kit/rtp.ts';

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

describe('呼叫 12345 from a web page', () => {
  test('a citizen calls from the site, an agent answers, both are heard, the citizen hangs up', async () => {
    const desk = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent1')).becomesReady();
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, permissions: ['microphone'] });
    await watchMedia(context);
    const site = await context.newPage();
    await site.goto(hotline.siteUrl);
    await site.getByRole('link', { name: /在网页上呼叫 12345/ }).click();
    const state = (name: string) => site.locator(`[data-testid="web-call-state"][data-state="${name}"]`).waitFor();
    await state('idle');
    await site.getByTestId('web-call-start').click();
    await desk.shows('ringing');
    await desk.answers();
    await state('talking');
    const before = await packets(site);
    await until(
      'sound both ways in the site',
      async () => {
        const now = await packets(site);
        return now.received > before.received + 20 && now.sent > before.sent + 20;
      },
      5_000,
    );
    await desk.hearsAndIsHeard();
    await site.getByRole('button', { name: '挂断' }).click();
    await state('ended');
    await desk.shows('wrapUp');
    await desk.disposes(/直接答复/);
    await context.close();
    await desk.leaves();
  });

  test('a citizen whose microphone is refused reads what to do', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const site = await context.newPage();
    await site.addInitScript(`navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));`);
    await site.goto(`${hotline.siteUrl}/#/call`);
    await site.getByTestId('web-call-start').click();
    await site.locator('[data-testid="web-call-state"][data-state="failed"]').waitFor();
    expect(await site.getByText('麦克风用不了怎么办').isVisible()).toBe(true);
    await context.close();
  });
});
