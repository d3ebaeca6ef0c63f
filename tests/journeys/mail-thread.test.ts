import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { House } from '../app/house.ts';
import { until } from '../kit/hotline.ts';
import { mailOf } from '../kit/messages.ts';
import { needs } from '../kit/needs.ts';
import { Provider } from '../peers/mail-peers.ts';
import { barriers } from './kit/accessibility.ts';
import { openBrowser } from './kit/browser.ts';
import { buildDesk } from './kit/build-desk.ts';
import { Desk } from './kit/desk.ts';

const { describe, test } = needs('postgres', 'chromium', 'greenmail');

describe('a mail thread of three, from the mailbox to the ticket (rows 91, 93)', () => {
  let house: House;
  let browser: Browser;
  let provider: Provider;
  beforeAll(async () => {
    buildDesk();
    [provider, house, browser] = await Promise.all([
      Provider.open(),
      House.open('journey-mail', { HOTLINE_RETRY_SCALE: '0.01' }),
      openBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
    await provider?.peer.kill();
  });

  const opens = async (account: string, path: string): Promise<Page> => {
    const { page } = await (await Desk.open(browser, house.deskUrl)).signsIn(account);
    await page.goto(`/#/${path}`);
    return page;
  };
  const letters = (words: string) =>
    until(
      `letter that says ${words}`,
      async () => (await provider.mailbox('wang@citizen.example')).find((raw) => plain(raw).includes(words)),
      20_000,
    );
  /** Our mails carry their text as base64 or quoted-printable. */
  const plain = (raw: string): string => {
    const [head = '', ...rest] = raw.split(/\r?\n\r?\n/);
    const body = rest.join('\n\n');
    if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
    const bytes = body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    return Buffer.from(bytes, 'latin1').toString('utf8');
  };

  test('the administrator sets the mailbox up and sees it connected; its passwords are never shown again', async () => {
    const page = await opens('admin1', 'admin/accounts');
    const { settings } = provider.account();
    await page.getByRole('button', { name: '新增账号' }).click();
    const form = page.getByRole('complementary', { name: '新增账号' });
    await form.getByLabel('账号代码').fill('mail-main');
    await form.getByLabel('名称', { exact: true }).fill('市长信箱');
    await form.getByLabel('邮箱地址').fill(settings.address);
    for (const [title, server] of [
      ['收信服务器(IMAP)', settings.imap],
      ['发信服务器(SMTP)', settings.smtp],
    ] as const) {
      const box = form.getByRole('group', { name: title });
      await box.getByLabel('主机').fill(server.host);
      await box.getByLabel('端口').fill(String(server.port));
      await box.getByLabel('用户名').fill(server.user);
      await box.getByRole('combobox', { name: '加密' }).click();
      await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByText('不加密(仅本机)').click();
    }
    await form.getByLabel('收信密码').fill('secret');
    await form.getByLabel('发信密码').fill('secret');
    await form.getByRole('button', { name: '保存' }).click();
    const card = page.locator('[data-account="mail-main"]');
    await card.getByText('已连接').waitFor();
    await card.getByRole('button', { name: /修改/ }).click();
    expect(await page.getByLabel('收信密码').inputValue()).toBe('');
    expect(await barriers(page)).toEqual([]);
    await page.context().close();
  });

  test('her letter is answered from the inbox, her second becomes a ticket with her words in it, her third is on its timeline', async () => {
    const page = await opens('agent1', 'inbox');
    await page.getByText('没有待处理的来信').waitFor();
    await provider.post(mailOf({ id: 'j1@citizen.example', subject: '路灯不亮', text: '归德路的路灯三天不亮了,晚上看不见路。' }));
    await page.getByRole('link', { name: /路灯不亮/ }).click();
    await page.getByText('归德路的路灯三天不亮了').last().waitFor();
    expect(await page.getByText('wang@citizen.example').count()).toBe(0);
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('答复', { exact: true }).fill('您好,请问是哪一段路?');
    await page.reload();
    await until(
      'what she typed, after a reload',
      async () => (await page.getByLabel('答复', { exact: true }).inputValue()) === '您好,请问是哪一段路?',
    );
    await page.getByRole('button', { name: '发送答复' }).click();
    await page.locator('.delivery summary', { hasText: '已发出' }).nth(1).waitFor();
    const answer = await letters('请问是哪一段路');
    const id = /^Message-ID: <(.+)>/im.exec(answer)?.[1] ?? '';

    await provider.post(mailOf({ id: 'j2@citizen.example', subject: 'Re: 路灯不亮', answers: id, text: '从神火大道到长江路这一段。' }));
    await page.getByText('从神火大道到长江路这一段').last().waitFor();
    await page.getByTestId('message-file').click();
    const body = page.locator('[data-field="body"]');
    await body.waitFor();
    const hers = '归德路的路灯三天不亮了,晚上看不见路。\n\n从神火大道到长江路这一段。';
    await until('her words in the form', async () => (await body.inputValue()) === hers);

    // the rest of the form is the same as beside a call (tests/journeys/intake.test.ts)
    const { api } = await house.desk('agent1');
    const [draft] = (await api.drafts.list({})).items;
    const [category] = (await api.categories.list({ query: {} })).items.filter(({ active }) => active);
    const filed = await api.tickets.file({
      body: {
        type: 'help',
        category: category?.code ?? '',
        title: String(draft?.fields['title']),
        body: String(draft?.fields['body']),
        place: { text: '归德路' },
        channel: 'mail',
        conversationId: String(draft?.fields['conversationId']),
        draftId: draft?.id ?? '',
      },
    });
    await letters(filed.queryCode);

    await provider.post(mailOf({ id: 'j3@citizen.example', subject: `Re: 路灯不亮 [${filed.number}]`, text: '今天亮了两盏。' }));
    await page.goto(`/#/tickets/${filed.number}`);
    const timeline = page.getByRole('region', { name: '办理过程' });
    await timeline.getByText('今天亮了两盏').waitFor();
    // she left no number: there is nobody to ring
    expect(await page.getByTestId('ticket-call').count()).toBe(0);
    expect(await timeline.getByRole('link', { name: '市民来信 · 邮件' }).count()).toBe(3);
    await timeline.getByRole('link', { name: '市民来信 · 邮件' }).first().click();
    await page.getByText('工单补充').first().waitFor();
    await page.context().close();
  });
});
