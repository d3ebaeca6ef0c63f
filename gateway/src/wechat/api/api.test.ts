import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Outgoing } from '../../channel.ts';
import { fetchMedia, MEDIA_BYTES } from './media.ts';
import { resultOf, results } from './results.ts';
import { piecesOf, sendMessage } from './sending.ts';
import { templateBody } from './template.ts';
import { AccessToken } from './token.ts';

type Answer = object | ((response: http.ServerResponse) => void);
const servers: http.Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => (server.close(), server.closeAllConnections())));

/** A WeChat that answers as a test says, and the paths that were asked. */
async function wechat(answer: (path: string, body: Record<string, unknown>, n: number) => Answer) {
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
      asked.push(`${pathname}${searchParams.has('access_token') ? `?${searchParams.get('access_token')}` : ''}`);
      const said = answer(pathname, body === '' ? {} : (JSON.parse(body) as Record<string, unknown>), asked.length);
      if (typeof said === 'function') said(response);
      else response.setHeader('content-type', 'application/json').end(JSON.stringify(said));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const clock = { now: 0 };
  const token = new AccessToken({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    appId: 'wx1',
    appSecret: 'hush',
    now: () => new Date(clock.now),
  });
  return { asked, clock, token };
}
const isToken = (path: string): boolean => path === '/cgi-bin/stable_token';

const outgoing = (over: Partial<Outgoing> = {}): Outgoing => ({
  id: 'm1',
  to: { address: 'oHer', name: '' },
  subject: null,
  text: '您好',
  ticket: null,
  answers: [],
  automatic: false,
  purpose: 'reply',
  taken: new Set(),
  took: () => Promise.resolve(),
  ...over,
});

describe('the access token of an account', () => {
  test('fifty who ask at once get one, and it is got anew five minutes before it ends', async () => {
    const { asked, clock, token } = await wechat((_, __, n) => ({ access_token: `t${n}`, expires_in: 7_200 }));
    const got = await Promise.all(Array.from({ length: 50 }, () => token.get()));
    expect(new Set(got.map((one) => JSON.stringify(one)))).toEqual(new Set(['{"is":"token","token":"t1"}']));
    clock.now = 6_899_000;
    expect(await token.get()).toEqual({ is: 'token', token: 't1' });
    clock.now = 6_901_000;
    expect(await token.get()).toEqual({ is: 'token', token: 't2' });
    expect(asked).toHaveLength(2);
  });

  test('a stable token that is given again though WeChat will not have it is forced', async () => {
    const bodies: unknown[] = [];
    const { token } = await wechat((_, body) => {
      bodies.push(body['force_refresh']);
      return { access_token: body['force_refresh'] ? 'new' : 'old', expires_in: 7_200 };
    });
    await token.get();
    token.refused('old');
    token.refused('older');
    expect(await token.get()).toEqual({ is: 'token', token: 'new' });
    expect(bodies).toEqual([false, false, true]);
  });
});

