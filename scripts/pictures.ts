import fs from 'node:fs';
import path from 'node:path';
import type { TicketState } from '@hotline/contracts';
import type { Page } from 'playwright-core';
import { freePort, Hotline, root } from '../tests/kit/hotline.ts';
import { openBrowser } from '../tests/journeys/kit/browser.ts';
import { Desk } from '../tests/journeys/kit/desk.ts';

/** Takes docs/pictures/<screen>/*.png, from a hotline of its own with real calls in it: wide and narrow, light and dark (SCREENS section 6). */
const folder = path.join(root, 'docs/pictures');
const sizes = [
  { name: '1440', width: 1440, height: 900 },
  { name: '390', width: 390, height: 844 },
];

async function take(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const { name: size, ...viewport } of sizes) {
      await page.setViewportSize(viewport);
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await page.screenshot({ path: path.join(folder, name, `${size}-${colorScheme}.png`) });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
  console.log(name);
}

/** Earlier calls of one citizen, so that something pops. */
async function history(hotline: Hotline, from: string): Promise<void> {
  const agent = await hotline.agent('agent6');
  const citizen = await hotline.phone(from);
  for (const kind of ['direct-answer', 'no-ticket'] as const) {
    const call = await citizen.dials('12345');
    const ring = await agent.phone.nextRing(30_000);
    await ring.answer();
    call.ear.say(440);
    const { id } = await hotline.call(agent, from, ({ state }) => state === 'talking');
    await call.hangUp();
    await hotline.call(agent, from, ({ state }) => state === 'wrapUp');
    await agent.api.calls.dispose({
      params: { id },
      body: { kind, ...(kind === 'no-ticket' ? { reason: '无声电话,两次询问均无人应答' } : {}) },
    });
  }
  await agent.api.agents.setState({ body: { state: 'paused', reason: 'meal' } });
}

async function desk(hotline: Hotline, browser: Awaited<ReturnType<typeof openBrowser>>): Promise<void> {
  const agent = await Desk.open(browser, hotline.deskUrl);
  await agent.page.getByTestId('login-account').waitFor();
  await take(agent.page, 'sign-in');
  await history(hotline, '13800001111');
  await (await agent.signsIn('agent1')).becomesReady();
  const lost = await (await hotline.phone('13900002222')).dials('12345');
  await agent.shows('ringing');
  await lost.hangUp();
  await agent.shows('idle');
  await take(agent.page, 'agent-idle');
  const call = await (await hotline.phone('13800001111')).dials('12345');
  await agent.shows('ringing');
  await take(agent.page, 'agent-ringing');
  await agent.answers();
  call.ear.say(440);
  await take(agent.page, 'agent-in-a-call');
  await agent.page.keyboard.press('Alt+KeyT');
  await agent.page.keyboard.press('Shift+Slash');
  await take(agent.page, 'agent-transfer-and-keys');
  await agent.page.keyboard.press('Shift+Slash');
  await agent.hangsUp();
  await agent.page.keyboard.press('Digit4');
  await take(agent.page, 'agent-wrap-up');
  await agent.disposes(/直接答复/);
  await agent.leaves();
}

async function office(hotline: Hotline, browser: Awaited<ReturnType<typeof openBrowser>>): Promise<void> {
  const pages = [
    ['admin1', 'admin/people'],
    ['admin1', 'admin/units'],
    ['admin1', 'admin/queues'],
    ['admin1', 'admin/categories'],
    ['admin1', 'admin/rules'],
    ['admin1', 'admin/calendar'],
    ['agent1', 'outbox'],
    ['dispatch1', 'board'],
    ['audit1', 'audit'],
  ] as const;
  for (const [account, address] of pages) {
    const person = await (await Desk.open(browser, hotline.deskUrl)).signsIn(account);
    await person.page.goto(`/#/${address}`);
    await person.page.locator('main h1').waitFor();
    await take(person.page, address.replace('/', '-'));
    await person.leaves();
  }
}

/** The first ticket in a state that this person sees. */
async function ticketIn(hotline: Hotline, account: string, state: TicketState): Promise<string> {
  const { api } = await hotline.desk(account);
  return (await api.tickets.list({ query: { state, limit: 1 } })).items[0]?.number ?? '';
}

