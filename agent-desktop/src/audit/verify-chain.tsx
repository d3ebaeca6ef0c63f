import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { fill } from '@hotline/browser-kit';
import { audit } from '@hotline/contracts';
import { Button } from 'antd';
import { useDeed } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';

export function VerifyChain() {
  const say = useWords(words);
  const verify = useDeed(audit.verify, []);
  const { data } = verify;
  return (
    <div className="row toolbar">
      <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate({})}>
        {verify.isPending ? say.verifying : say.verify}
      </Button>
      <span role="status" className="row">
        {data?.ok ? (
          <>
            <CheckCircleFilled aria-hidden style={{ color: 'var(--green)' }} />{' '}
            {fill(say.whole, { sealed: data.sealed, unsealed: data.unsealed })}
          </>
        ) : null}
        {data && !data.ok ? (
          <>
            <CloseCircleFilled aria-hidden style={{ color: 'var(--red)' }} /> {fill(say.broken, { n: data.broken.length })}:{' '}
            {data.broken
              .slice(0, 10)
              .map(({ table, id }) => `${table} ${id}`)
              .join(', ')}
          </>
        ) : null}
      </span>
      {verify.error ? <ProblemNotice error={verify.error} /> : null}
    </div>
  );
}
