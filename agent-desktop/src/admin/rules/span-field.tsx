import { type LimitRule } from '@hotline/contracts';
import { Form, InputNumber, Select } from 'antd';
import { useLabel, useWords } from '../../desk-kit/settings.ts';
import { spanUnits } from './readable.ts';
import * as words from './words.ts';

type Span = LimitRule['sign'];

/** How long: a number and its unit. */
export function SpanField({ name, label, optional = false }: { name: (string | number)[]; label: string; optional?: boolean }) {
  const say = useWords(words);
  const whole = (_: unknown, span: Partial<Span> | undefined): Promise<void> =>
    (optional && span === undefined) || (span?.amount && span.unit) ? Promise.resolve() : Promise.reject(new Error(say.spanHelp));
  return (
    <Form.Item name={name} label={label} rules={[{ validator: whole }]}>
      <SpanInput label={label} optional={optional} />
    </Form.Item>
  );
}

interface Given {
  readonly label: string;
  readonly optional: boolean;
  /** From Form.Item. */
  readonly id?: string;
  readonly value?: Span;
  readonly onChange?: (span: Span | undefined) => void;
}

function SpanInput({ label, optional, id, value, onChange }: Given) {
  const say = useWords(words);
  const unitLabel = useLabel();
  const put = (more: Partial<Span>): void => onChange?.({ amount: value?.amount ?? 1, unit: value?.unit ?? 'workday', ...more });
  return (
    <div className="span-input">
      <InputNumber
        {...(id ? { id } : {})}
        min={1}
        max={400}
        precision={0}
        value={value?.amount ?? null}
        placeholder={optional ? say.noLimit : ''}
        onChange={(amount) => (amount === null ? onChange?.(undefined) : put({ amount }))}
      />
      <Select<Span['unit']>
        aria-label={`${label} ${say.unit}`}
        value={value?.unit ?? 'workday'}
        disabled={value === undefined}
        onChange={(unit) => put({ unit })}
        options={(Object.keys(spanUnits) as Span['unit'][]).map((unit) => ({ value: unit, label: unitLabel(spanUnits[unit]) }))}
      />
    </div>
  );
}
