import { units, type UnitView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select, Tree } from 'antd';
import { useState } from 'react';
import { asking, useDeed } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { useMay } from './use-may.ts';
import * as words from './words.ts';

interface Branch {
  readonly key: string;
  readonly title: string;
  readonly children: Branch[];
}
const branches = (items: readonly UnitView[], parent: string | null): Branch[] =>
  items.filter((unit) => unit.parent === parent).map(({ code, name }) => ({ key: code, title: name, children: branches(items, code) }));

export function UnitsTab() {
  const say = useWords(words);
  const may = useMay('unit.write');
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, refetch } = useQuery(asking(units.list, {}));
  const unit = data?.items.find(({ code }) => code === chosen) ?? null;
  return (
    <div className="split">
      <div className="split-list">
        {may ? (
          <div className="row toolbar">
            <Button type="primary" onClick={() => setChosen('')}>
              {say.addUnit}
            </Button>
          </div>
        ) : null}
        {error ? <ProblemNotice error={error} again={() => void refetch()} /> : null}
        {!data && !error ? <Loading rows={8} /> : null}
        {data?.items.length === 0 ? <Empty>{say.noUnits}</Empty> : null}
        {data && data.items.length > 0 ? (
          <Tree
            defaultExpandAll
            blockNode
            treeData={branches(data.items, null)}
            selectedKeys={chosen ? [chosen] : []}
            onSelect={([key]) => setChosen(key === undefined ? null : String(key))}
            aria-label={say.units}
          />
        ) : null}
      </div>
      {may && data && chosen !== null ? (
        <UnitForm key={unit ? `${unit.code}.${unit.version}` : 'new'} unit={unit} all={data.items} onDone={() => setChosen(null)} />
      ) : null}
    </div>
  );
}

interface Fields {
  readonly code: string;
  readonly name: string;
  readonly parent?: string;
}

function UnitForm({ unit, all, onDone }: { unit: UnitView | null; all: readonly UnitView[]; onDone: () => void }) {
  const say = useWords(words);
  const add = useDeed(units.add, [units.list]);
  const change = useDeed(units.change, [units.list]);
  const error = add.error ?? change.error;
  const save = ({ code, name, parent }: Fields): void => {
    const body = { name, parent: parent ?? null };
    if (unit) change.mutate({ params: { code: unit.code }, ifMatch: unit.version, body }, { onSuccess: onDone });
    else add.mutate({ body: { ...body, code } }, { onSuccess: onDone });
  };
  return (
    <aside className="split-form" aria-label={unit?.name ?? say.addUnit}>
      <h2>{unit ? `${unit.name} · ${unit.code}` : say.addUnit}</h2>
      <Form<Fields>
        layout="vertical"
        initialValues={unit ? { name: unit.name, parent: unit.parent ?? undefined } : {}}
        onFinish={save}
        requiredMark={false}
      >
        {unit ? null : (
          <Form.Item
            name="code"
            label={say.code}
            extra={say.codeHelp}
            rules={[{ required: true, pattern: /^[a-z0-9-]{2,40}$/, message: say.codeHelp }]}
          >
            <Input />
          </Form.Item>
        )}
        <Form.Item name="name" label={say.unitName} rules={[{ required: true, whitespace: true, message: say.unitName }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="parent" label={say.parent}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={say.noParent}
            options={all.filter(({ code }) => code !== unit?.code).map(({ code, name }) => ({ value: code, label: name }))}
          />
        </Form.Item>
        {error ? <ProblemNotice error={error} /> : null}
        <div className="row">
          <Button type="primary" htmlType="submit" loading={add.isPending || change.isPending}>
            {unit ? say.save : say.add}
          </Button>
          <Button onClick={onDone}>{say.leave}</Button>
        </div>
      </Form>
    </aside>
  );
}
