import { categories, type CategoryView } from '@hotline/contracts';
import { Checkbox, Form, Input, Select } from 'antd';
import { useDeed } from '../../desk-kit/ask.ts';
import { useWords } from '../../desk-kit/settings.ts';
import { pathOf } from '../../ticket/names.ts';
import { FormEnd } from '../form-end.tsx';
import * as words from './words.ts';

interface Fields {
  readonly code: string;
  readonly name: string;
  readonly parent?: string | null;
  readonly active: boolean;
}
interface Given {
  readonly category: CategoryView | null;
  readonly below: string | null;
  readonly all: readonly CategoryView[];
  readonly onDone: () => void;
}

/** Adds a category, renames or withdraws one. A withdrawn one stays with the tickets that have it. */
export function CategoryForm({ category, below, all, onDone }: Given) {
  const say = useWords(words);
  const add = useDeed(categories.add, [categories.list]);
  const change = useDeed(categories.change, [categories.list]);
  const error = add.error ?? change.error;
  const save = ({ code, name, parent, active }: Fields): void => {
    if (category)
      change.mutate(
        { params: { code: category.code }, ifMatch: category.version, body: { name: name.trim(), active } },
        { onSuccess: onDone },
      );
    else add.mutate({ body: { code: code.trim(), name: name.trim(), parent: parent ?? null } }, { onSuccess: onDone });
  };
  const start = category ? { name: category.name, active: category.active } : { parent: below, active: true };
  return (
    <aside className="split-form" aria-label={category?.name ?? say.add}>
      <h2>{category ? `${category.name} · ${category.code}` : say.add}</h2>
      <Form<Fields> layout="vertical" initialValues={start} onFinish={save} requiredMark={false}>
        {category ? (
          <p className="quiet form-note">{pathOf(all, category.code).join(' › ')}</p>
        ) : (
          <>
            <Form.Item
              name="code"
              label={say.code}
              extra={say.codeHelp}
              rules={[{ required: true, pattern: /^[a-z0-9-]{1,40}$/, message: say.codeHelp }]}
            >
              <Input autoComplete="off" />
            </Form.Item>
            <Form.Item name="parent" label={say.parent}>
              <Select
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={say.noParent}
                options={all.filter(({ active }) => active).map(({ code }) => ({ value: code, label: pathOf(all, code).join(' › ') }))}
              />
            </Form.Item>
          </>
        )}
        <Form.Item name="name" label={say.name} rules={[{ required: true, whitespace: true, message: say.nameHelp }]}>
          <Input maxLength={40} />
        </Form.Item>
        {category ? (
          <Form.Item name="active" valuePropName="checked" extra={say.activeHelp}>
            <Checkbox>{say.active}</Checkbox>
          </Form.Item>
        ) : null}
        <FormEnd
          error={error}
          pending={add.isPending || change.isPending}
          save={category ? say.save : say.add}
          leave={say.leave}
          onLeave={onDone}
        />
      </Form>
    </aside>
  );
}
