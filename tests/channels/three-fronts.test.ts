import { standingLabel } from '@hotline/contracts';
import { afterAll, beforeAll, expect } from 'vitest';
import { until } from '../kit/hotline.ts';
import { conversationOnce, conversationSaying } from '../kit/messages.ts';
import { needs } from '../kit/needs.ts';
import { OfficialAccount } from '../kit/official-account.ts';
import { SiteVisitor, usual } from '../kit/site-visitor.ts';
import { TextProvider } from '../kit/text-provider.ts';

const { describe, test } = needs('postgres', 'wechatpy');
const OPENID = 'oThreeFronts';

describe('一网查询: the site or an app, WeChat and a text tell the same of a matter (row 49)', () => {
  let account: OfficialAccount;
  let provider: TextProvider;
  let visitor: SiteVisitor;
  beforeAll(async () => {
    [account, provider] = await Promise.all([OfficialAccount.open('channels-fronts'), TextProvider.open()]);
    await provider.serves(account.house, 'sms-main');
    visitor = new SiteVisitor(account.house.siteUrl);
    await until('an account that sends', async () => (await visitor.api.publicMessages.begin()).confirms);
  });
  afterAll(async () => {
    await account.close();
    provider.close();
  });

  const sends = async (phone: string, body: string) => {
    await visitor.asksForCode(phone);
    const smsCode = /验证码是(\d{6})/.exec(await provider.textTo(phone, /验证码是/))?.[1] ?? '';
    return visitor.sends({ body, contact: { phone }, smsCode });
  };

  /** What is told to her next when she asks in WeChat and from this phone. */
  const told = async (phone: string, words: string): Promise<{ wechat: string; text: string }> => {
    const [heard, sent] = [(await account.saidTo(OPENID)).length, provider.sent.length];
    await account.push({ from: OPENID, text: words });
    await provider.texts(account.house, 'sms-main', phone, words);
    const wechat = await until('an answer in WeChat', async () => (await account.saidTo(OPENID))[heard]);
    const text = await until('an answer by text', () =>
      provider.sent
        .slice(sent)
        .map(({ content }) => String(content))
        .find((content) => /目前状态|未查到/.test(content)),
    );
    return { wechat, text: text.replace(/^【[^】]+】/, '') };
  };

  test('from the form to the refusal: waiting, answered, received, refused', async () => {
    const { number, queryCode } = await sends('13800007771', '小区门口的树太高');
    const same = async (words: string, ...more: string[]): Promise<void> => {
      const page = await visitor.api.publicTickets.read({ params: { number }, query: { code: queryCode } });
      expect(standingLabel(page).zh).toBe(words);
      const { wechat, text } = await told('13800007771', `查询 ${number} ${queryCode}`);
      expect(text).toBe(wechat);
      for (const one of [`${number})目前状态:${words}`, ...more]) expect(wechat).toContain(one);
    };
    await same('已收到您的诉求,等待工作人员登记');

    const { id, version } = await conversationSaying(account.agent, '小区门口的树');
    await account.agent.conversations.answer({ params: { id }, ifMatch: version, body: { text: '请问树在哪一侧' } });
    await conversationOnce(account.agent, id, (now) => now.messages.at(-1)?.delivery?.state === 'delivered');
    await same('热线已处理', '答复:请问树在哪一侧');

    const filed = await account.agent.tickets.file({
      body: { type: 'help', category: 'water', title: '树太高', body: '树太高', place: usual.place, conversationId: id },
    });
    expect(filed.number).toBe(number);
    await same('热线已登记您的诉求', '您反映的“树太高”', '答复:请问树在哪一侧');

    await account.agent.tickets.move({
      params: { id: filed.id },
      ifMatch: filed.version,
      body: { event: 'refuse', reason: 'not-government', note: '属物业管理' },
    });
    await same('不属于受理范围,未予受理');
  }, 60_000);

  test('without the code: her own confirmed number is enough, WeChat and a stranger’s phone learn nothing', async () => {
    const { number } = await sends('13800007772', '第二件事:路牌歪了');
    const { wechat, text } = await told('13800007772', `查询 ${number}`);
    expect(text).toContain('目前状态:已收到您的诉求,等待工作人员登记');
    expect(wechat).toContain('未查到该工单');
    await provider.texts(account.house, 'sms-main', '13900001234', `查询 ${number}`);
    expect(await provider.textTo('13900001234', /./)).toContain('未查到该工单');
  }, 60_000);

  test('the number of a matter that is no ticket yet, in a text that is more than a question, is a matter of its own that waits', async () => {
    const { number, queryCode } = await sends('13800007773', '第三件事:公厕没水');
    await provider.texts(account.house, 'sms-main', '13900005678', `我的编号${number} 查询码${queryCode},补充一点:男厕也没水`);
    expect(await conversationSaying(account.agent, '男厕也没水')).toMatchObject({ channel: 'sms', becomes: 'matter', ticketId: null });
  }, 60_000);
});
