import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { fill } from '@hotline/browser-kit';
import { categories, channels, type LimitRule, rules, type RuleSetView, ticketTypes, urgencies } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { asking, useDeed } from '../../desk-kit/ask.ts';
import { useLabel, useWords } from '../../desk-kit/settings.ts';
import { pathOf } from '../../ticket/names.ts';
import { cleanRule, isDefault } from './readable.ts';
import { SpanField } from './span-field.tsx';
import { FormEnd } from '../form-end.tsx';
import * as words from './words.ts';

interface Fields {
  readonly name: string;
  readonly source: string;
  readonly from: string;
  readonly dayEndsAtHour: number;
  readonly rules: LimitRule[];
}

/** A new version made from an old one, row by row. Tickets that exist keep the version that they were filed under. */
export default function RulesForm({ base, onDone }: { base: RuleSetView; onDone: () => void }) {
  const say = useWords(words);
  const add = useDeed(rules.add, [rules.list]);
  const [form] = Form.useForm<Fields>();
  const rows = Form.useWatch('rules', form) ?? base.rules;
  const save = (typed: Fields): void => add.mutate({ body: { ...typed, rules: typed.rules.map(cleanRule) } }, { onSuccess: onDone });
  const start: Partial<Fields> = { name: base.name, source: base.source, dayEndsAtHour: base.dayEndsAtHour, rules: base.rules };
  const hasDefault = rows.some((rule) => isDefault(rule));
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      initialValues={start}
      onFinish={save}
      requiredMark={false}
      className="rules-form"
      scrollToFirstError
    >
      <h2>{fill(say.newFrom, { n: base.version })}</h2>
      <RulesHead />
      <p className="quiet form-note">{say.precedence}</p>
      <Form.List name="rules">
        {(fields, { add: append, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <RuleRow key={key} at={name} last={fields.length === 1} onRemove={() => remove(name)} />
            ))}
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => append(base.rules.at(-1), 0)}>
              {say.addRow}
            </Button>
          </>
        )}
      </Form.List>
      {hasDefault ? null : (
        <p className="field-problem" role="alert">
          {say.noDefault}
        </p>
      )}
      <FormEnd error={add.error} pending={add.isPending} disabled={!hasDefault} save={say.publish} leave={say.leave} onLeave={onDone} />
    </Form>
  );
}

/** What the version is called, what it rests on, and from when it holds. */
function RulesHead() {
  const say = useWords(words);
  return (
    <div className="rules-head">
      <Form.Item name="name" label={say.name} rules={[{ required: true, min: 2, whitespace: true, message: say.nameHelp }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="source" label={say.source} rules={[{ required: true, whitespace: true, message: say.sourceHelp }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="from" label={say.fromDay} extra={say.fromHelp} rules={[{ required: true, message: say.fromMissing }]}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="dayEndsAtHour" label={say.dayEndsLabel} rules={[{ required: true, message: say.dayEndsLabel }]}>
        <InputNumber min={12} max={24} precision={0} suffix={say.oClock} />
      </Form.Item>
    </div>
  );
}

interface RowGiven {
  readonly at: number;
  readonly last: boolean;
  readonly onRemove: () => void;
}

function RuleRow({ at, last, onRemove }: RowGiven) {
  const say = useWords(words);
  return (
    <fieldset className="rule-row">
      <legend>{fill(say.row, { n: at + 1 })}</legend>
      <Conditions at={at} />
      <div className="rule-spans">
        <SpanField name={[at, 'dispatch']} label={say.dispatch} />
        <SpanField name={[at, 'sign']} label={say.sign} />
        <SpanField name={[at, 'contact']} label={say.contact} optional />
        <SpanField name={[at, 'handle']} label={say.handle} />
        <SpanField name={[at, 'extensionCap']} label={say.extensionCap} />
        <Form.Item name={[at, 'graceHours']} label={say.grace} rules={[{ required: true, message: say.graceHelp }]}>
          <InputNumber min={0} max={72} precision={0} suffix={say.hour} />
        </Form.Item>
      </div>
      <div className="row">
        <Button size="small" type="text" icon={<DeleteOutlined aria-hidden />} disabled={last} onClick={onRemove}>
          {say.removeRow}
        </Button>
      </div>
    </fieldset>
  );
}

/** When the row holds; of those that fit a ticket the one with the narrower conditions decides (ticketing/src/deadlines/rules.ts). */
function Conditions({ at }: { at: number }) {
  const say = useWords(words);
  const label = useLabel();
  const all = useQuery(asking(categories.list, {})).data?.items ?? [];
  const options = (table: Readonly<Record<string, { zh: string; en: string }>>) =>
    Object.entries(table).map(([value, row]) => ({ value, label: label(row) }));
  const fields = [
    ['type', say.type, options(ticketTypes)],
    ['urgency', say.urgency, options(urgencies)],
    ['category', say.category, all.map(({ code }) => ({ value: code, label: pathOf(all, code).join(' › ') }))],
    ['channel', say.channel, options(channels)],
  ] as const;
  return (
    <div className="rule-conditions">
      {fields.map(([name, title, choices]) => (
        <Form.Item key={name} name={[at, name]} label={title}>
          <Select mode="multiple" allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={say.any} options={[...choices]} />
        </Form.Item>
      ))}
      <Form.Item name={[at, 'region']} label={say.region}>
        <Select mode="tags" allowClear placeholder={say.any} tokenSeparators={[',', '、', ' ']} open={false} suffixIcon={null} />
      </Form.Item>
    </div>
  );
}
