import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { openBrowser } from '../../../tests/journeys/kit/browser.ts';
import { Desk } from '../../../tests/journeys/kit/desk.ts';
import { Hotline, root } from '../../../tests/kit/hotline.ts';
import { percentile } from '../load-step.ts';
import { initialScripts } from './weight.ts';

/** Bytes of initial JavaScript, gzipped (DESIGN section 9). */
const MOST_DESK = 500_000;
const MOST_SITE = 150_000;

const { values } = parseArgs({ options: { calls: { type: 'string', default: '200' }, tickets: { type: 'string', default: '1000' } } });
const kb = (bytes: number): string => `${(bytes / 1_000).toFixed(0)} kB`;
const spread = (times: number[]): string => {
  times.sort((a, b) => a - b);
  return `p50 ${percentile(times, 0.5).toFixed(1)} ms, p95 ${percentile(times, 0.95).toFixed(1)} ms`;
};

/** From the click to the frame in which the ticket's number is painted. */
async function clickToTicket(page: Page): Promise<number[]> {
  const times: number[] = [];
  await page.goto('/#/tickets');
  for (let turn = 0; turn < 30; turn += 1) {
    await page
      .locator('a.ticket-row')
      .nth(turn % 20)
      .waitFor();
    times.push(
      await page.evaluate<number>(`new Promise((resolve) => {
        const began = performance.now();
        const painted = () => document.querySelector('.ticket-page h1, .ticket h1') ? requestAnimationFrame(() => resolve(performance.now() - began)) : requestAnimationFrame(painted);
        document.querySelectorAll('a.ticket-row')[${turn % 20}].click();
        requestAnimationFrame(painted);
      })`),
    );
    await page.goBack();
  }
  return times;
}

/** From the key to the frame that shows its letter. */
async function typing(page: Page): Promise<number[]> {
  const field = page.locator('.intake textarea').first();
  await field.click();
  await page.evaluate(
    `window.typed = []; document.addEventListener('keydown', () => { const at = performance.now(); requestAnimationFrame(() => setTimeout(() => window.typed.push(performance.now() - at))); }, true)`,
  );
  await page.keyboard.type('the street lamp at the crossing has been out for a week and people fall over the kerb '.repeat(2), {
    delay: 30,
  });
  return page.evaluate<number[]>('window.typed');
}

async function heap(page: Page): Promise<number> {
  const line = await page.context().newCDPSession(page);
  await line.send('HeapProfiler.collectGarbage');
  const { usedSize } = await line.send('Runtime.getHeapUsage');
  await line.detach();
  return usedSize;
}

/** One short call after the other to one desk. */
async function takeCalls(hotline: Hotline, desk: Desk, count: number): Promise<number[]> {
  const heaps = [await heap(desk.page)];
  const citizen = await hotline.phone('13800001111');
  for (let turn = 1; turn <= count; turn += 1) {
    const call = await citizen.dials('12345');
    await desk.shows('ringing');
    await desk.answers();
    await call.hangUp();
    await desk.shows('wrapUp');
    await desk.page.keyboard.press('Digit2');
    await desk.page.getByTestId('disposition-save').click();
    await desk.shows('idle');
    if (turn % Math.ceil(count / 4) === 0) heaps.push(await heap(desk.page));
  }
  return heaps;
}

console.log(
  `load ${os
    .loadavg()
    .map((value) => value.toFixed(2))
    .join(' ')}`,
);
const hotline = await Hotline.open({ HOTLINE_LOG_LEVEL: 'warn' });
const browser = await openBrowser();
try {
  const desk = initialScripts(path.join(root, 'agent-desktop/dist'));
  const site = initialScripts(path.join(root, 'approval-portal/web/dist'));
  await hotline.command('scripts/seed.ts', '--size', values.tickets);
  const admin = await hotline.desk('admin1');
  const [queue] = (await admin.api.queues.list()).items;
  if (queue) {
    const { name, ringSeconds, maxWaitSeconds, voicemailSeconds, wrapUpReminderSeconds, members } = queue;
    await admin.api.queues.change({ params: { code: queue.code }, ifMatch: queue.version, body: { name, ringSeconds, maxWaitSeconds, voicemailSeconds, wrapUpReminderSeconds, members, announceAgent: false, announceRecording: false, record: false } }); // prettier-ignore
  }
  const agent = await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent1');
  const opened = await clickToTicket(agent.page);
  await agent.page.goto('/#/desk');
  await agent.becomesReady();
  await agent.page.keyboard.press('Alt+KeyN');
  const typed = await typing(agent.page);
  const heaps = await takeCalls(hotline, agent, Number(values.calls));
  console.log(`| what | figure | limit |\n| --- | --- | --- |`);
  console.log(`| initial JavaScript of the desk, gzip | ${kb(desk)} | ${kb(MOST_DESK)} ${desk <= MOST_DESK ? 'met' : 'NOT met'} |`);
  console.log(`| initial JavaScript of the public site, gzip | ${kb(site)} | ${kb(MOST_SITE)} ${site <= MOST_SITE ? 'met' : 'NOT met'} |`);
  console.log(`| click to painted ticket | ${spread(opened)} | |`);
  console.log(`| key to painted letter | ${spread(typed)} | |`);
  console.log(
    `| heap over ${values.calls} calls, after collection | ${heaps.map((one) => `${(one / 1e6).toFixed(1)} MB`).join(' → ')} | |`,
  );
} finally {
  await browser.close();
  await hotline.stop();
}
