import { useWords } from '../../../desk-kit/settings.ts';
import type { AccountKind } from '../account-form.tsx';
import { Line, Secret } from './fields.tsx';
import * as words from '../words.ts';

/** A personal account of WeChat through a puppet of wechaty. */
export const wechatyKind: AccountKind = {
  usual: { puppet: 'wechaty-puppet-service', endpoint: '', quietMinutes: 0 },
  Fields: WechatyFields,
  valuesOf: (settings) => settings,
  // a puppet need not have a token, but an account has its secrets: none
  bodyOf: ({ token, ...settings }, _, isNew) => ({ settings, ...(token || isNew ? { secrets: token ? { token } : {} } : {}) }),
};

function WechatyFields({ isNew }: { isNew: boolean }) {
  const say = useWords(words);
  return (
    <>
      <p className="account-warning">{say.wechatyWarning}</p>
      <Line name="puppet" label={say.puppet} most={100} extra={say.puppetHint} />
      <Secret name="token" label={say.puppetToken} isNew={isNew} optional />
      <Line name="endpoint" label={say.puppetEndpoint} most={200} optional />
    </>
  );
}
