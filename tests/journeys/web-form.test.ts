import type { Browser, BrowserContext, Page } from 'playwright-core';
import { phonePhoto } from '@hotline/gateway/test-kit';
import { afterAll, beforeAll, expect } from 'vitest';
import { House } from '../app/house.ts';
import { until } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { TextProvider } from '../kit/text-provider.ts';
import { TileServer } from '../kit/tile-server.ts';
import { barriers } from './kit/accessibility.ts';
import { openBrowser } from './kit/browser.ts';
import { buildDesk } from './kit/build-desk.ts';
import { choose } from './kit/choose.ts';
import { Desk } from './kit/desk.ts';

const { describe, test } = needs('postgres', 'chromium');
const HER = '13800006543';

let house: House;
let browser: Browser;
let tiles: TileServer;
beforeAll(async () => {
  buildDesk();
  tiles = await TileServer.open();
  const settings = { HOTLINE_RETRY_SCALE: '0.05', ...tiles.settings };
  [house, browser] = await Promise.all([House.open('journey-web-form', settings), openBrowser()]);
});
afterAll(async () => {
  tiles?.close();
  await browser?.close();
  await house?.close();
});

/** The public site on a screen of this size. */
async function visits(path: string, look: { width?: number; height?: number } = {}): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 360, height: look.height ?? 740 },
    locale: 'zh-CN',
    baseURL: house.siteUrl,
    hasTouch: true,
  });
  const page = await context.newPage();
  await page.goto(`/${path}`);
  await page.locator('h1').waitFor();
  return { page, context };
}
const width = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth');
/** The map's tiles that are on the screen. */
const tilesOn = (page: Page): Promise<number> =>
  page.locator('.map img').evaluateAll((all) => all.filter((img) => 'naturalWidth' in img && img.naturalWidth === 256).length);
/** What stands under the ring, in words. */
const under = (page: Page): Promise<string> => page.locator('dialog .where').innerText();

const numbersIn = (words: string): number[] => words.match(/\d+\.\d+/g)?.map(Number) ?? [];
type Drag = (page: Page, from: { x: number; y: number }, by: number) => Promise<void>;

const byMouse: Drag = async ({ mouse }, { x, y }, by) => {
  await mouse.move(x, y);
  await mouse.down();
  await mouse.move(x + by, y + by, { steps: 4 });
  await mouse.up();
};
const byFinger: Drag = async (page, { x, y }, by) => {
  const touch = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', { x, y });
  for (let step = 1; step <= 4; step += 1) await send('touchMove', { x: x + (by * step) / 4, y: y + (by * step) / 4 });
  await send('touchEnd');
  await touch.detach();
};

/** Drags the map by the ring in its middle, to the right and down: what lies north-west comes under the ring. */
async function drags(page: Page, drag: Drag): Promise<void> {
  const box = await page.locator('.map').boundingBox();
  if (!box) throw new Error('the map is not on the screen');
  const [lat = 0, lng = 0] = numbersIn(await under(page));
  await drag(page, { x: box.x + box.width / 2, y: box.y + box.height / 2 }, 40);
  await until('a map that was dragged', async () => {
    const [north = 0, west = 0] = numbersIn(await under(page));
    return north > lat && west < lng;
  });
}

/** Marks a place by mouse, finger and keyboard, and says which. */
async function marksOnMap(page: Page): Promise<string> {
  await page.getByRole('button', { name: '在地图上标出' }).press('Enter');
  await page.getByRole('dialog', { name: '在地图上标出' }).waitFor();
  await until('tiles on the map', async () => (await tilesOn(page)) > 1);
  const first = await under(page);
  expect(first).toMatch(/^北纬 \d+\.\d{5} 度,东经 \d+\.\d{5} 度$/);
  // the map has the focus as it opens
  await page.keyboard.press('+');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await until('a map that was moved', async () => {
    const [before, now] = [numbersIn(first), numbersIn(await under(page))];
    return (now[0] ?? 0) < (before[0] ?? 0) && (now[1] ?? 0) > (before[1] ?? 0);
  });
  await drags(page, byMouse);
  await drags(page, byFinger);
  expect([await barriers(page), await width(page)]).toEqual([[], 360]);
  const where = await under(page);
  await page.getByRole('button', { name: '就是这里' }).press('Enter');
  await page.getByText(`已标出:${where}`).waitFor();
  expect(await page.evaluate('document.activeElement.textContent')).toBe('在地图上重新标出');
  return where;
}
const digitsOf = async (page: Page, what: string): Promise<string> => (await page.getByTestId(what).getAttribute('data-digits')) ?? '';

