import { Form, Input, InputNumber, Select } from 'antd';
import { useWords } from '../../../desk-kit/settings.ts';
import * as words from '../words.ts';

type Name = string | string[];

/** One line of text that an account needs, or may have. */
export function Line({
  name,
  label,
  optional,
  most = 200,
  extra,
}: {
  name: Name;
  label: string;
  optional?: boolean;
  most?: number;
  extra?: string;
}) {
  const say = useWords(words);
  return (
    <Form.Item name={name} label={label} extra={extra} rules={optional ? [] : [{ required: true, message: say.needed }]}>
      <Input maxLength={most} autoComplete="off" />
    </Form.Item>
  );
}

export function Count({ name, label, least, most, extra }: { name: Name; label: string; least: number; most: number; extra?: string }) {
  const say = useWords(words);
  return (
    <Form.Item name={name} label={label} extra={extra} rules={[{ required: true, message: say.needed }]}>
      <InputNumber min={least} max={most} precision={0} />
    </Form.Item>
  );
}

export function Choice({ name, label, options }: { name: Name; label: string; options: Readonly<Record<string, string>> }) {
  const say = useWords(words);
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: say.needed }]}>
      <Select options={Object.entries(options).map(([value, text]) => ({ value, label: text }))} />
    </Form.Item>
  );
}

/** Written and never read: an account that has one keeps it when nothing is typed. */
export function Secret({
  name,
  label,
  isNew,
  optional,
  extra,
}: {
  name: string;
  label: string;
  isNew: boolean;
  optional?: boolean;
  extra?: string;
}) {
  const say = useWords(words);
  const kept = isNew ? extra : [say.secretKept, extra].filter(Boolean).join(' ');
  return (
    <Form.Item name={name} label={label} extra={kept} rules={isNew && !optional ? [{ required: true, message: say.needed }] : []}>
      <Input type="password" maxLength={500} autoComplete="new-password" />
    </Form.Item>
  );
}
