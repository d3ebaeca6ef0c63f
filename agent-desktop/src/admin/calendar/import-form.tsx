import { CheckCircleFilled, UploadOutlined } from '@ant-design/icons';
import { fill } from '@hotline/browser-kit';
import { calendar, Refusal } from '@hotline/contracts';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useDeed } from '../../desk-kit/ask.ts';
import { ProblemNotice } from '../../desk-kit/notices.tsx';
import { useWords } from '../../desk-kit/settings.ts';
import { type ReadFile, readFile } from './read-file.ts';
import * as words from './words.ts';

/** Publishes a year from a file in holiday-cn's form; says how many running clocks were counted anew. */
export function ImportForm() {
  const say = useWords(words);
  const sourceId = useId();
  const [read, setRead] = useState<ReadFile | null>(null);
  const [name, setName] = useState<string | null>(null);
  const [source, setSource] = useState('');
  const publish = useDeed(calendar.import, [calendar.list]);
  const take = async (file: File | undefined): Promise<void> => {
    publish.reset();
    setName(file?.name ?? null);
    setRead(file ? readFile(await file.text()) : null);
  };
  const fit = read !== null && 'year' in read ? read : null;
  const save = (): void => {
    if (fit) publish.mutate({ params: { year: String(fit.year) }, body: { source: source.trim(), file: fit.file } });
  };
  const wrong = publish.error instanceof Refusal ? (publish.error.problem.errors ?? []) : [];
  return (
    <aside className="split-form" aria-label={say.import}>
      <h2>{say.import}</h2>
      <form
        className="import-form"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <FileField name={name} read={read} onTake={(file) => void take(file)} />
        <label htmlFor={sourceId}>{say.source}</label>
        <Input id={sourceId} value={source} maxLength={200} onChange={({ target }) => setSource(target.value)} />
        <small className="quiet">{say.sourceHelp}</small>
        {publish.error && wrong.length === 0 ? <ProblemNotice error={publish.error} /> : null}
        {wrong.length > 0 ? <Mistakes mistakes={wrong} /> : null}
        {publish.data ? (
          <p role="status" className="done">
            <CheckCircleFilled aria-hidden /> {fill(say.done, { year: publish.data.year, n: publish.data.recomputed })}
          </p>
        ) : null}
        <Button type="primary" htmlType="submit" disabled={!fit || source.trim().length < 2} loading={publish.isPending}>
          {fit ? fill(say.publish, { year: fit.year }) : say.publishNone}
        </Button>
      </form>
    </aside>
  );
}

interface FileGiven {
  readonly name: string | null;
  readonly read: ReadFile | null;
  readonly onTake: (file: File | undefined) => void;
}

/** The file, and what can be told of it before it is sent. */
function FileField({ name, read, onTake }: FileGiven) {
  const say = useWords(words);
  const fileId = useId();
  return (
    <>
      <span>{say.file}</span>
      <input
        id={fileId}
        className="visually-hidden file-input"
        type="file"
        accept=".json,application/json"
        aria-describedby={`${fileId}-help`}
        onChange={({ target }) => onTake(target.files?.[0])}
      />
      <label htmlFor={fileId} className="file-button">
        <UploadOutlined aria-hidden /> {name ?? say.choose}
      </label>
      <small id={`${fileId}-help`} className="quiet">
        {say.fileHelp}
      </small>
      {read && 'problem' in read ? (
        <p className="field-problem" role="alert">
          {say[read.problem]}
        </p>
      ) : null}
      {read && 'year' in read ? <p role="status">{fill(say.readAs, { year: read.year, off: read.off, makeUp: read.makeUp })}</p> : null}
    </>
  );
}

/** What the server found wrong, line by line. */
function Mistakes({ mistakes }: { mistakes: readonly { path: string; message: string }[] }) {
  const say = useWords(words);
  return (
    <div className="problem" role="alert">
      <strong>{say.unfit}</strong>
      <ul>
        {mistakes.map(({ path, message }) => (
          <li key={path}>
            <code>{path.replace(/^body\.file\.?/, '')}</code> {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
