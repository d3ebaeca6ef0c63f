import { type Role, roleNames, roles, staff, type StaffView, units } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, Select } from 'antd';
import { asking, useDeed } from '../desk-kit/ask.ts';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { PasswordForm } from './password-form.tsx';
import { FormEnd } from './form-end.tsx';
import * as words from './words.ts';

interface Fields {
  readonly account: string;
  readonly password: string;
  readonly name: string;
  readonly number?: string;
  readonly unit: string;
  readonly roles: Role[];
  readonly active: boolean;
}

/** Add or change one person, beside the list. */
export function PersonForm({ person, onDone }: { person: StaffView | null; onDone: () => void }) {
  const say = useWords(words);
  const add = useDeed(staff.add, [staff.list]);
  const change = useDeed(staff.change, [staff.list]);
  const error = add.error ?? change.error;
  const save = ({ account, password, ...rest }: Fields): void => {
    const body = { ...rest, number: rest.number?.trim() ? rest.number.trim() : null };
    if (person) change.mutate({ params: { account: person.account }, ifMatch: person.version, body }, { onSuccess: onDone });
    else add.mutate({ body: { ...body, account: account.trim(), password } }, { onSuccess: onDone });
  };
  const start = person ? { ...person, number: person.number ?? '' } : { active: true, roles: ['agent'] };
  return (
    <aside className="split-form" aria-label={person ? person.name : say.addPerson}>
      <h2>{person ? `${person.name} · ${person.account}` : say.addPerson}</h2>
      <Form<Fields> layout="vertical" initialValues={start} onFinish={save} requiredMark={false}>
        <PersonFields isNew={person === null} />
        <FormEnd
          error={error}
          pending={add.isPending || change.isPending}
          save={person ? say.save : say.add}
          leave={say.leave}
          onLeave={onDone}
        />
      </Form>
      {person ? <PasswordForm account={person.account} /> : null}
    </aside>
  );
}

function PersonFields({ isNew }: { isNew: boolean }) {
  const say = useWords(words);
  const label = useLabel();
  const tree = useQuery(asking(units.list, {})).data?.items ?? [];
  return (
    <>
      {isNew ? (
        <>
          <Form.Item
            name="account"
            label={say.account}
            extra={say.accountHelp}
            rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{1,31}$/, message: say.accountHelp }]}
          >
            <Input autoComplete="off" />
          </Form.Item>
          <Form.Item
            name="password"
            label={say.password}
            extra={say.passwordHelp}
            rules={[{ required: true, min: 12, message: say.passwordHelp }]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        </>
      ) : null}
      <Form.Item name="name" label={say.name} rules={[{ required: true, whitespace: true, message: say.name }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="number" label={say.number} extra={say.numberHelp} rules={[{ pattern: /^\d{3,6}$/, message: say.numberHelp }]}>
        <Input inputMode="numeric" />
      </Form.Item>
      <Form.Item name="unit" label={say.unit} rules={[{ required: true, message: say.unit }]}>
        <Select showSearch={{ optionFilterProp: 'label' }} options={tree.map(({ code, name }) => ({ value: code, label: name }))} />
      </Form.Item>
      <Form.Item name="roles" label={say.roles} rules={[{ required: true, message: say.roles }]}>
        <Checkbox.Group className="roles" options={roleNames.map((role) => ({ value: role, label: label(roles[role]) }))} />
      </Form.Item>
      <Form.Item name="active" valuePropName="checked">
        <Checkbox>{say.active}</Checkbox>
      </Form.Item>
    </>
  );
}
