import { setTimeout as pause } from 'node:timers/promises';
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

/** −60 to +60 ms in steps of 5. */
const offsets = Array.from({ length: 25 }, (_, step) => -60 + 5 * step);

/** Twenty-five calls need no notice of recording: each rings at once. */
async function withoutNotice(): Promise<void> {
  const { api } = await hotline.desk('admin1');
  const main = (await api.queues.list()).items.find(({ code }) => code === 'main')!;
  const { code, version, numbers: _, ...rest } = main;
  await api.queues.change({ params: { code }, ifMatch: version, body: { ...rest, announceRecording: false, record: false } });
}

describe('the caller hangs up in the moment the agent answers (versatica/JsSIP#597)', () => {
  test('at every distance from −60 to +60 ms the desk is free within two seconds and the next call can be answered', async () => {
    await withoutNotice();
    const desk = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent1')).becomesReady();
    const phone = await hotline.phone('13800009999');
    // The hotline has picked up long before a desk rings, so the citizen leaves with BYE: there is no CANCEL to cross.
    for (const offsetMs of offsets) {
      const call = await phone.dials('12345');
      await desk.shows('ringing');
      const answer = async (): Promise<void> => {
        await pause(Math.max(0, -offsetMs));
        await desk.page.keyboard.press('Alt+KeyA');
      };
      const leave = async (): Promise<void> => {
        await pause(Math.max(0, offsetMs));
        await call.hangUp();
      };
      await Promise.all([answer(), leave()]);
      await desk.page.locator('[data-testid="call-state"]:is([data-state="idle"], [data-state="wrapUp"])').waitFor({ timeout: 2_000 });
      if ((await desk.bar.getAttribute('data-state')) === 'wrapUp') await desk.disposes(/直接答复/);
      await desk.page.locator('.presence[data-presence="ready"]').waitFor({ timeout: 5_000 });
    }
    const last = await phone.dials('12345');
    await desk.shows('ringing');
    await desk.answers();
    last.ear.say(440);
    await desk.hearsAndIsHeard();
    await desk.hangsUp();
    await desk.disposes(/直接答复/);
    expect(await desk.bar.getAttribute('data-state')).toBe('idle');
    await desk.leaves();
  }, 240_000);
});
