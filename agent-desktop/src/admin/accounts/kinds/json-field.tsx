import { Form, Input } from 'antd';
import { useWords } from '../../../desk-kit/settings.ts';
import * as words from '../words.ts';

export const shownJson = (value: unknown): string => JSON.stringify(value, null, 2);

const read = (text: unknown): unknown => {
  try {
    return JSON.parse(String(text)) as unknown;
  } catch {
    return undefined;
  }
};
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** What was typed; nothing where it is no JSON, which the form says. */
export const readJson = (text: unknown): Record<string, unknown> => {
  const value = read(text);
  return isObject(value) ? value : {};
};

/** Settings that are data of the peer's own shape. */
export function JsonField({ name, label, hint }: { name: string; label: string; hint: string }) {
  const say = useWords(words);
  const validator = (_: unknown, text: unknown) => (isObject(read(text)) ? Promise.resolve() : Promise.reject(new Error(say.notJson)));
  return (
    <Form.Item name={name} label={label} extra={hint} rules={[{ validator }]}>
      <Input.TextArea autoSize={{ minRows: 4, maxRows: 24 }} maxLength={15_000} spellCheck={false} className="account-data" />
    </Form.Item>
  );
}
