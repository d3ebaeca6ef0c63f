import type { HookRequest } from '../../channel.ts';
import { CryptError, decrypt, isSigned } from './crypt.ts';
import type { WechatSecrets, WechatSettings } from '../settings.ts';
import { readXml, textOf, XML_BYTES, XmlError, type XmlFields } from './xml.ts';

/** Seconds that a signature is good for, either way: clocks of servers differ by seconds. */
export const SIGNED_FOR_SECONDS = 300;

/** Why a push is refused; the words go into the audit. */
// prettier-ignore
export const refusals = {
  'no-token':    { zh: '未设置 Token', en: 'The account has no token' },
  'old':         { zh: '时间戳过旧', en: 'The timestamp is old' },
  'signature':   { zh: '签名错误', en: 'A wrong signature' },
  'encryption':  { zh: '无法解密', en: 'It cannot be decrypted' },
  'clear':       { zh: '应加密而未加密', en: 'It should be encrypted' },
  'altered':     { zh: '明文与密文不符', en: 'Clear and encrypted form differ' },
  'replay':      { zh: '重放', en: 'A replay' },
  'xml':         { zh: '不是微信的 XML', en: 'Not XML as WeChat writes it' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Refusal = keyof typeof refusals;

export interface EnvelopeRules {
  readonly settings: Pick<WechatSettings, 'appId' | 'mode'>;
  readonly secrets: Pick<WechatSecrets, 'token' | 'aesKey'>;
  readonly now: Date;
}

/** What a proven push says; `xml` is the message itself. `unread`: it is WeChat's, and nobody can read it. */
export type Opened =
  | { readonly is: 'message'; readonly xml: string; readonly fields: XmlFields }
  | { readonly is: 'unread'; readonly xml: string }
  | { readonly is: 'refused'; readonly because: Refusal };

const refused = (because: Refusal): Opened => ({ is: 'refused', because });

/** The signs of a query that every push brings, when they are fresh. */
function stamped({ query }: HookRequest, { secrets: { token }, now }: EnvelopeRules) {
  if (token === undefined) return 'no-token';
  const { timestamp = '', nonce = '' } = query;
  const seconds = /^\d{9,11}$/.test(timestamp) ? Number(timestamp) : 0;
  if (Math.abs(now.getTime() / 1_000 - seconds) > SIGNED_FOR_SECONDS) return 'old';
  return { token, timestamp, nonce };
}

/** WeChat asks whether this address is ours: what must be echoed. */
export function echoOf(request: HookRequest, rules: EnvelopeRules): { readonly echo: string } | { readonly because: Refusal } {
  const stamp = stamped(request, rules);
  if (typeof stamp === 'string') return { because: stamp };
  const { token, timestamp, nonce } = stamp;
  const { signature, msg_signature: whole, echostr = '' } = request.query;
  const { aesKey } = rules.secrets;
  if (whole !== undefined && aesKey !== undefined) {
    if (!isSigned(whole, token, timestamp, nonce, echostr)) return { because: 'signature' };
    const opened = decrypted(aesKey, rules.settings.appId, echostr);
    return opened === undefined ? { because: 'encryption' } : { echo: opened };
  }
  if (!isSigned(signature, token, timestamp, nonce)) return { because: 'signature' };
  // nothing but a word is echoed, whoever has the token
  return /^[\w+/=-]{1,200}$/.test(echostr) ? { echo: echostr } : { because: 'xml' };
}

/** Proves and opens a push. */
export function openEnvelope(request: HookRequest, rules: EnvelopeRules): Opened {
  const stamp = stamped(request, rules);
  if (typeof stamp === 'string') return refused(stamp);
  if (request.body.length > XML_BYTES) return refused('xml');
  return rules.settings.mode === 'plain' ? openPlain(request, stamp) : openSealed(request, stamp, rules);
}

type Stamp = Exclude<ReturnType<typeof stamped>, string>;

function openPlain({ query, body }: HookRequest, { token, timestamp, nonce }: Stamp): Opened {
  if (!isSigned(query['signature'], token, timestamp, nonce)) return refused('signature');
  const fields = fieldsOf(body.toString('utf8'));
  if (fields && textOf(fields, 'Encrypt') !== undefined) return refused('encryption');
  return openedAs(body.toString('utf8'), fields);
}

/** Where both forms come, the sealed one counts: the signature covers nothing of the clear one (silenceper/wechat#13). */
function openSealed({ query, body }: HookRequest, { token, timestamp, nonce }: Stamp, { settings, secrets }: EnvelopeRules): Opened {
  const outer = fieldsOf(body.toString('utf8'));
  if (outer === undefined) return refused('xml');
  // blanks stand round it, and in it where somebody wrapped the line (WxJava#84)
  const sealed = textOf(outer, 'Encrypt')?.replace(/\s/g, '');
  if (sealed === undefined || query['encrypt_type'] !== 'aes') return refused('clear');
  if (!isSigned(query['msg_signature'], token, timestamp, nonce, sealed)) return refused('signature');
  const xml = secrets.aesKey === undefined ? undefined : decrypted(secrets.aesKey, settings.appId, sealed);
  if (xml === undefined) return refused('encryption');
  const fields = fieldsOf(xml);
  if (fields && isAltered(outer, fields)) return refused('altered');
  return openedAs(xml, fields);
}

const openedAs = (xml: string, fields: XmlFields | undefined): Opened =>
  fields === undefined || textOf(fields, 'MsgType') === undefined ? { is: 'unread', xml } : { is: 'message', xml, fields };

const isAltered = (clear: XmlFields, sealed: XmlFields): boolean =>
  ['FromUserName', 'MsgId', 'MsgType', 'Content', 'Event', 'MediaId'].some(
    (name) => textOf(clear, name) !== undefined && textOf(clear, name) !== textOf(sealed, name),
  );

function fieldsOf(xml: string): XmlFields | undefined {
  try {
    return readXml(xml);
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

function decrypted(aesKey: string, appId: string, sealed: string): string | undefined {
  try {
    return decrypt(aesKey, appId, sealed);
  } catch (error) {
    if (error instanceof CryptError) return undefined;
    throw error;
  }
}
