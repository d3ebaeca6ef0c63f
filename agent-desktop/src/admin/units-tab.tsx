import { units, type UnitView } from '@hotline/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, Select, Tree } from 'antd';
import { useState } from 'react';
import { asking, useDeed } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { type Branch, TREE_PX, treeOf } from './tree.ts';
import { useMay } from '../frame/use-may.ts';
import { FormEnd } from './form-end.tsx';
import * as words from './words.ts';

export function UnitsTab() {
  const say = useWords(words);
  const may = useMay('unit.write');
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  // Four thousand units: what was just added is looked up, or nobody would see it.
  const show = (name: string): void => {
    setChosen(null);
    setTyped(name);
    setQ(name);
  };
  const { data, error, refetch } = useQuery(asking(units.list, {}));
  const found = useQuery({ ...asking(units.list, { query: { q } }), enabled: q !== '', placeholderData: keepPreviousData });
  const shown = q === '' ? data?.items : found.data?.items;
  const unit = data?.items.find(({ code }) => code === chosen) ?? null;
  return (
    <div className="split">
      <div className="split-list">
        <div className="row toolbar">
          <Input.Search
            allowClear
            placeholder={say.findUnit}
            aria-label={say.findUnit}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            onSearch={(text) => setQ(text.trim())}
          />
          {may ? (
            <Button type="primary" onClick={() => setChosen('')}>
              {say.addUnit}
            </Button>
          ) : null}
        </div>
        {error ? <ProblemNotice error={error} again={() => void refetch()} /> : null}
        {!data && !error ? <Loading rows={8} /> : null}
        {shown?.length === 0 ? <Empty>{q ? say.noUnitFits : say.noUnits}</Empty> : null}
        {data && shown && shown.length > 0 ? (
          <Units key={q} {...{ shown, all: data.items, chosen, choose: setChosen, open: q !== '' }} />
        ) : null}
      </div>
      {may && data && chosen !== null ? (
        <UnitForm
          key={unit ? `${unit.code}.${unit.version}` : 'new'}
          unit={unit}
          all={data.items}
          onDone={() => setChosen(null)}
          onAdded={show}
        />
      ) : null}
    </div>
  );
}

interface UnitsProps {
  readonly shown: readonly UnitView[];
  readonly all: readonly UnitView[];
  readonly chosen: string | null;
  /** Every branch at once: the finds of a search. */
  readonly open: boolean;
  choose(code: string | null): void;
}

function Units({ shown, all, chosen, open, choose }: UnitsProps) {
  const say = useWords(words);
  return (
    <Tree<Branch<UnitView>>
      height={TREE_PX}
      defaultExpandAll={open}
      defaultExpandedKeys={all.filter(({ level }) => level === 1).map(({ code }) => code)}
      blockNode
      treeData={treeOf(shown, all)}
      titleRender={({ node }) => <UnitTitle unit={node} />}
      selectedKeys={chosen ? [chosen] : []}
      onSelect={([key]) => choose(key === undefined ? null : String(key))}
      aria-label={say.units}
    />
  );
}

function UnitTitle({ unit: { name, level, duties, takesTickets } }: { unit: UnitView }) {
  const say = useWords(words);
  const levels = [say.level1, say.level2, say.level3, say.level4];
  return (
    <span className="tree-title">
      {name}{' '}
      <small className="quiet">
        {[levels[level - 1], ...(takesTickets ? [] : [say.takesNone]), ...(duties.length > 0 ? [duties.join('、')] : [])].join(' · ')}
      </small>
    </span>
  );
}

interface Fields {
  readonly code: string;
  readonly name: string;
  readonly parent?: string;
  readonly duties: string[];
  readonly takesTickets: boolean;
}

interface UnitFormProps {
  readonly unit: UnitView | null;
  readonly all: readonly UnitView[];
  onDone(): void;
  onAdded(name: string): void;
}

function UnitForm({ unit, all, onDone, onAdded }: UnitFormProps) {
  const say = useWords(words);
  const add = useDeed(units.add, [units.list]);
  const change = useDeed(units.change, [units.list]);
  const error = add.error ?? change.error;
  const save = ({ code, name, parent, duties, takesTickets }: Fields): void => {
    const body = { name, parent: parent ?? null, duties: duties.map((duty) => duty.trim()).filter(Boolean), takesTickets };
    if (unit) change.mutate({ params: { code: unit.code }, ifMatch: unit.version, body }, { onSuccess: onDone });
    else add.mutate({ body: { ...body, code } }, { onSuccess: () => onAdded(name) });
  };
  return (
    <aside className="split-form" aria-label={unit?.name ?? say.addUnit}>
      <h2>{unit ? `${unit.name} · ${unit.code}` : say.addUnit}</h2>
      <Form<Fields>
        layout="vertical"
        initialValues={
          unit
            ? { name: unit.name, parent: unit.parent ?? undefined, duties: unit.duties, takesTickets: unit.takesTickets }
            : { duties: [], takesTickets: true }
        }
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
        <DutyFields />
        <FormEnd
          error={error}
          pending={add.isPending || change.isPending}
          save={unit ? say.save : say.add}
          leave={say.leave}
          onLeave={onDone}
        />
      </Form>
    </aside>
  );
}

/** What the unit is there for, and whether tickets go to it. */
function DutyFields() {
  const say = useWords(words);
  return (
    <>
      <Form.Item name="duties" label={say.duties} extra={say.dutiesHelp}>
        <Select mode="tags" maxCount={20} tokenSeparators={[',', ',', '、', ';', ';']} open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item name="takesTickets" valuePropName="checked" extra={say.takesTicketsHelp}>
        <Checkbox>{say.takesTickets}</Checkbox>
      </Form.Item>
    </>
  );
}
