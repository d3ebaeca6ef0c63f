import { Form, Input } from 'antd';
import { useWords } from '../../../desk-kit/settings.ts';
import type { AccountKind } from '../account-form.tsx';
import { Choice, Count, Line, Secret } from './fields.tsx';
import * as words from '../words.ts';

/** A mailbox: where it is read, where answers are handed in. */
export const mailKind: AccountKind = {
  usual: { imap: { port: 993, security: 'tls' }, smtp: { port: 465, security: 'tls' }, quietMinutes: 0 },
  Fields: MailFields,
  valuesOf: (settings) => settings,
  bodyOf: ({ imapPassword, smtpPassword, ...settings }, name) => ({
    settings: { ...settings, name },
    ...(imapPassword && smtpPassword ? { secrets: { imapPassword, smtpPassword } } : {}),
  }),
};

function MailFields({ isNew }: { isNew: boolean }) {
  const say = useWords(words);
  return (
    <>
      <Form.Item
        name="address"
        label={say.address}
        rules={[
          { required: true, message: say.needed },
          { type: 'email', message: say.needed },
        ]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <ServerFields name="imap" title={say.imap} />
      <Secret name="imapPassword" label={say.imapPassword} isNew={isNew} />
      <ServerFields name="smtp" title={say.smtp} />
      <Secret name="smtpPassword" label={say.smtpPassword} isNew={isNew} />
    </>
  );
}

function ServerFields({ name, title }: { name: 'imap' | 'smtp'; title: string }) {
  const say = useWords(words);
  return (
    <fieldset className="account-server">
      <legend>{title}</legend>
      <Line name={[name, 'host']} label={say.host} most={253} />
      <Count name={[name, 'port']} label={say.port} least={1} most={65_535} />
      <Choice name={[name, 'security']} label={say.security} options={{ tls: say.tls, starttls: say.starttls, none: say.plain }} />
      <Line name={[name, 'user']} label={say.user} />
    </fieldset>
  );
}
