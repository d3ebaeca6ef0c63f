/**
 * What follows from a result code. `token`: get a new one and try once more; `later`: by the retry rule; `window`: she wrote more than 48 hours
 * ago; `refused`: WeChat will never take it; `account`: nothing goes out until an administrator does something.
 */
export type Follows = 'token' | 'later' | 'window' | 'refused' | 'account';

interface Result {
  readonly follows: Follows;
  readonly zh: string;
  readonly en: string;
}

/** Result codes of WeChat (全局返回码) that its customer-service, template and media calls answer with. */
// prettier-ignore
export const results: Readonly<Record<number, Result>> = {
  [-1]:  { follows: 'later',   zh: '微信系统繁忙', en: 'WeChat is busy' },
  40001: { follows: 'token',   zh: 'access_token 无效', en: 'The access token is not valid' },
  40014: { follows: 'token',   zh: 'access_token 不合法', en: 'The access token is not one' },
  41001: { follows: 'token',   zh: '缺少 access_token', en: 'The access token is missing' },
  42001: { follows: 'token',   zh: 'access_token 已过期', en: 'The access token has expired' },
  45009: { follows: 'later',   zh: '接口调用超过当日限额', en: 'The calls of the day are used up' },
  45011: { follows: 'later',   zh: '接口调用太频繁', en: 'Too many calls at once' },
  45047: { follows: 'later',   zh: '客服消息条数超过上限,需用户再次来信', en: 'Too many messages without one of hers between them' },
  45015: { follows: 'window',  zh: '超过 48 小时未互动', en: 'She wrote more than 48 hours ago' },
  40003: { follows: 'refused', zh: 'openid 不合法', en: 'Not an openid of this account' },
  40007: { follows: 'refused', zh: '素材不存在或已过期', en: 'The file is not there any more' },
  40008: { follows: 'refused', zh: '消息类型不合法', en: 'Not a kind of message' },
  40037: { follows: 'refused', zh: '模板 ID 不正确', en: 'The template id is wrong' },
  43004: { follows: 'refused', zh: '用户未关注公众号', en: 'She does not follow the account' },
  43019: { follows: 'refused', zh: '用户已被拉黑', en: 'She is on the account’s blacklist' },
  43101: { follows: 'refused', zh: '用户拒收', en: 'She refuses such messages' },
  45002: { follows: 'refused', zh: '内容超过长度限制', en: 'The text is too long' },
  47001: { follows: 'refused', zh: '数据格式错误', en: 'The data are malformed' },
  47003: { follows: 'refused', zh: '模板参数不符', en: 'The fields do not fit the template' },
  50005: { follows: 'refused', zh: '用户未关注公众号', en: 'She does not follow the account' },
  40013: { follows: 'account', zh: 'AppID 不合法', en: 'The AppID is wrong' },
  40125: { follows: 'account', zh: 'AppSecret 不正确', en: 'The AppSecret is wrong' },
  40164: { follows: 'account', zh: '服务器 IP 不在白名单', en: 'Our address is not on the white list' },
  40243: { follows: 'account', zh: 'AppSecret 已被冻结', en: 'The AppSecret is frozen' },
  48001: { follows: 'account', zh: '接口未授权', en: 'The account may not make this call' },
  48004: { follows: 'account', zh: '接口被封禁', en: 'This call is blocked for the account' },
  50002: { follows: 'account', zh: '账号受限', en: 'The account is restricted' },
};

/** What follows; a code that is not listed may be a trouble that passes. */
export const resultOf = (code: number): Result => results[code] ?? { follows: 'later', zh: '微信返回错误', en: 'WeChat answered' };

/** Shown in the history: ours in both languages, and the peer's own. */
export function wordsOf(code: number, said: string): string {
  const { zh, en } = resultOf(code);
  return `${zh} ${en} (${code} ${said.replace(/\s+/g, ' ').slice(0, 120)})`;
}
