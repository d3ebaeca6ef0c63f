import { fill } from '@hotline/browser-kit';
import { templates } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { asking } from '../../desk-kit/ask.ts';
import { useWords } from '../../desk-kit/settings.ts';
import * as words from '../words.ts';

/** Puts the words of a template behind what is typed already; one that names what is not known here cannot be chosen. */
export function TemplatePicker({ conversation, onChoose }: { conversation: string; onChoose: (text: string) => void }) {
  const say = useWords(words);
  const { data } = useQuery(asking(templates.filled, { params: { id: conversation } }));
  if (!data || data.items.length === 0) return null;
  const options = data.items.map(({ id, name, missing }) => ({
    value: id,
    label: missing.length === 0 ? name : fill(say.templateLacks, { name, what: missing.join('、') }),
    disabled: missing.length > 0,
  }));
  return (
    <Select
      className="template-picker"
      value={null}
      placeholder={say.template}
      aria-label={say.template}
      options={options}
      onChange={(id: string | null) => onChoose(data.items.find((one) => one.id === id)?.text ?? '')}
    />
  );
}