async function tickets(hotline: Hotline, browser: Awaited<ReturnType<typeof openBrowser>>): Promise<void> {
  const pages = [
    ['dispatch', 'dispatch1', `dispatch/${await ticketIn(hotline, 'dispatch1', 'received')}?do=dispatch`],
    ['tickets', 'super1', 'tickets?sort=due'],
    ['ticket', 'super1', `tickets/${await ticketIn(hotline, 'super1', 'called-back')}`],
    ['department', 'water1', 'handle'],
    ['department-reply', 'water1', `handle/${await ticketIn(hotline, 'water1', 'handling')}?do=reply`],
    ['callback', 'callback1', `callback/${await ticketIn(hotline, 'callback1', 'replied')}?do=call-back`],
  ] as const;
  for (const [name, account, address] of pages) {
    const person = await (await Desk.open(browser, hotline.deskUrl)).signsIn(account);
    await person.page.goto(`/#/${address}`);
    await person.page.locator('main h1').first().waitFor();
    await take(person.page, name);
    await person.leaves();
  }
}

/** What a newcomer sees who texts the hotline from the simulated phone, the inbox where it waits, and the website's form. */
async function messages(hotline: Hotline, simulator: string, browser: Awaited<ReturnType<typeof openBrowser>>): Promise<void> {
  const phone = await (await browser.newContext()).newPage();
  await phone.goto(simulator);
  await phone.getByText('热线已连上 · ').waitFor();
  await phone.getByTestId('sms-text').fill('小区门口的路灯坏了三天,晚上看不清路');
  await phone.getByTestId('sms-text').press('Enter');
  await phone.getByText('您的短信已收到').waitFor();
  await phone.getByTestId('wechat-text').fill('水压低,三楼上不了水');
  await phone.getByTestId('wechat-send').click();
  await phone.getByText('您的留言已收到').waitFor();
  const agent = await (await Desk.open(browser, hotline.deskUrl)).signsIn('agent1');
  const { page } = agent;
  await page.goto('/#/inbox');
  await page.getByRole('link', { name: /路灯坏了三天/ }).click();
  await page.getByRole('textbox', { name: '答复' }).waitFor();
  await take(page, 'inbox');
  await agent.leaves();
  await take(phone, 'simulator');
  await phone.goto(`${hotline.siteUrl}/#/report`);
  await phone.locator('h1').waitFor();
  await take(phone, 'site-report');
  await phone.context().close();
}

async function lookUp(hotline: Hotline, page: Page): Promise<void> {
  const { api } = await hotline.desk('agent1');
  const [told] = (await api.demo.outbox({ query: { limit: 200 } })).items.filter(({ text }) => /已受理|答复/.test(text));
  const [, number = ''] = /(\d{12})/.exec(told?.text ?? '') ?? [];
  const [, code = ''] = /查询码(\d{6})/.exec(told?.text ?? '') ?? [];
  await page.goto(`${hotline.siteUrl}/#/ticket`);
  await page.getByLabel(/工单号/).fill(number);
  await page.getByLabel(/查询码/).fill(code);
  await page.getByRole('button', { name: '查询' }).click();
  await page.locator('.steps').waitFor();
  await take(page, 'site-ticket');
}

async function site(hotline: Hotline, browser: Awaited<ReturnType<typeof openBrowser>>): Promise<void> {
  const page = await (await browser.newContext({ permissions: ['microphone'] })).newPage();
  await page.goto(hotline.siteUrl);
  await page.locator('h1').waitFor();
  await take(page, 'site-home');
  await page.getByRole('button', { name: '大字版' }).click();
  await take(page, 'site-home-large');
  await page.getByRole('button', { name: '标准版' }).click();
  await page.goto(`${hotline.siteUrl}/#/call`);
  await page.getByTestId('web-call-start').click();
  await page
    .locator('[data-testid="web-call-state"][data-state="talking"], [data-testid="web-call-state"][data-state="waiting"]')
    .waitFor();
  await take(page, 'site-call');
  await lookUp(hotline, page);
  await page.context().close();
}

fs.mkdirSync(folder, { recursive: true });
const [port, cmppPort] = await Promise.all([freePort(), freePort()]);
const simulators = { HOTLINE_SIMULATORS: '1', SIMULATOR_PORT: String(port), SIMULATOR_CMPP_PORT: String(cmppPort) };
const [hotline, browser] = await Promise.all([Hotline.open({ HOTLINE_DEMO_TICKETS: '200', ...simulators }), openBrowser()]);
try {
  await desk(hotline, browser);
  await office(hotline, browser);
  await tickets(hotline, browser);
  await site(hotline, browser);
  await messages(hotline, `http://127.0.0.1:${port}`, browser);
} finally {
  await browser.close();
  await hotline.stop();
}
