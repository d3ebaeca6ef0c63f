import { useWords } from '../../../desk-kit/settings.ts';
import type { AccountKind } from '../account-form.tsx';
import { Choice, Line, Secret } from './fields.tsx';
import { JsonField, readJson, shownJson } from './json-field.tsx';
import * as words from '../words.ts';

/** An official account of WeChat. */
export const wechatKind: AccountKind = {
  usual: { apiUrl: 'https://api.weixin.qq.com', mode: 'aes', siteUrl: '', templates: shownJson({}), quietMinutes: 0 },
  Fields: WechatFields,
  valuesOf: ({ templates, ...settings }) => ({ ...settings, templates: shownJson(templates ?? {}) }),
  bodyOf: ({ appSecret, token, aesKey, templates, ...settings }) => ({
    settings: { ...settings, templates: readJson(templates) },
    // one alone is sent too, so that the server says which is missing
    ...(appSecret || token || aesKey
      ? { secrets: { ...(appSecret ? { appSecret } : {}), ...(token ? { token } : {}), ...(aesKey ? { aesKey } : {}) } }
      : {}),
  }),
};

function WechatFields({ isNew }: { isNew: boolean }) {
  const say = useWords(words);
  return (
    <>
      <Line name="appId" label={say.appId} most={40} />
      <Secret name="appSecret" label={say.appSecret} isNew={isNew} extra={say.secretsTogether} />
      <Secret name="token" label={say.wechatToken} isNew={isNew} optional extra={say.wechatTokenHint} />
      <Choice name="mode" label={say.mode} options={{ aes: say.modeAes, compat: say.modeCompat, plain: say.modePlain }} />
      <Secret name="aesKey" label={say.aesKey} isNew={isNew} optional />
      <Line name="siteUrl" label={say.siteUrl} most={200} optional extra={say.siteUrlHint} />
      <Line name="apiUrl" label={say.apiUrl} most={200} />
      <JsonField name="templates" label={say.templates} hint={say.templatesHint} />
    </>
  );
}
