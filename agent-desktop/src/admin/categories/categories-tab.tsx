import { categories, type CategoryView } from '@hotline/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Tree } from 'antd';
import { useState } from 'react';
import { asking } from '../../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../../desk-kit/notices.tsx';
import { useWords } from '../../desk-kit/settings.ts';
import { type Branch, TREE_PX, treeOf } from '../tree.ts';
import { useMay } from '../../frame/use-may.ts';
import { CategoryForm } from './category-form.tsx';
import * as words from './words.ts';

/** 诉求分类: the tree, found by name, code or pinyin initials. */
export function CategoriesTab() {
  const say = useWords(words);
  const may = useMay('category.write');
  const [q, setQ] = useState('');
  const [withdrawn, setWithdrawn] = useState(false);
  const [chosen, setChosen] = useState<{ code: string } | { below: string | null } | null>(null);
  const all = useQuery(asking(categories.list, { query: { withdrawn: true } }));
  const query = { ...(q ? { q } : {}), ...(withdrawn ? { withdrawn } : {}) };
  const found = useQuery({ ...asking(categories.list, { query }), placeholderData: keepPreviousData });
  const items = all.data?.items ?? [];
  const category = chosen && 'code' in chosen ? (items.find(({ code }) => code === chosen.code) ?? null) : null;
  const error = all.error ?? found.error;
  return (
    <div className="split">
      <div className="split-list">
        <div className="row toolbar">
          <Input.Search allowClear placeholder={say.find} aria-label={say.find} onSearch={(text) => setQ(text.trim())} />
          <Checkbox checked={withdrawn} onChange={({ target }) => setWithdrawn(target.checked)}>
            {say.showWithdrawn}
          </Checkbox>
          {may ? (
            <Button type="primary" onClick={() => setChosen({ below: category?.code ?? null })}>
              {say.add}
            </Button>
          ) : null}
        </div>
        {error ? <ProblemNotice error={error} again={() => (void all.refetch(), void found.refetch())} /> : null}
        {found.isPending ? <Loading rows={10} /> : null}
        {found.data?.items.length === 0 ? <Empty>{q ? say.noneFit : say.none}</Empty> : null}
        {found.data && all.data ? (
          <CategoryTree
            key={q}
            branches={treeOf(found.data.items, items)}
            openAll={q !== ''}
            chosen={category?.code}
            onChoose={(code) => setChosen(code === undefined ? null : { code })}
          />
        ) : null}
      </div>
      {may && chosen !== null ? (
        <CategoryForm
          key={category ? `${category.code}.${category.version}` : `new.${'below' in chosen ? chosen.below : ''}`}
          category={category}
          below={'below' in chosen ? chosen.below : null}
          all={items}
          onDone={() => setChosen(null)}
        />
      ) : null}
    </div>
  );
}

interface TreeGiven {
  readonly branches: Branch<CategoryView>[];
  readonly openAll: boolean;
  readonly chosen: string | undefined;
  readonly onChoose: (code: string | undefined) => void;
}

function CategoryTree({ branches, openAll, chosen, onChoose }: TreeGiven) {
  const say = useWords(words);
  return (
    <Tree<Branch<CategoryView>>
      blockNode
      defaultExpandAll={openAll}
      treeData={branches}
      titleRender={({ node }) => <CategoryTitle category={node} />}
      height={TREE_PX}
      selectedKeys={chosen ? [chosen] : []}
      onSelect={([key]) => onChoose(key === undefined ? undefined : String(key))}
      aria-label={say.title}
    />
  );
}

function CategoryTitle({ category: { code, name, active } }: { category: CategoryView }) {
  const say = useWords(words);
  return (
    <span data-active={active} className="tree-title">
      {name} <small className="quiet">{code}</small> {active ? null : <small className="quiet">({say.withdrawn})</small>}
    </span>
  );
}
