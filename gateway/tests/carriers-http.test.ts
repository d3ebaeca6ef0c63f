import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { quietLog } from '@hotline/platform/test-kit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../../tests/kit/hotline.ts';
import { HttpSettings, openHttp } from '../src/sms/http/index.ts';
import { handIn } from '../src/sms/http/provider.ts';

interface Asked {
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A mock of a provider: it notes what it is asked and answers as it is told. */
class MockProvider {
  readonly asked: Asked[] = [];
  answer: (response: http.ServerResponse, asked: Asked) => void = (response) => response.end('{"code":0,"data":[{"id":"p1"}]}');
  readonly #server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const asked = { headers: request.headers, body };
      this.asked.push(asked);
      this.answer(response, asked);
    });
  });

  static async open(): Promise<MockProvider> {
    const provider = new MockProvider();
    await new Promise<void>((resolve) => provider.#server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/send`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

const hooks = {
  incoming: { from: 'mobile', text: 'content', id: 'sid' },
  report: { id: 'id', state: 'status', delivered: ['DELIVRD'], failed: ['UNDELIV'] },
};
const settingsOf = (url: string, over: object = {}) => ({
  protocol: 'http',
  send: {
    url,
    contentType: 'json',
    headers: { authorization: 'Bearer {secret}' },
    body: { phones: ['{to}'], content: '【12345】{text}', uid: '{id}', count: 1 },
    ok: { path: 'code', equals: 0 },
    idPath: 'data.0.id',
    later: [101, 'BUSY'],
    ...over,
  },
  hooks,
});
const message = { id: 'm1', to: '13800001111', text: '{secret} 停水 "两天" 𠮷' };

describe('a provider that takes whole texts by HTTP (row 87)', () => {
  let provider: MockProvider;
  let standings: { connected: boolean; trouble?: string }[];
  beforeEach(async () => {
    provider = await MockProvider.open();
    standings = [];
  });
  afterEach(() => provider.close());
  const open = (over: object = {}, url = provider.url) => {
    const line = openHttp(
      HttpSettings.parse(settingsOf(url, over)),
      { secret: 'key-1' },
      { log: quietLog(), stands: (state) => Promise.resolve(void standings.push(state)) },
    );
    line.start();
    return line;
  };
  const send = async (over: object = {}) => open(over).submitText?.(message);

  test('a text goes out as the settings say, and what a person wrote fills nothing in', async () => {
    expect(await send()).toEqual({ is: 'taken', peerId: 'p1', words: 'HTTP 200 {"code":0,"data":[{"id":"p1"}]}' });
    expect(provider.asked[0]?.headers).toMatchObject({ authorization: 'Bearer key-1', 'content-type': 'application/json; charset=utf-8' });
    expect(JSON.parse(provider.asked[0]?.body ?? '')).toEqual({
      phones: ['13800001111'],
      content: '【12345】{secret} 停水 "两天" 𠮷',
      uid: 'm1',
      count: 1,
    });
    expect(standings).toEqual([{ connected: true }]);
  });

  test('a form, and a provider that calls the message by our own id', async () => {
    const answer = await send({ contentType: 'form', body: { mobile: '{to}', text: '{text}', sign: '{secret}' }, idPath: '' });
    expect(answer).toMatchObject({ is: 'taken', peerId: 'm1' });
    expect(Object.fromEntries(new URLSearchParams(provider.asked[0]?.body))).toEqual({
      mobile: message.to,
      text: message.text,
      sign: 'key-1',
    });
  });

  test.each<[what: string, status: number, body: string, answer: object]>([
    ['another value is a refusal', 200, '{"code":7,"msg":"签名错误"}', { is: 'refused', words: 'HTTP 200 {"code":7,"msg":"签名错误"}' }],
    ['a value of the list waits', 200, '{"code":101}', { is: 'later', mayHaveIt: false }],
    ['a value of the list waits, written as text', 200, '{"code":"BUSY"}', { is: 'later', mayHaveIt: false }],
    ['400 is a refusal', 400, 'bad number', { is: 'refused', words: 'HTTP 400 bad number' }],
    ['401 waits for a person', 401, '', { is: 'later', mayHaveIt: false }],
    ['429 waits', 429, '', { is: 'later', mayHaveIt: false }],
    ['503 waits', 503, '', { is: 'later', mayHaveIt: false }],
    ['502 waits, and it may have come', 502, '', { is: 'later', mayHaveIt: true }],
    ['a page instead of an answer waits, and it may have come', 200, '<html>', { is: 'later', mayHaveIt: true }],
  ])('%s', async (_, status, body, answer) => {
    provider.answer = (response) => response.writeHead(status).end(body);
    expect(await send()).toMatchObject(answer);
  });

  test('what the provider repeats is kept without key and number', async () => {
    provider.answer = (response, { headers, body }) => response.writeHead(400).end(`${headers.authorization} ${body}`);
    const answer = await send();
    expect(answer?.words).toMatch(/Bearer \*\*\* .*"phones":\["\*\*\*"\]/);
    expect(answer?.words).not.toMatch(/key-1|13800001111/);
  });

  test('an answer of more than 64 kB, a redirect and a line that breaks wait, and it may have come', async () => {
    const waits = { is: 'later', mayHaveIt: true };
    provider.answer = (response) => response.end(`{"code":0,"more":"${'x'.repeat(70_000)}"}`);
    expect(await send()).toMatchObject(waits);
    provider.answer = (response) => response.writeHead(302, { location: provider.url }).end();
    expect(await send()).toMatchObject(waits);
    provider.answer = (response) => response.destroy();
    expect(await send()).toMatchObject(waits);
    expect(provider.asked).toHaveLength(3);
  });

  test('a provider that is away has not got it; the line stands badly until one is taken again', async () => {
    const line = open();
    provider.answer = (response) => response.writeHead(503).end('maintenance');
    await line.submitText?.(message);
    await line.submitText?.(message);
    provider.answer = (response) => response.end('{"code":0}');
    await line.submitText?.(message);
    expect(standings).toEqual([{ connected: true }, { connected: false, trouble: 'HTTP 503 maintenance' }, { connected: true }]);
    const nobody = open({}, `http://127.0.0.1:${await freePort()}/send`);
    expect(await nobody.submitText?.(message)).toMatchObject({ is: 'later', mayHaveIt: false });
  });

  test('a provider that never answers, or never comes to an end, may have it', async () => {
    const { send: settings } = HttpSettings.parse(settingsOf(provider.url));
    const waits = { answer: { is: 'later', mayHaveIt: true, words: expect.stringMatching(/did not answer in time/) as string } };
    provider.answer = () => undefined;
    expect(await handIn(settings, { ...message, secret: 'key-1' }, 200)).toMatchObject(waits);
    provider.answer = (response) => response.write('{"code":');
    expect(await handIn(settings, { ...message, secret: 'key-1' }, 200)).toMatchObject(waits);
  });

  test('a part is refused: such a line takes whole texts', async () => {
    const part = { to: message.to, format: 8, hasHeader: false, content: Buffer.from('停水', 'utf16le').swap16(), number: 1, total: 1 };
    expect(await open().submit(part)).toMatchObject({ is: 'refused' });
  });

  test('a secret is sent in clear to this machine only, and a form has one level', () => {
    const isGood = (url: string, over: object = {}) => HttpSettings.safeParse(settingsOf(url, over)).success;
    expect([isGood('http://127.0.0.1:1/'), isGood('https://sms.example.com/send')]).toEqual([true, true]);
    expect(['http://sms.example.com/send', 'http://127.0.0.1.example.com/', 'http://127.0.0.1@example.com/', 'file:///etc/passwd', 'ftp://localhost/'].map((url) => isGood(url))).toEqual([false, false, false, false, false]); // prettier-ignore
    expect(isGood('https://sms.example.com/', { contentType: 'form', body: { phones: ['{to}'] } })).toBe(false);
  });
});
