import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Desk as Api, Hotline } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { invite, sendRaw } from '../kit/raw-sip.ts';
import { openBrowser } from './kit/browser.ts';
import { Desk } from './kit/desk.ts';

const { describe, test } = needs('asterisk', 'postgres', 'chromium');

let hotline: Hotline;
let browser: Browser;
let admin: Api;
beforeAll(async () => {
  [hotline, browser] = await Promise.all([Hotline.open(), openBrowser()]);
  admin = await hotline.desk('admin1');
});
afterAll(async () => {
  await browser?.close();
  await hotline?.stop();
});

const readyDesk = async (account: string): Promise<Desk> =>
  (await (await Desk.open(browser, hotline.deskUrl)).signsIn(account)).becomesReady();

/** Runs in the page, so it is text. A headless browser shows no notices and hides no tab: both are put in its place. */
const hideTab = `{
  window.notices = [];
  window.Notification = class {
    static permission = 'granted';
    constructor(title, options) {
      Object.assign(this, { title, ...options, isClosed: false });
      window.notices.push(this);
    }
    close() {
      this.isClosed = true;
    }
  };
  Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });
}`;
const noticesOf = (page: Page): Promise<{ title: string; body?: string; isClosed: boolean }[]> =>
  page.evaluate('window.notices.map(({ title, body, isClosed }) => ({ title, body, isClosed }))');

describe('a ring while the tab is hidden', () => {
  test('shows one notice outside the browser, which names nobody and goes when the ring ends', async () => {
    const desk = await readyDesk('agent1');
    await desk.page.evaluate(hideTab);
    const call = await (await hotline.phone('13800005151')).dials('12345');
    await desk.shows('ringing');
    const [notice, ...others] = await noticesOf(desk.page);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ title: expect.stringMatching(/12345/) as string, isClosed: false });
    expect(JSON.stringify(notice)).not.toMatch(/138|5151/);
    await call.hangUp();
    await desk.shows('idle', 3_000);
    expect((await noticesOf(desk.page))[0]?.isClosed).toBe(true);
    await desk.leaves();
  });
});

/** What the page shows or reads out that is Chinese, without what people typed (names of persons, units and queues). */
const chineseOn = (page: Page, typed: readonly string[]): Promise<string[]> =>
  page.evaluate(`(() => {
    const shown = (node) => node.nodeType === Node.TEXT_NODE ? [node.textContent] : [
      ...['aria-label', 'title', 'placeholder', 'alt'].flatMap((name) => node.getAttribute?.(name) ?? []),
      ...[...node.childNodes].flatMap(shown),
    ];
    const without = (text) => ${JSON.stringify(typed)}.reduce((rest, word) => rest.replaceAll(word, ''), text);
    return shown(document.body).map(without).filter((text) => /[\\u4e00-\\u9fff]/.test(text));
  })()`);

async function typedNames(): Promise<string[]> {
  const [people, units, queues] = await Promise.all([
    admin.api.staff.list({ query: { limit: 100 } }),
    admin.api.units.list(),
    admin.api.queues.list(),
  ]);
  return [...people.items, ...units.items, ...queues.items].map(({ name }) => name).sort((a, b) => b.length - a.length);
}

describe.each([
  ['en', 'English', /Answered directly/],
  ['keys', 'the test language', /\[\[Answered directly\]\]/],
] as const)('the desk in another language', (language, name, disposition) => {
  test(`shows no Chinese word of its own in a ring, a talk, wrap-up and on the page of keys: ${name}`, async () => {
    const typed = await typedNames();
    const desk = await readyDesk('agent2');
    await desk.page.evaluate(`localStorage.setItem('hotline.language', ${JSON.stringify(language)})`);
    await desk.reloadsReady();
    await desk.shows('idle');
    const found: Record<string, string[]> = {};
    const look = async (where: string): Promise<void> => void (found[where] = await chineseOn(desk.page, typed));
    await look('idle');
    await desk.page.keyboard.press('Shift+Slash');
    await look('keys');
    await desk.page.keyboard.press('Shift+Slash');
    const call = await (await hotline.phone('13800005252')).dials('12345');
    await desk.shows('ringing');
    await look('ringing');
    await desk.answers();
    await look('talking');
    await call.hangUp();
    await desk.shows('wrapUp');
    await look('wrap-up');
    expect(found).toEqual({ idle: [], keys: [], ringing: [], talking: [], 'wrap-up': [] });
    await desk.disposes(disposition);
    await desk.leaves();
  });
});

