import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { House } from '../app/house.ts';
import { until } from './hotline.ts';

export const HOOK_KEY = 'a-key-of-sixteen-or-more';

/** A provider of texts by HTTP (a mock): it takes what we send, and pushes what citizens write. Texts without a carrier's program, for tests of what comes after. */
export class TextProvider {
  readonly sent: Record<string, unknown>[] = [];
  refuses = false;
  readonly #server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      if (!this.refuses) this.sent.push(JSON.parse(body) as Record<string, unknown>);
      response.end(JSON.stringify({ code: this.refuses ? 9 : 0, msgid: `p-${this.sent.length}` }));
    });
  });
  #pushed = 0;

  static async open(): Promise<TextProvider> {
    const provider = new TextProvider();
    await new Promise<void>((resolve) => provider.#server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  /** What an account with this provider is set to. */
  get settings() {
    const carrier = {
      protocol: 'http',
      send: {
        url: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/send`,
        contentType: 'json',
        body: { secret: '{secret}', mobile: '{to}', content: '{text}', uid: '{id}' },
        ok: { path: 'code', equals: 0 },
        idPath: 'msgid',
      },
      hooks: {
        incoming: { from: 'mobile', text: 'content', id: 'id' },
        report: { id: 'msgid', state: 'status', delivered: ['DELIVRD'], failed: ['UNDELIV'] },
      },
    };
    return { carrier, signature: '商丘12345' };
  }

  /** The account of a house that only sends. */
  get account() {
    return { kind: 'sms' as const, name: '短信', settings: this.settings, secrets: { password: 'hush' } };
  }

  /** What was sent to this number, once it is there. */
  textTo(phone: string, words: RegExp): Promise<string> {
    return until(
      `text to ${phone} like ${words.source}`,
      () =>
        this.sent
          .map(({ mobile, content }) => [String(mobile), String(content)] as const)
          .find(([to, text]) => to.endsWith(phone) && words.test(text))?.[1],
    );
  }

  /** The house has a number here, and its hook is open. */
  async serves(house: House, id: string): Promise<void> {
    const { api } = await house.desk('admin1');
    await api.accounts.put({
      params: { id },
      body: { kind: 'sms', name: '推送', settings: this.settings, secrets: { password: 'hush', hookKey: HOOK_KEY } },
    });
    await until('an open account', async () => (await this.push(house, id, {})).status !== 404);
  }

  push(house: House, account: string, body: unknown, key: string | null = HOOK_KEY): Promise<Response> {
    return fetch(`${house.siteUrl}/hooks/${account}${key === null ? '' : `?key=${key}`}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** A citizen texts. */
  async texts(house: House, account: string, mobile: string, content: string): Promise<void> {
    const text = { mobile, content, id: `mo-${(this.#pushed += 1)}` };
    // a house that has just woken has no hook yet: providers push again
    const status = await until('a hook', async () => {
      const answer = await this.push(house, account, text);
      return answer.status !== 404 && answer.status;
    });
    if (status !== 200) throw new Error(`the text was not taken: ${status}`);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
