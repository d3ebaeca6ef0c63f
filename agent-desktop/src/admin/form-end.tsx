import { Button } from 'antd';
import { ProblemNotice } from '../desk-kit/notices.tsx';

interface Given {
  readonly error: Error | null;
  readonly pending: boolean;
  readonly save: string;
  readonly leave: string;
  readonly disabled?: boolean;
  readonly onLeave: () => void;
}

/** How a form beside a list ends: what was refused, save, leave. */
export function FormEnd({ error, pending, save, leave, disabled, onLeave }: Given) {
  return (
    <>
      {error ? <ProblemNotice error={error} /> : null}
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={disabled ?? false} loading={pending}>
          {save}
        </Button>
        <Button onClick={onLeave}>{leave}</Button>
      </div>
    </>
  );
}
