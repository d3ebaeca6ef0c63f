import { accounts, type AccountView } from '@hotline/contracts';
import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useDeed } from '../../desk-kit/ask.ts';
import { ProblemNotice } from '../../desk-kit/notices.tsx';
import { useWords } from '../../desk-kit/settings.ts';
import * as words from './words.ts';

interface Server {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string;
}
interface MailForm {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
  readonly address: string;
  readonly imap: Server;
  readonly smtp: Server;
  readonly imapPassword?: string;
  readonly smtpPassword?: string;
  readonly quietMinutes: number;
}

const usual: Omit<Partial<MailForm>, 'imap' | 'smtp'> & Record<'imap' | 'smtp', Partial<Server>> = {
  active: true,
  imap: { port: 993, security: 'tls' },
  smtp: { port: 465, security: 'tls' },
  quietMinutes: 0,
};

/** A mailbox: where it is read, where answers are handed in. Passwords go one way. */
export function AccountForm({ account, onDone }: { account: AccountView | undefined; onDone: () => void }) {
  const say = useWords(words);
  const put = useDeed(accounts.put, [accounts.list]);
  const save = ({ id, name, active, imapPassword, smtpPassword, ...settings }: MailForm): void =>
    put.mutate(
      {
        params: { id: account?.id ?? id },
        body: {
          kind: 'mail',
          name,
          active,
          settings: { ...settings, name },
          ...(imapPassword && smtpPassword ? { secrets: { imapPassword, smtpPassword } } : {}),
        },
      },
      { onSuccess: onDone },
    );
  const start = account ? { ...usual, ...account.settings, id: account.id, name: account.name, active: account.active } : usual;
  const needed = [{ required: true, message: say.needed }];
  return (
    <aside className="split-form" aria-label={account?.name ?? say.add}>
      <h2>{account?.name ?? say.add}</h2>
      <Form<MailForm> layout="vertical" initialValues={start} onFinish={save} requiredMark={false}>
        {account ? null : <CodeField />}
        <Form.Item name="name" label={say.name} extra={say.nameHint} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="address" label={say.address} rules={[...needed, { type: 'email', message: say.needed }]}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <ServerFields name="imap" title={say.imap} />
        <Form.Item name="imapPassword" label={say.imapPassword} extra={account ? say.secretKept : undefined} rules={account ? [] : needed}>
          <Input type="password" maxLength={500} autoComplete="new-password" />
        </Form.Item>
        <ServerFields name="smtp" title={say.smtp} />
        <Form.Item name="smtpPassword" label={say.smtpPassword} extra={account ? say.secretKept : undefined} rules={account ? [] : needed}>
          <Input type="password" maxLength={500} autoComplete="new-password" />
        </Form.Item>
        <Form.Item name="quietMinutes" label={say.quietMinutes} rules={needed}>
          <InputNumber min={0} max={10_080} precision={0} />
        </Form.Item>
        <Form.Item name="active" valuePropName="checked">
          <Checkbox>{say.active}</Checkbox>
        </Form.Item>
        {put.error ? <ProblemNotice error={put.error} /> : null}
        <div className="row">
          <Button type="primary" htmlType="submit" loading={put.isPending}>
            {say.save}
          </Button>
          <Button onClick={onDone}>{say.leave}</Button>
        </div>
      </Form>
    </aside>
  );
}

function CodeField() {
  const say = useWords(words);
  const rules = [
    { required: true, message: say.needed },
    { pattern: /^[a-z][a-z0-9-]{1,39}$/, message: say.codeHint },
  ];
  return (
    <Form.Item name="id" label={say.code} extra={say.codeHint} rules={rules}>
      <Input maxLength={40} autoComplete="off" />
    </Form.Item>
  );
}

function ServerFields({ name, title }: { name: 'imap' | 'smtp'; title: string }) {
  const say = useWords(words);
  const needed = [{ required: true, message: say.needed }];
  return (
    <fieldset className="account-server">
      <legend>{title}</legend>
      <Form.Item name={[name, 'host']} label={say.host} rules={needed}>
        <Input maxLength={253} autoComplete="off" />
      </Form.Item>
      <Form.Item name={[name, 'port']} label={say.port} rules={needed}>
        <InputNumber min={1} max={65_535} precision={0} />
      </Form.Item>
      <Form.Item name={[name, 'security']} label={say.security} rules={needed}>
        <Select
          options={[
            { value: 'tls', label: say.tls },
            { value: 'starttls', label: say.starttls },
            { value: 'none', label: say.plain },
          ]}
        />
      </Form.Item>
      <Form.Item name={[name, 'user']} label={say.user} rules={needed}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
    </fieldset>
  );
}