describe('the forms of the administrator', () => {
  test('a person, a unit and a queue are saved through the screen, and the list shows what was saved', async () => {
    const { page, ...desk } = await (await Desk.open(browser, hotline.deskUrl)).signsIn('admin1');
    const form = (name: string) => page.getByRole('complementary', { name });
    const choose = async (name: string, label: string, option: string): Promise<void> => {
      await form(name).getByLabel(label, { exact: true }).click();
      await page.keyboard.type(option);
      await page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText(option, { exact: true }).first().click();
    };

    await page.goto('/#admin/units');
    await page.getByRole('button', { name: '新增单位' }).click();
    await form('新增单位').getByLabel('编码').fill('parks');
    await form('新增单位').getByLabel('单位名称').fill('市园林局');
    await form('新增单位').getByRole('button', { name: '新增' }).click();
    await page.getByText('市园林局').first().waitFor();

    await page.goto('/#admin/people');
    await page.getByRole('button', { name: '新增人员' }).click();
    await form('新增人员').getByLabel('账号').fill('gardener1');
    await form('新增人员').getByLabel('初始密码').fill('Hotline-12345');
    await form('新增人员').getByLabel('姓名').fill('林园');
    await form('新增人员').getByLabel('工号').fill('1099');
    await choose('新增人员', '单位', '市园林局');
    await form('新增人员').getByRole('button', { name: '新增' }).click();
    const row = page.getByRole('row').filter({ hasText: 'gardener1' });
    await row.getByText('市园林局').waitFor();
    await row.getByRole('button', { name: '修改 林园' }).click();
    await form('林园').getByLabel('姓名').fill('林园园');
    await form('林园').getByRole('button', { name: '保存' }).click();
    await row.getByText('林园园').waitFor();

    await page.goto('/#admin/queues');
    await page.getByRole('button', { name: /^修改 12345/ }).click();
    await form('12345 总队列').getByLabel('振铃时长').fill('20');
    await form('12345 总队列').getByLabel('最长等待').fill('90');
    await form('12345 总队列').getByRole('button', { name: '保存' }).click();
    await form('12345 总队列').waitFor({ state: 'detached' });
    await page.locator('.queue-card').getByText('90 秒').waitFor();
    await page.locator('.queue-card').getByText('先播放录音告知').waitFor();

    const person = (await admin.api.staff.list({ query: { q: 'gardener1', limit: 10 } })).items[0];
    expect(person).toMatchObject({ name: '林园园', number: '1099', unit: 'parks', roles: ['agent'], active: true });
    expect((await admin.api.queues.list()).items[0]).toMatchObject({ ringSeconds: 20, maxWaitSeconds: 90, record: true, members: [] });
    await desk.context.close();
  });
});

describe('a name that broke other browser phones (DoubangoTelecom/sipml5#291, versatica/JsSIP#573)', () => {
  test.each([
    ['Chinese, quotes, a backslash, markup and a face', String.raw`"张伟 \"阿伟\" \\ <b>x</b> 😀" <sip:13800001111@gw>;tag=1`],
    ['Chinese without quotes', '王 <sip:13800001111@gw>;tag=1'],
    ['an empty name', '"" <sip:13800001111@gw>;tag=1'],
  ])('%s: the desk rings within a second with the right number, no markup, and the call is answered', async (_, from) => {
    await quickly();
    const desk = await readyDesk('agent3');
    const answered = sendRaw(hotline.ports.sip, Buffer.from(invite({ lines: { From: from } })), 20_000, 8_000);
    await desk.shows('ringing', 1_000);
    const shown = await desk.page.getByTestId('pop-caller').innerText();
    expect(shown).toContain('138****1111');
    expect(await desk.page.locator('[data-testid="pop-caller"] b', { hasText: /^x$/ }).count()).toBe(0);
    await desk.answers();
    expect((await answered).at(-1)).toMatch(/^SIP\/2\.0 200/);
    await desk.shows('wrapUp');
    await desk.disposes(/直接答复/);
    await desk.leaves();
  });
});

/** Without the notice of recording a call rings at once. */
async function quickly(): Promise<void> {
  const main = (await admin.api.queues.list()).items.find(({ code }) => code === 'main');
  if (!main?.announceRecording) return;
  const { code, version, numbers: _, ...rest } = main;
  const body = { ...rest, record: false, announceRecording: false, announceAgent: false };
  await admin.api.queues.change({ params: { code }, ifMatch: version, body });
}
