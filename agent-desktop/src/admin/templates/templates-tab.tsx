import { fill } from '@hotline/browser-kit';
import { shortShape, TEMPLATE_LENGTH, templateFields, templates, type TemplateView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { asking, useDeed } from '../../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../../desk-kit/notices.tsx';
import { useWords } from '../../desk-kit/settings.ts';
import { useMay } from '../../frame/use-may.ts';
import { FormEnd } from '../form-end.tsx';
import * as words from './words.ts';

/** Words for answers that are given often. */
export function TemplatesTab() {
  const say = useWords(words);
  const may = useMay('account.write');
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, refetch } = useQuery(asking(templates.list, {}));
  const template = data?.items.find(({ id }) => id === chosen);
  return (
    <div className="split">
      <div className="split-list">
        {error ? <ProblemNotice error={error} again={() => void refetch()} /> : null}
        {!data && !error ? <Loading rows={4} /> : null}
        {may ? (
          <p>
            <Button onClick={() => setChosen('')}>{say.add}</Button>
          </p>
        ) : null}
        {data?.items.length === 0 ? <Empty>{say.none}</Empty> : null}
        {data?.items.map(({ id, name, text, active }) => (
          <section className="queue-card" key={id} data-template={id}>
            <div className="row">
              <h2>{name}</h2>
              <span className="quiet">{active ? id : `${id} · ${say.off}`}</span>
              {may ? (
                <Button size="small" onClick={() => setChosen(id)} aria-label={`${say.edit} ${name}`}>
                  {say.edit}
                </Button>
              ) : null}
            </div>
            <p className="long-text">{text}</p>
          </section>
        ))}
      </div>
      {may && (template || chosen === '') ? (
        <TemplateForm key={template ? `${template.id}.${template.version}` : 'new'} template={template} onDone={() => setChosen(null)} />
      ) : null}
    </div>
  );
}

type Fields = Pick<TemplateView, 'id' | 'name' | 'text' | 'active'>;

function TemplateForm({ template, onDone }: { template: TemplateView | undefined; onDone: () => void }) {
  const say = useWords(words);
  const put = useDeed(templates.put, [templates.list, templates.filled]);
  const [form] = Form.useForm<Fields>();
  const { characters, parts } = shortShape(Form.useWatch('text', form) ?? template?.text ?? '', 0);
  const save = ({ id, ...body }: Fields): void => put.mutate({ params: { id: template?.id ?? id }, body }, { onSuccess: onDone });
  const needed = { required: true, message: say.needed };
  const names = Object.keys(templateFields).map((name) => `{${name}}`);
  return (
    <aside className="split-form" aria-label={template?.name ?? say.add}>
      <h2>{template?.name ?? say.add}</h2>
      <Form<Fields> form={form} layout="vertical" initialValues={template ?? { active: true }} onFinish={save} requiredMark={false}>
        {template ? null : (
          <Form.Item
            name="id"
            label={say.code}
            extra={say.codeHint}
            rules={[needed, { pattern: /^[a-z][a-z0-9-]{1,39}$/, message: say.codeHint }]}
          >
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item name="name" label={say.name} rules={[needed]}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="text"
          label={say.text}
          extra={
            <>
              {fill(say.shape, { n: characters, parts })}
              <br />
              {fill(say.fields, { fields: names.join(' ') })}
            </>
          }
          rules={[needed]}
        >
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} maxLength={TEMPLATE_LENGTH} />
        </Form.Item>
        <Form.Item name="active" valuePropName="checked">
          <Checkbox>{say.active}</Checkbox>
        </Form.Item>
        <FormEnd error={put.error} pending={put.isPending} save={say.save} leave={say.leave} onLeave={onDone} />
      </Form>
    </aside>
  );
}