describe('a matter from the website, from a phone to the department and back to the page (rows 92, 93)', () => {
  test('written at 360 px with a photo it waits at the desk, becomes a ticket, and is tracked by the number and code that she got first', async () => {
    const { page, context } = await visits('');
    await page.getByRole('link', { name: /网上提交诉求/ }).click();
    await page.getByRole('radio', { name: '求助' }).check();
    await page.getByLabel('什么事(必填)').fill('金桂小区三号楼停水两天,没有通知');
    await page.getByLabel('什么时间').fill('前天早上起');
    const region = page.getByRole('combobox', { name: /什么地点/ });
    await region.pressSequentially('syq');
    await page.getByRole('option', { name: '睢阳区' }).first().click();
    expect(await region.inputValue()).toBe('睢阳区');
    await page.getByLabel('详细地点').fill('金桂小区三号楼');
    expect(tiles.asked).toEqual([]);
    const where = await marksOnMap(page);
    await page.getByLabel('涉及谁').fill('全楼住户');
    await page.getByLabel('希望怎么解决').fill('尽快恢复供水');
    await page.getByText('五件事都写了').waitFor();
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByText('添加照片').click()]);
    await chooser.setFiles({
      name: 'IMG_2041.jpg',
      mimeType: 'image/jpeg',
      buffer: await phonePhoto(4_000, 3_000),
    });
    const photo = page.getByRole('img', { name: '照片 1' });
    await until('a photo that is drawn', () => photo.evaluate((img) => 'naturalWidth' in img && img.naturalWidth === 2_048));
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('请填写正确的电话号码').waitFor();
    expect(await page.evaluate('document.activeElement.name')).toBe('phone');
    expect([await barriers(page), await width(page)]).toEqual([[], 360]);
    await page.getByLabel('称呼').fill('王𠮷');
    await page.getByLabel('联系电话(必填)').fill(HER);
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByRole('heading', { name: '已提交' }).waitFor({ timeout: 30_000 });
    const [number, code] = [await digitsOf(page, 'receipt-number'), await digitsOf(page, 'receipt-code')];
    expect([number, code]).toEqual([expect.stringMatching(/^\d{12}$/), expect.stringMatching(/^\d{6}$/)]);
    expect(await barriers(page)).toEqual([]);
    await page.reload();
    expect(await digitsOf(page, 'receipt-number')).toBe(number);
    await page.getByRole('link', { name: '查看进展' }).click();
    await page.getByRole('button', { name: '查询', exact: true }).click();
    await page.getByText('已收到您的诉求,等待工作人员登记').waitFor();

    const desk = (await (await Desk.open(browser, house.deskUrl)).signsIn('agent1')).page;
    await desk.goto('/#/inbox');
    await desk.getByRole('link', { name: /停水两天/ }).click();
    await desk.getByRole('heading', { name: '网站 138****6543' }).waitFor();
    const facts = desk.locator('.form-facts');
    await facts.getByText('睢阳区 · 金桂小区三号楼').waitFor();
    await facts.getByText('未验证').waitFor();
    const point = await facts.locator('.point-on-map').innerText();
    const [lat = 0, lng = 0] = numbersIn(where);
    const isThere = [expect.closeTo(lat, 4), expect.closeTo(lng, 4)];
    expect(numbersIn(point)).toEqual(isThere);
    expect(await facts.locator('.map-tiles').count()).toBe(0);
    await facts.getByText('看地图').click();
    await until('the map at the desk', () =>
      facts.locator('.map-tiles img').evaluateAll((all) => all.some((img) => 'naturalWidth' in img && img.naturalWidth === 256)),
    );
    await desk.getByText('照片1.jpg', { exact: true }).waitFor();
    expect(await barriers(desk)).toEqual([]);
    await desk.getByTestId('message-file').click();
    const typed = (name: string): Promise<string> => desk.locator(`[data-field="${name}"]`).inputValue();
    await until('her words in the form', async () => (await typed('body')) === '金桂小区三号楼停水两天,没有通知');
    expect([await typed('when'), await typed('who'), await typed('demand'), await typed('place.text')]).toEqual([
      '前天早上起',
      '全楼住户',
      '尽快恢复供水',
      '金桂小区三号楼',
    ]);
    expect(numbersIn(await desk.locator('.intake .point-on-map').innerText())).toEqual(isThere);
    expect(await desk.getByRole('radio', { name: /求助/ }).isChecked()).toBe(true);
    expect(await desk.locator('body').innerText()).not.toContain('王𠮷');
    await desk.getByLabel('分类', { exact: true }).click();
    await choose(desk, 'gsfw', '供水服务');
    await desk.getByTestId('end-dispatch').click();
    await desk.getByRole('combobox', { name: '主办单位' }).click();
    await choose(desk, '市水务局', '市水务局');
    await desk.getByTestId('form-submit').click();
    await desk.getByTestId('filed-code').waitFor();
    expect((await desk.getByTestId('filed-code').innerText()).replace(/\D/g, '')).toContain(code);
    await desk.goto(`/#/tickets/${number}`);
    await desk.getByText('王*').first().waitFor();
    expect(numbersIn(await desk.locator('.ticket-facts .point-on-map').innerText())).toEqual(isThere);
    expect(await barriers(desk)).toEqual([]);

    await page.getByRole('button', { name: '查询', exact: true }).click();
    await page.locator('.steps li[data-standing="now"]').getByText('已转有关单位,等待签收').waitFor();
    await page.getByLabel('补充情况').fill('三号楼今天也没有水');
    await page.getByRole('button', { name: '提交补充' }).click();
    await page.getByText('已收到补充').waitFor({ timeout: 30_000 });
    await desk.reload();
    await desk.getByRole('region', { name: '办理过程' }).getByText('三号楼今天也没有水').waitFor();
    expect([await barriers(page), await width(page)]).toEqual([[], 360]);
    await desk.context().close();
    await context.close();
  });

  test('by keyboard alone, in large text and at 200 % zoom; what is typed outlives a reload and a change of language', async () => {
    // 1280 px at 200 % zoom
    const { page, context } = await visits('#/report', {
      width: 640,
      height: 512,
    });
    await page.getByRole('button', { name: '大字版' }).click();
    expect([await barriers(page), (await width(page)) <= 640]).toEqual([[], true]);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('什么事(必填)').focus();
    await page.keyboard.type('路灯不亮');
    await page.keyboard.press('Tab');
    await page.keyboard.type('昨晚起');
    await page.keyboard.press('Tab');
    await page.keyboard.type('睢阳');
    await page.getByRole('option').first().waitFor();
    expect([await barriers(page), (await width(page)) <= 640]).toEqual([[], true]);
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('option', { selected: true }).innerText()).toContain('睢阳区');
    await page.keyboard.press('Enter');
    await page.getByText(/已保存在这台设备上/).waitFor();
    // a map that is there, and a tile server that is not
    tiles.mood = 'broken';
    await page.getByRole('button', { name: '在地图上标出' }).press('Enter');
    await page.getByRole('dialog', { name: '在地图上标出' }).waitFor();
    // nearer than anybody was before: what was fetched once is shown from memory
    for (let n = 0; n < 4; n += 1) await page.keyboard.press('+');
    await page.getByRole('alert').getByText('地图暂时显示不出来').waitFor();
    expect([await barriers(page), (await width(page)) <= 640]).toEqual([[], true]);
    const take = page.getByRole('button', { name: '就是这里' });
    expect(await take.isDisabled()).toBe(true);
    // who wants no motion gets none
    expect(await page.locator('.map.leaflet-container:not(.leaflet-fade-anim, .leaflet-zoom-anim)').count()).toBe(1);
    tiles.mood = 'well';
    await until('the map again', async () => {
      await page.keyboard.press('-');
      return take.isEnabled();
    });
    await take.press('Enter');
    await page.getByText(/已标出:北纬/).waitFor();
    // the water of the other test is reported near there
    await page.getByText(/供水服务 · 睢阳区/).waitFor();
    await page.getByRole('button', { name: '我也遇到' }).press('Enter');
    await page.getByRole('button', { name: '我也遇到', pressed: true }).waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.reload();
    expect(await page.getByLabel('什么事(必填)').inputValue()).toBe('路灯不亮');
    expect(await page.getByRole('combobox').inputValue()).toBe('睢阳区');
    await page.getByText(/已标出:北纬/).waitFor();
    await page.getByRole('button', { name: '去掉标出的点' }).press('Enter');
    await page.getByText('可不标;上面的文字同样有用').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Write to us' }).waitFor();
    expect(await page.getByLabel('When?').inputValue()).toBe('昨晚起');
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Telephone (required)').focus();
    await page.keyboard.type(HER);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sent' }).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Write about something else' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('What is it about? (required)').inputValue()).toBe('');
    await context.close();
  });

  test('a file that is no photo is refused in plain words, and the rest of the form stays', async () => {
    const { page, context } = await visits('#/report');
    await page.getByLabel('什么事(必填)').fill('见照片');
    await page.locator('#report-photos').setInputFiles({
      name: 'photo.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('MZ this is a program'),
    });
    await page.getByText(/这不是能读取的照片/).waitFor();
    expect(await page.getByRole('img').count()).toBe(0);
    // where no map is set there is no button
    await page.getByRole('button', { name: '在地图上标出' }).waitFor();
    await context.route('**/api/public/messages/begin', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({
        json: { ...((await answer.json()) as object), map: null },
      });
    });
    const begun = page.waitForResponse(/messages\/begin/);
    await page.reload();
    await begun;
    await page.getByLabel('什么事(必填)').waitFor();
    expect(await page.getByRole('button', { name: '在地图上标出' }).count()).toBe(0);
    expect(await page.getByLabel('什么事(必填)').inputValue()).toBe('见照片');
    await context.close();
  });
});

