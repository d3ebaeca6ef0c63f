import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { Hotline } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { openBrowser } from './kit/browser.ts';
import { Desk } from './kit/desk.ts';

const { describe, test } = needs('asterisk', 'postgres', 'chromium');

interface Mine {
  readonly call: {
    readonly id: string;
    readonly state: string;
    readonly legs: readonly { readonly party: string; readonly channelId: string; readonly endedAt: string | null }[];
  } | null;
}
const citizensChannel = async (desk: Desk): Promise<string | undefined> =>
  (await desk.asks<Mine>('/api/agents/me')).call?.legs.find(({ party, endedAt }) => party === 'citizen' && endedAt === null)?.channelId;

let hotline: Hotline;
let browser: Browser;
beforeAll(async () => {
  [hotline, browser] = await Promise.all([Hotline.open(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await hotline?.stop();
});

describe('a page that goes away does not end the call', () => {
  test('a reload in mid-call gets the call back within five seconds, on the same channel of the citizen', async () => {
    const desk = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent1')).becomesReady();
    const phone = await hotline.phone('13800004444');
    const call = await phone.dials('12345');
    await desk.shows('ringing');
    await desk.answers();
    call.ear.say(440);
    await desk.hearsAndIsHeard();
    const before = await citizensChannel(desk);
    await desk.page.reload();
    await desk.hearsAndIsHeard(5_000);
    await desk.shows('talking');
    expect(await citizensChannel(desk)).toBe(before);
    await desk.hangsUp();
    expect((await call.waitEnded(5_000)).by).toBe('them');
    await desk.disposes(/直接答复/);
    await desk.leaves();
  });

  test('of two tabs one is the phone, and the other takes the call over', async () => {
    const first = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent2')).becomesReady();
    const second = await first.secondTab();
    await second.page.getByText('电话在另一个标签页').waitFor();
    const phone = await hotline.phone('13800005555');
    const call = await phone.dials('12345');
    await Promise.all([first.shows('ringing'), second.shows('ringing')]);
    expect(await second.page.getByTestId('call-answer').count()).toBe(0);
    await first.answers();
    call.ear.say(440);
    await first.hearsAndIsHeard();
    await second.page.getByRole('button', { name: '在这里接电话' }).click();
    await second.hearsAndIsHeard(5_000);
    await first.page.getByText('电话在另一个标签页').waitFor();
    await second.hangsUp();
    expect((await call.waitEnded(5_000)).by).toBe('them');
    await second.disposes(/直接答复/);
    await first.leaves();
  });

  test('the phone tab is closed in mid-call, and the tab that is left takes phone and call by itself', async () => {
    const first = await (await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent3')).becomesReady();
    const second = await first.secondTab();
    await second.page.getByText('电话在另一个标签页').waitFor();
    const phone = await hotline.phone('13800005556');
    const call = await phone.dials('12345');
    await first.shows('ringing');
    await first.answers();
    call.ear.say(440);
    await first.hearsAndIsHeard();
    await first.page.close({ runBeforeUnload: true });
    await second.hearsAndIsHeard(10_000);
    await second.hangsUp();
    expect((await call.waitEnded(5_000)).by).toBe('them');
    await second.disposes(/直接答复/);
    await first.leaves();
  });
});
