import { Tabs } from 'antd';
import { useWords } from '../desk-kit/settings.ts';
import { go, usePath } from '../frame/path.ts';
import { PeopleTab } from './people-tab.tsx';
import { QueuesTab } from './queues-tab.tsx';
import { UnitsTab } from './units-tab.tsx';
import * as words from './words.ts';
import './admin.css';

/** People, units, numbers and queues. Which tab is open stands in the address. */
export default function AdminPage() {
  const say = useWords(words);
  const { rest } = usePath();
  const items = [
    { key: 'people', label: say.people, children: <PeopleTab /> },
    { key: 'units', label: say.units, children: <UnitsTab /> },
    { key: 'queues', label: say.queues, children: <QueuesTab /> },
  ];
  return (
    <div className="admin">
      <h1>{say.title}</h1>
      <Tabs
        activeKey={items.some(({ key }) => key === rest) ? rest : 'people'}
        onChange={(key) => go(`admin/${key}`)}
        items={items}
        destroyOnHidden
      />
    </div>
  );
}
