import { accounts, type AccountView, messageChannels, type MessageChannelName } from '@hotline/contracts';
import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useDeed } from '../../desk-kit/ask.ts';
import { useLabel, useWords } from '../../desk-kit/settings.ts';
import { faxKind } from './kinds/fax-fields.tsx';
import { mailKind } from './kinds/mail-fields.tsx';
import { smsKind } from './kinds/sms-fields.tsx';
import { webKind } from './kinds/web-fields.tsx';
import { wechatKind } from './kinds/wechat-fields.tsx';
import { wechatyKind } from './kinds/wechaty-fields.tsx';
import { FormEnd } from '../form-end.tsx';
import * as words from './words.ts';

export type Values = Readonly<Record<string, unknown>>;

/** What one channel's accounts ask. A form's values are its settings but for the ones that `bodyOf` takes out as secrets. */
export interface AccountKind {
  readonly usual: Values;
  readonly Fields: (props: { isNew: boolean; values: Values }) => React.ReactNode;
  /** From an account's settings to the values of the form. */
  readonly valuesOf: (settings: Values) => Values;
  readonly bodyOf: (
    values: Values,
    name: string,
    isNew: boolean,
  ) => { settings: Record<string, unknown>; secrets?: Record<string, unknown> };
}

const kinds: Readonly<Record<MessageChannelName, AccountKind>> = {
  mail: mailKind,
  sms: smsKind,
  wechat: wechatKind,
  wechaty: wechatyKind,
  web: webKind,
  fax: faxKind,
};
const names = Object.keys(kinds) as MessageChannelName[];

interface Common {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
}

/** Where messages come in and go out. Passwords go one way. */
export function AccountForm({ account, onDone }: { account: AccountView | undefined; onDone: () => void }) {
  const say = useWords(words);
  const label = useLabel();
  const [kind, setKind] = useState<MessageChannelName>(account?.kind ?? 'mail');
  return (
    <aside className="split-form" aria-label={account?.name ?? say.add}>
      <h2>{account?.name ?? say.add}</h2>
      {account ? null : (
        <div className="field account-kind">
          <label htmlFor="account-kind">{say.kind}</label>
          <Select
            id="account-kind"
            value={kind}
            onChange={setKind}
            options={names.map((value) => ({ value, label: label(messageChannels[value]) }))}
          />
        </div>
      )}
      <KindForm key={kind} kind={kind} account={account} onDone={onDone} />
    </aside>
  );
}

function KindForm({ kind, account, onDone }: { kind: MessageChannelName; account: AccountView | undefined; onDone: () => void }) {
  const say = useWords(words);
  const put = useDeed(accounts.put, [accounts.list]);
  const { usual, Fields, valuesOf, bodyOf } = kinds[kind];
  const [form] = Form.useForm<Common & Values>();
  const values = Form.useWatch([], form) as Values | undefined;
  const save = ({ id, name, active, ...rest }: Common & Values): void =>
    put.mutate({ params: { id: account?.id ?? id }, body: { kind, name, active, ...bodyOf(rest, name, !account) } }, { onSuccess: onDone });
  const start = account
    ? { ...usual, ...valuesOf(account.settings), name: account.name, active: account.active }
    : { active: true, ...usual };
  const needed = [{ required: true, message: say.needed }];
  return (
    <Form<Common & Values> form={form} layout="vertical" initialValues={start} onFinish={save} requiredMark={false}>
      {account ? null : <CodeField kind={kind} />}
      <Form.Item name="name" label={say.name} extra={kind === 'mail' ? say.nameHint : undefined} rules={needed}>
        <Input maxLength={60} />
      </Form.Item>
      <Fields isNew={!account} values={values ?? start} />
      <Form.Item name="quietMinutes" label={say.quietMinutes} rules={needed}>
        <InputNumber min={0} max={10_080} precision={0} />
      </Form.Item>
      <Form.Item name="active" valuePropName="checked">
        <Checkbox>{say.active}</Checkbox>
      </Form.Item>
      <FormEnd error={put.error} pending={put.isPending} save={say.save} leave={say.leave} onLeave={onDone} />
    </Form>
  );
}

function CodeField({ kind }: { kind: MessageChannelName }) {
  const say = useWords(words);
  const rules = [
    { required: true, message: say.needed },
    { pattern: /^[a-z][a-z0-9-]{1,39}$/, message: say.codeHint },
  ];
  return (
    <Form.Item name="id" label={say.code} extra={say.codeHint} rules={rules}>
      <Input maxLength={40} autoComplete="off" placeholder={`${kind}-main`} />
    </Form.Item>
  );
}
