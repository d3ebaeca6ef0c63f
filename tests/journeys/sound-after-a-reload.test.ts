import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { Hotline, until } from '../kit/hotline.ts';
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

/** The strictest autoplay policy, played: a driver's own look at a page counts as a click for Chromium, so the real one comes and goes. */
const silentUntilTouched = `{
  let touched = false;
  addEventListener('pointerdown', () => (touched = true), true);
  const Real = window.AudioContext;
  window.AudioContext = class extends Real {
    get state() {
      return touched ? super.state : 'suspended';
    }
    resume() {
      return touched ? super.resume() : new Promise(() => undefined);
    }
  };
}`;

interface Mine {
  readonly agent: { readonly state: string };
}

describe('a ring that nobody would hear (InnovateAsterisk/Browser-Phone#614)', () => {
  test('after a reload the page either rings and she is ready again, or asks for a click and she is not', async () => {
    const desk = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent3')).becomesReady();
    await desk.page.reload();
    await until('a word about sound or a ready agent', async () => {
      const asks = await desk.page.getByRole('button', { name: '打开声音' }).isVisible();
      const { agent } = await desk.asks<Mine>('/api/agents/me');
      return agent.state === (asks ? 'paused' : 'ready');
    });
    await desk.leaves();
  });

  test('in a browser that lets no page sound before a touch she is not ready until she has switched sound on', async () => {
    const closed = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent1')).becomesReady();
    await closed.context.addInitScript(silentUntilTouched);
    const blank = await closed.context.newPage();
    await closed.page.close();
    await blank.close();
    const desk = await closed.secondTab();
    await desk.page.getByText('浏览器还没有允许本页发声').waitFor();
    const mine = await until('her state as paused', async () => {
      const { agent } = await desk.asks<Mine>('/api/agents/me');
      return agent.state === 'paused' && agent;
    });
    expect(mine.state).toBe('paused');
    await desk.page.getByRole('button', { name: '打开声音' }).click();
    await desk.becomesReady();
    const phone = await hotline.phone('13800007777');
    const call = await phone.dials('12345');
    await desk.shows('ringing');
    await desk.answers();
    await call.hangUp();
    await desk.shows('wrapUp');
    await desk.disposes(/直接答复/);
    await desk.leaves();
  });

  test('a closed tab is not offered the next call', async () => {
    const desk = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent2')).becomesReady();
    await desk.page.goto('about:blank');
    await until('her state as paused', async () => (await desk.asks<Mine>('/api/agents/me')).agent.state === 'paused');
    await desk.leaves();
  });
});
