import { Tabs } from 'antd';
import { useWords } from '../desk-kit/settings.ts';
import { go, usePath } from '../frame/path.ts';
import { AccountsTab } from './accounts/accounts-tab.tsx';
import * as accountWords from './accounts/words.ts';
import { CalendarTab } from './calendar/calendar-tab.tsx';
import * as calendarWords from './calendar/words.ts';
import { CategoriesTab } from './categories/categories-tab.tsx';
import * as categoryWords from './categories/words.ts';
import { PeopleTab } from './people-tab.tsx';
import { QueuesTab } from './queues-tab.tsx';
import { RulesTab } from './rules/rules-tab.tsx';
import * as ruleWords from './rules/words.ts';
import { TemplatesTab } from './templates/templates-tab.tsx';
import * as templateWords from './templates/words.ts';
import { UnitsTab } from './units-tab.tsx';
import { useMay } from '../frame/use-may.ts';
import * as words from './words.ts';
import './admin.css';

/** People, units, numbers and queues. Which tab is open stands in the address. */
export default function AdminPage() {
  const say = useWords(words);
  const titles = {
    categories: useWords(categoryWords).title,
    rules: useWords(ruleWords).title,
    calendar: useWords(calendarWords).title,
    accounts: useWords(accountWords).title,
    templates: useWords(templateWords).title,
  };
  const readsTickets = useMay('ticket.read');
  const readsRules = useMay('rule.read');
  const readsAccounts = useMay('account.read');
  const { rest } = usePath();
  const items = [
    { key: 'people', label: say.people, children: <PeopleTab /> },
    { key: 'units', label: say.units, children: <UnitsTab /> },
    { key: 'queues', label: say.queues, children: <QueuesTab /> },
    ...(readsTickets ? [{ key: 'categories', label: titles.categories, children: <CategoriesTab /> }] : []),
    ...(readsRules
      ? [
          { key: 'rules', label: titles.rules, children: <RulesTab /> },
          { key: 'calendar', label: titles.calendar, children: <CalendarTab /> },
        ]
      : []),
    ...(readsAccounts
      ? [
          { key: 'accounts', label: titles.accounts, children: <AccountsTab /> },
          { key: 'templates', label: titles.templates, children: <TemplatesTab /> },
        ]
      : []),
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
