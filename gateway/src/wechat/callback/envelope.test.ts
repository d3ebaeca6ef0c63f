import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HookRequest } from '../../channel.ts';
import { encrypt, signatureOf } from './crypt.ts';
import { echoOf, openEnvelope, type EnvelopeRules } from './envelope.ts';
import { openHook } from './hook.ts';
import { writeXml } from './xml.ts';

const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const [APP_ID, TOKEN, NOW] = ['wxb11529c136998cb6', 'pamtest', 1_795_600_000];
const message = { ToUserName: 'gh_1', FromUserName: 'oHer', CreateTime: '1', MsgType: 'text', Content: '停水', MsgId: '7' };

const rules = (
  over: { mode?: 'plain' | 'aes' | 'compat'; token?: string | undefined; aesKey?: string | undefined } = {},
): EnvelopeRules => {
  const { mode = 'aes', token = TOKEN, aesKey = AES_KEY } = over;
  const secrets = {
    ...('token' in over && over.token === undefined ? {} : { token }),
    ...('aesKey' in over && over.aesKey === undefined ? {} : { aesKey }),
  };
  return { settings: { appId: APP_ID, mode }, secrets, now: new Date(NOW * 1_000) };
};

interface Push {
  readonly at?: number;
  readonly nonce?: string;
  readonly token?: string;
  readonly appId?: string;
  readonly clear?: Readonly<Record<string, string>>;
  readonly wrap?: (sealed: string) => string;
  readonly query?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly body?: string;
}
function push({
  at = NOW,
  nonce = 'n1',
  token = TOKEN,
  appId = APP_ID,
  clear,
  wrap = (text) => text,
  query,
  method = 'POST',
  body,
}: Push = {}): HookRequest {
  const timestamp = String(at);
  const sealed = encrypt(AES_KEY, appId, writeXml(message));
  const whole = clear
    ? writeXml(clear).replace('</xml>', `<Encrypt><![CDATA[${wrap(sealed)}]]></Encrypt></xml>`)
    : `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[${wrap(sealed)}]]></Encrypt></xml>`;
  const signed = {
    timestamp,
    nonce,
    signature: signatureOf(token, timestamp, nonce),
    encrypt_type: 'aes',
    msg_signature: signatureOf(token, timestamp, nonce, sealed),
  };
  return { method, query: { ...signed, ...query }, contentType: 'text/xml', body: Buffer.from(body ?? whole) };
}
const without = (request: HookRequest, name: string): HookRequest => ({
  ...request,
  query: Object.fromEntries(Object.entries(request.query).filter(([one]) => one !== name)),
});

const became = (request: HookRequest, over: Parameters<typeof rules>[0] = {}): string => {
  const opened = openEnvelope(request, rules(over));
  return opened.is === 'refused' ? opened.because : opened.is === 'unread' ? 'unread' : String(opened.fields['Content']);
};
const plain = (over: Push = {}): HookRequest => push({ body: writeXml(message), ...over });

