import { House } from '../app/house.ts';
import { ours, type Pushed, saidTo, Wechat, type WechatPush } from '../peers/wechat.ts';
import { until } from './hotline.ts';
import { type Conversation, conversationOnce, conversationSaying } from './messages.ts';

type Api = Awaited<ReturnType<House['desk']>>['api'];
type Mode = 'aes' | 'plain' | 'compat';

/** A house whose official account is at a WeChat that others wrote. */
export class OfficialAccount {
  readonly wechat: Wechat;
  readonly house: House;
  agent: Api;

  private constructor(wechat: Wechat, house: House, agent: Api) {
    this.wechat = wechat;
    this.house = house;
    this.agent = agent;
  }

  static async open(name: string): Promise<OfficialAccount> {
    const [wechat, house] = await Promise.all([Wechat.open(), House.open(name, { HOTLINE_RETRY_SCALE: '0.05' })]);
    const account = new OfficialAccount(wechat, house, (await house.desk('agent1')).api);
    await account.isSetUp('wechat-main', 'aes');
    return account;
  }

  async close(): Promise<void> {
    await this.house.close();
    await this.wechat.peer.kill();
  }

  /** An account as an administrator sets it up; with `token: false` without one. */
  async isSetUp(
    id: string,
    mode: Mode,
    over: { token?: false; templates?: Record<string, unknown>; siteUrl?: string } = {},
  ): Promise<void> {
    const { appId, appSecret, token, aesKey } = ours;
    const { api } = await this.house.desk('admin1');
    await api.accounts.put({
      params: { id },
      body: {
        kind: 'wechat',
        name: '商丘12345',
        settings: { appId, apiUrl: this.wechat.url, mode, templates: over.templates ?? {}, siteUrl: over.siteUrl ?? '' },
        secrets: { appSecret, aesKey, ...(over.token === false ? {} : { token }) },
      },
    });
    await until('an open account', async () => {
      const { items } = await api.accounts.list({});
      return items.find((one) => one.id === id)?.connectedSince;
    });
  }

  hook(id = 'wechat-main'): string {
    return `${this.house.siteUrl}/hooks/${id}`;
  }

  push(push: Omit<WechatPush, 'url'>, id?: string): Promise<Pushed> {
    return this.wechat.push({ url: this.hook(id), ...push });
  }

  /** Her first text, and its receipt at WeChat. */
  async hasWritten(from: string, text: string): Promise<Conversation> {
    await this.push({ from, text });
    const { id } = await conversationSaying(this.agent, text.slice(0, 6));
    return conversationOnce(this.agent, id, (now) => now.messages.at(-1)?.delivery?.state === 'sent');
  }

  async answers(id: string, text: string): Promise<void> {
    const { version } = await this.agent.conversations.read({ params: { id } });
    await this.agent.conversations.answer({ params: { id }, ifMatch: version, body: { text } });
  }

  /** What was said to her by customer-service messages that WeChat took. */
  saidTo(openid: string): Promise<string[]> {
    return saidTo(this.wechat, openid);
  }

  async count(what: string): Promise<number> {
    return (await this.house.database.sql<{ n: number }>(`select count(*)::int as n from ${what}`))[0]?.n ?? 0;
  }
}