describe('where texts can be sent (row 92)', () => {
  test('she confirms her number by the code that is texted to her', async () => {
    const provider = await TextProvider.open();
    const { api } = await house.desk('admin1');
    await api.accounts.put({
      params: { id: 'sms-main' },
      body: provider.account,
    });
    const site = await visits('');
    const { page } = site;
    await until('a form that confirms numbers', async () => {
      await page.goto('/#/');
      await page.goto('/#/report');
      return page
        .getByRole('button', { name: '获取验证码' })
        .waitFor({ timeout: 1_000 })
        .then(
          () => true,
          () => false,
        );
    });
    await page.getByLabel('什么事(必填)').fill('公园几点开门');
    await page.getByLabel('手机号码(必填)').fill(HER);
    await page.getByRole('button', { name: '获取验证码' }).click();
    const code = /验证码是(\d{6})/.exec(await provider.textTo(HER, /验证码是/))?.[1] ?? '';
    await page.getByText(/验证码已发送/).waitFor();
    const field = page.getByLabel('短信验证码(必填)');
    await field.fill(code === '000000' ? '000001' : '000000');
    await page.getByRole('button', { name: '提交' }).click();
    await page.locator('#report-code-help').getByText('短信验证码不对或已过期').waitFor();
    expect(await barriers(page)).toEqual([]);
    await field.fill(code);
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('编号和查询码也会发短信给您').waitFor({ timeout: 30_000 });
    expect(await provider.textTo(HER, /已收到/)).toContain(await digitsOf(page, 'receipt-number'));
    await site.context.close();
    provider.close();
  });
});