describe('pushes of WeChat are proven before they are read (silenceper/wechat#13, WxJava#84, #1634)', () => {
  test.each<[story: string, request: HookRequest, over: Parameters<typeof rules>[0], became: string]>([
    ['encrypted', push(), {}, '停水'],
    ['both forms', push({ clear: message }), { mode: 'compat' }, '停水'],
    ['blanks and newlines round the cipher text', push({ clear: message, wrap: (text) => `\n  ${text}\r\n ` }), { mode: 'compat' }, '停水'],
    ['a cipher text in lines', push({ wrap: (text) => text.replace(/(.{40})/g, '$1\n') }), {}, '停水'],
    ['the clear form changed', push({ clear: { ...message, Content: '转账' } }), { mode: 'compat' }, 'altered'],
    ['encrypt_type missing', without(push({ clear: message }), 'encrypt_type'), { mode: 'compat' }, 'clear'],
    ['the encrypted form taken away', plain(), { mode: 'compat' }, 'clear'],
    ['clear in safe mode', plain(), {}, 'clear'],
    ['a wrong signature', push({ query: { msg_signature: '0'.repeat(40) } }), {}, 'signature'],
    ['no signature', without(push(), 'msg_signature'), {}, 'signature'],
    ['signed with another token', push({ token: 'another' }), {}, 'signature'],
    ['for another account', push({ appId: 'wx0000000000000000' }), {}, 'encryption'],
    ['a key that is not set', push(), { aesKey: undefined }, 'encryption'],
    ['a token that is not set', push(), { token: undefined }, 'no-token'],
    ['six minutes old', push({ at: NOW - 360 }), {}, 'old'],
    ['six minutes ahead', push({ at: NOW + 360 }), {}, 'old'],
    ['without a time', without(push(), 'timestamp'), {}, 'old'],
    ['four minutes old', push({ at: NOW - 240 }), {}, '停水'],
    ['clear in clear mode', plain(), { mode: 'plain' }, '停水'],
    ['clear with a wrong signature', plain({ query: { signature: 'x' } }), { mode: 'plain' }, 'signature'],
    ['clear, and no XML', push({ body: 'hello' }), { mode: 'plain' }, 'unread'],
    ['encrypted in clear mode', push(), { mode: 'plain' }, 'encryption'],
    ['an XML bomb', push({ body: '<!DOCTYPE x [<!ENTITY a "aaaa">]><xml>&a;</xml>' }), {}, 'xml'],
    ['a megabyte', push({ body: 'x'.repeat(1_000_000) }), {}, 'xml'],
  ])('%s', (_, request, over, expected) => {
    expect(became(request, over)).toBe(expected);
  });

  test('random bodies are refused and never crash', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(['xml', 'clear']).toContain(became({ ...push(), body: Buffer.from(bytes) }));
      }),
    );
  });

  test('the address check echoes when it is signed, by its clear or its encrypted signature', () => {
    const ask = (query: Record<string, string>): HookRequest => push({ method: 'GET', body: '', query });
    expect(echoOf(without(ask({ echostr: '4711' }), 'msg_signature'), rules())).toEqual({ echo: '4711' });
    const sealed = encrypt(AES_KEY, APP_ID, '4711');
    const signed = { echostr: sealed, msg_signature: signatureOf(TOKEN, String(NOW), 'n1', sealed) };
    expect(echoOf(ask(signed), rules())).toEqual({ echo: '4711' });
    expect(echoOf(without(ask({ echostr: '<script>' }), 'msg_signature'), rules())).toEqual({ because: 'xml' });
    expect(echoOf(without(ask({ echostr: '1', signature: 'x' }), 'msg_signature'), rules())).toEqual({ because: 'signature' });
    expect(echoOf(ask({ echostr: '1' }), rules({ token: undefined }))).toEqual({ because: 'no-token' });
  });
});

describe('the hook of an account', () => {
  const open = (fails: () => boolean = () => false) => {
    const [kept, audit]: [string[], string[]] = [[], []];
    const hook = openHook({
      ...rules(),
      now: () => new Date(NOW * 1_000),
      pushed: (one) => (fails() ? Promise.reject(new Error('the database is away')) : Promise.resolve(void kept.push(one.is))),
      refused: (because, times) => Promise.resolve(void audit.push(`${because} ${times}`)),
    });
    return { hook, kept, audit };
  };

  test('a replay is refused; of a hundred refusals of one reason the audit has one line a minute', async () => {
    const { hook, kept, audit } = open();
    expect(await hook(push())).toMatchObject({ status: 200, body: 'success' });
    for (let n = 0; n < 100; n += 1) expect((await hook(push())).status).toBe(403);
    expect(await hook(push({ nonce: 'n2' }))).toMatchObject({ status: 200 });
    expect([kept, audit]).toEqual([['message', 'message'], ['replay 1']]);
  });

  test('what could not be kept may come again with the same stamp', async () => {
    let isAway = true;
    const { hook, kept } = open(() => isAway);
    await expect(hook(push())).rejects.toThrow('away');
    isAway = false;
    expect(await hook(push())).toMatchObject({ status: 200, body: 'success' });
    expect(kept).toHaveLength(1);
  });
});
