import { roles, staff, type StaffView, units } from '@hotline/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { asking } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import { PersonForm } from './person-form.tsx';
import { useMay } from '../frame/use-may.ts';
import * as words from './words.ts';

export function PeopleTab() {
  const say = useWords(words);
  const may = useMay('staff.write');
  const [q, setQ] = useState('');
  const [after, setAfter] = useState<string | undefined>();
  const [open, setOpen] = useState<StaffView | 'new' | null>(null);
  const query = { limit: 50, ...(q.trim() ? { q: q.trim() } : {}), ...(after ? { after } : {}) };
  const { data, error, refetch } = useQuery({ ...asking(staff.list, { query }), placeholderData: keepPreviousData });
  const find = (text: string): void => {
    setQ(text);
    setAfter(undefined);
  };
  return (
    <div className="split">
      <div className="split-list">
        <div className="row toolbar">
          <Input.Search
            allowClear
            placeholder={say.find}
            aria-label={say.find}
            onSearch={find}
            onChange={({ target }) => target.value === '' && find('')}
          />
          {may ? (
            <Button type="primary" onClick={() => setOpen('new')}>
              {say.addPerson}
            </Button>
          ) : null}
        </div>
        {error ? <ProblemNotice error={error} again={() => void refetch()} /> : null}
        {!data && !error ? <Loading rows={8} /> : null}
        {data?.items.length === 0 ? <Empty>{say.none}</Empty> : null}
        {data && data.items.length > 0 ? <PeopleTable items={data.items} onEdit={may ? setOpen : undefined} /> : null}
        <div className="row toolbar">
          {after ? <Button onClick={() => setAfter(undefined)}>{say.first}</Button> : null}
          {data?.next ? <Button onClick={() => setAfter(data.next ?? undefined)}>{say.more}</Button> : null}
        </div>
      </div>
      {open ? (
        <PersonForm
          key={open === 'new' ? 'new' : `${open.account}.${open.version}`}
          person={open === 'new' ? null : open}
          onDone={() => setOpen(null)}
        />
      ) : null}
    </div>
  );
}

function PeopleTable({ items, onEdit }: { items: readonly StaffView[]; onEdit: ((person: StaffView) => void) | undefined }) {
  const say = useWords(words);
  const label = useLabel();
  const tree = useQuery(asking(units.list, {})).data?.items ?? [];
  const unitName = (code: string): string => tree.find((unit) => unit.code === code)?.name ?? code;
  const heads = [say.name, say.account, say.number, say.unit, say.roles, say.state, ...(onEdit ? [say.deeds] : [])];
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={say.people}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((person) => (
            <tr key={person.account}>
              <td>{person.name}</td>
              <td>{person.account}</td>
              <td>{person.number ?? '–'}</td>
              <td>{unitName(person.unit)}</td>
              <td>{person.roles.map((role) => label(roles[role])).join(' / ')}</td>
              <td>
                {person.lockedUntil ? (
                  <>
                    {say.locked} <When at={person.lockedUntil} />
                  </>
                ) : person.active ? (
                  say.active
                ) : (
                  say.inactive
                )}
              </td>
              {onEdit ? (
                <td>
                  <Button size="small" onClick={() => onEdit(person)} aria-label={`${say.edit} ${person.name}`}>
                    {say.edit}
                  </Button>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