describe('customer-service and template messages', () => {
  test.each([40001, 42001, 40014])('result %i gets a new token and one more try', async (errcode) => {
    let sends = 0;
    const { asked, token } = await wechat((path, _, n) => {
      if (isToken(path)) return { access_token: `t${n}`, expires_in: 7_200 };
      sends += 1;
      return sends === 1 ? { errcode, errmsg: 'no' } : { errcode: 0 };
    });
    expect(await sendMessage({ token, templates: {}, now: () => new Date(0) }, outgoing())).toMatchObject({ is: 'sent' });
    expect(asked).toEqual([
      '/cgi-bin/stable_token',
      '/cgi-bin/message/custom/send?t1',
      '/cgi-bin/stable_token',
      '/cgi-bin/message/custom/send?t3',
    ]);
  });

  test.each([
    [45015, 'refused'],
    [43004, 'refused'],
    [45002, 'refused'],
    [45047, 'later'],
    [45009, 'later'],
    [-1, 'later'],
    [48001, 'later'],
    [42001, 'later'],
    [99999, 'later'],
  ])('result %i, again and again: %s', async (errcode, is) => {
    const { token } = await wechat((path) => (isToken(path) ? { access_token: 't', expires_in: 7_200 } : { errcode, errmsg: 'hint' }));
    const outcome = await sendMessage({ token, templates: {}, now: () => new Date(0) }, outgoing());
    expect(outcome).toMatchObject({ is, words: expect.stringContaining(String(errcode)) as string });
  });

  test('a wrong secret, a page instead of an answer and a silent WeChat are troubles that an administrator hears of', async () => {
    const order = { templates: {}, now: () => new Date(0) };
    const wrong = await wechat(() => ({ errcode: 40125, errmsg: 'invalid appsecret' }));
    expect(await sendMessage({ ...order, token: wrong.token }, outgoing())).toMatchObject({
      is: 'later',
      trouble: expect.stringContaining('40125') as string,
    });
    const page = await wechat((path) =>
      isToken(path) ? { access_token: 't', expires_in: 7_200 } : (response) => void response.writeHead(502).end('<html>'),
    );
    expect(await sendMessage({ ...order, token: page.token }, outgoing())).toMatchObject({
      is: 'later',
      words: expect.stringContaining('可能已收下') as string,
    });
    const cut = await wechat((path) => (isToken(path) ? { access_token: 't', expires_in: 7_200 } : (response) => void response.destroy()));
    expect(await sendMessage({ ...order, token: cut.token }, outgoing())).toMatchObject({ is: 'later' });
  });

  test('pieces fit into 2,048 bytes, no sign is cut, and one that was taken is not sent again', async () => {
    const text = `${'停'.repeat(682)}${'𠮷'.repeat(512)}😀`;
    const pieces = piecesOf(text);
    expect(pieces.map((piece) => Buffer.byteLength(piece))).toEqual([2_046, 2_048, 4]);
    expect(pieces.join('')).toBe(text);
    expect(piecesOf('')).toEqual([]);
    const { asked, token } = await wechat((path) => (isToken(path) ? { access_token: 't', expires_in: 7_200 } : { errcode: 0 }));
    await sendMessage({ token, templates: {}, now: () => new Date(0) }, outgoing({ text, taken: new Set([1, 2]) }));
    expect(asked.filter((path) => !isToken(path))).toHaveLength(1);
  });

  test('the fields of a template are filled once and cut as WeChat cuts them', () => {
    const fields = { thing1: '{text}', character_string2: '{number}', time3: '{time}', const4: '办结{' };
    const template = { templateId: 'tmpl', fields };
    const message = { to: { address: 'oHer', name: '' }, text: '您的工单261126000123已办结,{number}请评价一下我们的工作' };
    expect(templateBody(template, message, new Date('2026-11-26T02:03:04Z'))).toEqual({
      touser: 'oHer',
      template_id: 'tmpl',
      data: {
        thing1: { value: '您的工单261126000123已办结…' },
        character_string2: { value: '261126000123' },
        time3: { value: '2026-11-26 10:03' },
        const4: { value: '办结{' },
      },
    });
  });

  test('every result code has words in both languages', () => {
    for (const { zh, en } of [...Object.values(results), resultOf(12_345)]) expect([zh.length > 2, en.length > 5]).toEqual([true, true]);
  });
});

describe('files of hers', () => {
  const media = { id: 'm1', kind: 'video' } as const;
  const withToken = (rest: (path: string) => Answer) =>
    wechat((path) => (isToken(path) ? { access_token: 't', expires_in: 7_200 } : rest(path)));
  const bytes = (type: string, body: Buffer) => (response: http.ServerResponse) => void response.setHeader('content-type', type).end(body);

  test('a video lies where WeChat says, at an address of WeChat’s only', async () => {
    let port = '';
    const { token } = await withToken((path) =>
      path === '/v' ? bytes('video/mp4', Buffer.from('mp4')) : { video_url: `http://127.0.0.1:${port}/v` },
    );
    port = token.urlOf('/').port;
    expect(await fetchMedia(token, media)).toMatchObject({
      file: { name: 'video.mp4', claimedType: 'video/mp4', bytes: Buffer.from('mp4') },
    });
    const astray = await withToken(() => ({ video_url: 'http://169.254.169.254/latest/meta-data' }));
    expect(await fetchMedia(astray.token, media)).toMatchObject({ again: false });
  });

  test('more than 20 MB is given up, a busy WeChat is asked again', async () => {
    const large = await withToken(() => bytes('image/png', Buffer.alloc(MEDIA_BYTES + 1)));
    expect(await fetchMedia(large.token, media)).toMatchObject({ again: false, words: expect.stringContaining('bytes') as string });
    const busy = await withToken(() => ({ errcode: -1, errmsg: 'system error' }));
    expect(await fetchMedia(busy.token, media)).toMatchObject({ again: true });
    const gone = await withToken(() => ({ errcode: 40007, errmsg: 'invalid media_id' }));
    expect(await fetchMedia(gone.token, media)).toMatchObject({ again: false });
  });
});
