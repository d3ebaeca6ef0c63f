import { CloseOutlined, ExclamationCircleFilled } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { refusalText } from './ask.ts';
import { useLanguage, useWords } from './settings.ts';
import * as words from './words.ts';

/** What happened in her words, what is safe, the request id, and a way on. */
export function ProblemNotice({ error, again, close }: { error: unknown; again?: () => void; close?: () => void }) {
  const say = useWords(words);
  const { text, requestId } = refusalText(error, useLanguage());
  return (
    <div className="problem" role="alert">
      <ExclamationCircleFilled aria-hidden />
      <div className="problem-text">
        <strong>{text || say.broken}</strong>
        {text ? null : <span>{say.brokenSafe}</span>}
        {requestId ? (
          <small>
            {say.requestId} {requestId}
          </small>
        ) : null}
      </div>
      {again ? (
        <Button size="small" onClick={again}>
          {say.again}
        </Button>
      ) : null}
      {close ? <Button size="small" type="text" icon={<CloseOutlined />} aria-label={say.close} onClick={close} /> : null}
    </div>
  );
}

/** The shape of what is coming, after 300 ms: what comes faster never flickers. */
export function Loading({ rows = 3 }: { rows?: number }) {
  const [late, setLate] = useState(false);
  const say = useWords(words);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true" aria-label={say.loading} role="status" className="loading">
      {late ? <Skeleton active={false} title={false} paragraph={{ rows }} /> : null}
    </div>
  );
}

/** One sentence why, and perhaps one action. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action}
    </div>
  );
}
