import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { encryptForWechat, wechatSignatureOf, writeWechatXml } from '@hotline/gateway/test-kit';
import { until } from '../../../tests/kit/hotline.ts';
import { ours as account } from '../../../tests/peers/wechat.ts';
import type { BenchGround, Round } from './main.ts';

/** Pushes under way at once. WeChat gives each five seconds and counts on 200 a second. */
const AT_ONCE = 32;

const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE });

/** Posts once; resolves with what was answered. */
const post = (url: string, body: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const request = http.request(url, { method: 'POST', agent, headers: { 'content-type': 'text/xml' } }, (response) => {
      let text = '';
      response.on('data', (piece: Buffer) => (text += piece.toString()));
      response.on('end', () => resolve(text));
    });
    request.on('error', reject).end(body);
  });

/** One encrypted push, signed as WeChat signs. */
function pushOf(round: number, n: number): { query: string; body: string } {
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1_000)), `${round}-${n}`];
  const fields = { ToUserName: 'gh', FromUserName: `oBench-${round}-${n}`, CreateTime: timestamp, MsgType: 'text', MsgId: String(n + 1) };
  const text = writeWechatXml({ ...fields, Content: `第${round}轮第${n}条:金桂小区三号楼停水两天,家里有老人。` });
  const sealed = encryptForWechat(account.aesKey, account.appId, text);
  const signed = { timestamp, nonce, encrypt_type: 'aes', msg_signature: wechatSignatureOf(account.token, timestamp, nonce, sealed) };
  return { query: new URLSearchParams(signed).toString(), body: writeWechatXml({ ToUserName: 'gh', Encrypt: sealed }) };
}

/** Pushes a second to an address that says `success` to each. */
async function pushes(address: string, round: number, amount: number): Promise<number> {
  const all = Array.from({ length: amount }, (_, n) => pushOf(round, n));
  const began = performance.now();
  const worker = async (): Promise<void> => {
    for (let one = all.pop(); one; one = all.pop()) {
      const said = await post(`${address}?${one.query}`, one.body);
      if (said !== 'success') throw new Error(`a push was answered: ${said}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return amount / ((performance.now() - began) / 1_000);
}

/** A peer that only answers, whatever is pushed; and what our receipts are handed to. */
class Echo {
  receipts = 0;
  readonly #server: http.Server;

  private constructor() {
    this.#server = http.createServer((request, response) => {
      request.resume().on('end', () => {
        const { url = '' } = request;
        if (url.startsWith('/cgi-bin/message/')) this.receipts += 1;
        if (url.startsWith('/cgi-bin/stable_token')) response.end(JSON.stringify({ access_token: 'bench', expires_in: 7_200 }));
        else response.end(url.startsWith('/cgi-bin/') ? '{"errcode":0}' : 'success');
      });
    });
  }

  static async open(): Promise<Echo> {
    const echo = new Echo();
    await new Promise<void>((resolve) => echo.#server.listen(0, '127.0.0.1', resolve));
    return echo;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

/** WeChat's pushes a second to a row and `success`, and to a peer that only answers. */
export async function pushRound({ api, siteUrl, watch }: BenchGround, round: number, amount: number): Promise<Round> {
  const peer = await Echo.open();
  const bare = await pushes(`${peer.url}/hooks/bench`, round, amount);
  const id = `pushes-${round}`;
  const { appId, appSecret, token, aesKey } = account;
  const settings = { appId, apiUrl: peer.url, mode: 'aes' };
  const body = { kind: 'wechat' as const, name: 'bench', settings, secrets: { appSecret, token, aesKey } };
  await api.accounts.put({ params: { id }, body });
  await until('an open account', async () => (await api.accounts.list({})).items.find((one) => one.id === id)?.connectedSince, 30_000);
  const used = watch();
  const began = performance.now();
  const ours = await pushes(`${siteUrl}/hooks/${id}`, round, amount);
  await until('every receipt', () => peer.receipts >= amount, 600_000);
  const receipts = amount / ((performance.now() - began) / 1_000);
  const found = { ours, bare, receipts, used: used() };
  await api.accounts.put({ params: { id }, body: { ...body, active: false } });
  peer.close();
  return found;
}
