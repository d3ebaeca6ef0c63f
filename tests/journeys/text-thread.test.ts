import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { House } from '../app/house.ts';
import { until } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { loggedIn, OUR_NUMBER, textSaying, textsTo } from '../kit/texts.ts';
import { CARRIER_PASSWORD, Carrier, carrierAccounts } from '../peers/carrier.ts';
import { barriers } from './kit/accessibility.ts';
import { openBrowser } from './kit/browser.ts';
import { choose } from './kit/choose.ts';
import { buildDesk } from './kit/build-desk.ts';
import { Desk } from './kit/desk.ts';

const { describe, test } = needs('postgres', 'chromium', 'carrier');
const HER = '13800007777';

describe('a text, from the phone to the ticket, the department and back to the phone (rows 87, 91, 93)', () => {
  let house: House;
  let browser: Browser;
  let carrier: Carrier;
  beforeAll(async () => {
    buildDesk();
    [carrier, house, browser] = await Promise.all([
      Carrier.open(),
      House.open('journey-text', { HOTLINE_RETRY_SCALE: '0.05' }),
      openBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
    await carrier?.peer.kill();
  });

  const opens = async (account: string, path: string, look: { width?: number; height?: number } = {}): Promise<Page> => {
    const { page } = await (await Desk.open(browser, house.deskUrl, look)).signsIn(account);
    await page.goto(`/#/${path}`);
    return page;
  };

  test('the administrator sets the number up and sees it connected; its password is never shown again', async () => {
    const page = await opens('admin1', 'admin/accounts');
    await page.getByRole('button', { name: '新增账号' }).click();
    const form = page.getByRole('complementary', { name: '新增账号' });
    await form.getByRole('combobox', { name: '渠道' }).click();
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText('短信').click();
    await form.getByLabel('账号代码').fill('sms-main');
    await form.getByLabel('名称', { exact: true }).fill('短信 12345');
    await form.getByLabel('主机').fill('127.0.0.1');
    await form.getByLabel('端口').fill(String(carrier.cmppPort));
    await form.getByLabel('企业代码(SP_Id)').fill(carrierAccounts.cmpp20);
    await form.getByLabel('接入号(市民看到的号码)').fill(OUR_NUMBER);
    await form.getByLabel('密码').fill(CARRIER_PASSWORD);
    await form.getByLabel('签名').fill('商丘12345');
    expect(await barriers(page)).toEqual([]);
    await form.getByRole('button', { name: '保存' }).click();
    const card = page.locator('[data-account="sms-main"]');
    await card.getByText('已连接').waitFor();
    expect(await card.innerText()).toContain(OUR_NUMBER);
    await card.getByRole('button', { name: /修改/ }).click();
    expect(await page.getByLabel('密码').inputValue()).toBe('');
    expect(await page.getByLabel('签名').inputValue()).toBe('商丘12345');
    await page.getByRole('button', { name: '返回' }).click();
    await loggedIn(carrier, 'cmpp20');
    await card.getByRole('button', { name: /发测试消息/ }).click();
    await card.getByLabel('发到(号码或地址)').fill('13800005555');
    await card.getByTestId('test-send').click();
    await card.getByRole('list', { name: '最近的测试消息' }).getByText('已送达').first().waitFor();
    expect(await textSaying(carrier, '13800005555', '测试消息')).toMatch(/^【商丘12345】这是12345热线账号“短信 12345”的测试消息/);
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  test('her text is answered, becomes a ticket with her words and her number, the department answers, and she reads it on her phone', async () => {
    const page = await opens('agent1', 'inbox');
    await page.getByText('没有待处理的来信').waitFor();
    await carrier.mo('cmpp20', HER, OUR_NUMBER, '金桂小区三号楼停水两天,家里有老人');
    await page.getByRole('link', { name: /停水两天/ }).click();
    await page.getByRole('heading', { name: '短信 138****7777' }).waitFor();
    await page.getByRole('combobox', { name: '套用模板' }).click();
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText('请补充地点').click();
    await page
      .getByTestId('text-shape')
      .filter({ hasText: /字 · 1 条 · 约 0\.05 元/ })
      .waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: '发送答复' }).click();
    expect(await textSaying(carrier, HER, '请补充具体地点')).toMatch(/^【商丘12345】您好/);

    await page.getByTestId('message-file').click();
    const body = page.locator('[data-field="body"]');
    await until('her words in the form', async () => (await body.inputValue()) === '金桂小区三号楼停水两天,家里有老人');
    await page.getByLabel('地点', { exact: true }).fill('金桂小区三号楼');
    await page.getByRole('radio', { name: /求助/ }).click();
    await page.getByLabel('分类', { exact: true }).click();
    await choose(page, 'gsfw', '供水服务');
    await page.getByTestId('end-dispatch').click();
    await page.getByRole('combobox', { name: '主办单位' }).click();
    await choose(page, '市水务局', '市水务局');
    await page.getByTestId('form-submit').click();
    await page.getByTestId('filed-code').waitFor();
    const receipt = await textSaying(carrier, HER, '已受理');
    const [, number = '', code = ''] = /工单号(\d{12})、查询码(\d{6})/.exec(receipt) ?? [];
    expect(receipt).toMatch(/^【商丘12345】您反映的“金桂小区三号楼停水两天/);

    const water = await opens('water1', 'handle', { width: 390, height: 844 });
    await water.getByRole('link', { name: /停水两天/ }).click();
    await water.getByTestId('event-sign').click();
    await water.getByTestId('event-reply').click();
    for (const question of ['诉求是否属实', '是否已联系群众', '是否解决'])
      await water.getByRole('group', { name: question }).getByRole('radio', { name: /是$/ }).check();
    await water.getByLabel('办理情况').fill('主管爆裂,已连夜抢修');
    await water.getByLabel('公开答复').fill('供水主管已修复,恢复供水');
    await water.getByTestId('form-submit').click();
    expect(await textSaying(carrier, HER, '供水主管已修复')).toContain(`凭工单号${number}、查询码${code}`);

    await carrier.mo('cmpp20', HER, OUR_NUMBER, `查询 ${number}`);
    expect(await textSaying(carrier, HER, '目前状态')).toContain('热线正在核实办理结果');
    await carrier.mo('cmpp20', HER, OUR_NUMBER, '水来了,谢谢');
    await page.goto(`/#/tickets/${number}`);
    const timeline = page.getByRole('region', { name: '办理过程' });
    await timeline.getByText('水来了,谢谢').waitFor();
    expect(await page.locator('body').innerText()).not.toContain(HER);
    expect(new Set(await textsTo(carrier, HER)).size).toBe((await textsTo(carrier, HER)).length);
    await page.context().close();
    await water.context().close();
  });

  /** She joins the contact with HER number, reads what there was in one list, and parts them again. */
  async function joinsAndParts(page: Page): Promise<void> {
    const file = page.getByRole('region', { name: '市民档案' });
    const timeline = file.getByRole('list', { name: '来往记录' });
    await file.getByTestId('contact-join').click();
    await file.getByLabel('另一联系人的完整号码、邮箱或工单号').fill(HER);
    await file.getByRole('button', { name: '查找' }).click();
    await file.getByText('138****7777').waitFor();
    await file.getByLabel('理由(会留下记录)').fill('短信里自称换了号码');
    await file.getByRole('button', { name: '合并', exact: true }).click();
    await timeline.getByRole('link', { name: /工单 \d{12}/ }).waitFor();
    await timeline.getByText('水来了,谢谢').waitFor();
    expect(await file.innerText()).not.toContain(HER);
    expect(await barriers(page)).toEqual([]);
    await file.getByTestId('contact-part').click();
    await file.getByLabel('理由(会留下记录)').fill('核实后不是同一人');
    await file.getByRole('button', { name: '确认分开' }).click();
    await timeline.getByText('水来了,谢谢').waitFor({ state: 'detached' });
  }

  test('two agents at one text: a name says who deals with it, it goes from hand to hand and ends with one press', async () => {
    const mine = await opens('agent2', 'inbox');
    const theirs = await opens('agent3', 'inbox', { width: 390, height: 844 });
    await carrier.mo('cmpp20', '13800008878', OUR_NUMBER, '路灯什么时候修');
    await mine.getByRole('link', { name: /路灯什么时候修/ }).click();
    await mine.getByTestId('message-take').click();
    await mine.getByText('我在处理').waitFor();
    await mine.getByRole('combobox', { name: '套用模板' }).click();
    await mine.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText('请补充地点').click();
    await mine.getByRole('button', { name: '发送答复' }).click();
    expect(await textSaying(carrier, '13800008878', '请补充具体地点')).toMatch(/^【商丘12345】/);
    await carrier.mo('cmpp20', '13800008878', OUR_NUMBER, '谢谢你们帮忙');
    await mine.getByRole('link', { name: /谢谢你们帮忙/ }).click();
    await theirs.getByRole('link', { name: /谢谢你们帮忙/ }).click();
    await mine.getByTestId('message-take').click();
    await mine.getByText('我在处理').waitFor();
    await theirs.getByText(/由.+处理中;要答复请先接过来/).waitFor();
    expect(await theirs.getByLabel('答复', { exact: true }).count()).toBe(0);
    expect(await barriers(theirs)).toEqual([]);
    await theirs.getByTestId('message-take').click();
    await theirs.getByLabel('答复', { exact: true }).waitFor();
    await mine.getByText(/由.+处理中;要答复请先接过来/).waitFor();
    await mine.goto('/#/inbox?of=mine');
    await mine.getByText('没有由我处理的来信').waitFor();
    await theirs.getByRole('button', { name: '转交', exact: true }).click();
    await theirs.getByRole('combobox', { name: '转交给' }).click();
    await theirs.keyboard.type('1002');
    await theirs.getByRole('option').filter({ hasText: '1002' }).first().waitFor();
    await theirs.keyboard.press('Enter');
    await mine.goto('/#/inbox?of=mine');
    await mine.getByRole('link', { name: /谢谢你们帮忙/ }).click();
    await joinsAndParts(mine);
    await mine.getByTestId('message-end').click();
    expect(await barriers(mine)).toEqual([]);
    await mine.getByRole('group', { name: '如何办结' }).getByRole('button', { name: '致谢或问候' }).click();
    await mine.getByTestId('message-end').waitFor({ state: 'detached' });
    await mine.goto('/#/inbox');
    await mine.getByRole('link', { name: /水来了/ }).waitFor();
    await mine.getByRole('link', { name: /谢谢你们帮忙/ }).waitFor({ state: 'detached' });
    await mine.context().close();
    await theirs.context().close();
  });
});
