import { staff } from '@hotline/contracts';
import { Button, Form, Input } from 'antd';
import { useDeed } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';

export function PasswordForm({ account }: { account: string }) {
  const say = useWords(words);
  const [form] = Form.useForm<{ password: string }>();
  const set = useDeed(staff.setPassword, [staff.list]);
  const save = ({ password }: { password: string }): void =>
    set.mutate({ params: { account }, body: { password } }, { onSuccess: () => form.resetFields() });
  return (
    <Form form={form} layout="vertical" onFinish={save} requiredMark={false} className="password-form">
      <Form.Item
        name="password"
        label={say.newPassword}
        extra={set.isSuccess ? say.passwordSet : say.passwordHelp}
        rules={[{ required: true, min: 12, message: say.passwordHelp }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {set.error ? <ProblemNotice error={set.error} /> : null}
      <Button htmlType="submit" loading={set.isPending}>
        {say.setPassword}
      </Button>
    </Form>
  );
}
