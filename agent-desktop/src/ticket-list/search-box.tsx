import { Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { useWords } from '../desk-kit/settings.ts';
import { useCommand } from '../desk-kit/commands/use-command.ts';
import { useMay } from '../frame/use-may.ts';
import * as words from './words.ts';

/** By number and words; by name and phone number for who may know them. Enter or the button asks, so that a half-typed phone number is not searched for. */
export function SearchBox({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  return <Box key={q} q={q} onSearch={onSearch} />;
}

function Box({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const say = useWords(words);
  const hint = useMay('citizen.reveal') ? say.find : say.findMatter;
  const [text, setText] = useState(q);
  const field = useRef<InputRef>(null);
  useCommand('list.find', () => field.current?.focus({ cursor: 'all' }), true);
  return (
    <Input.Search
      ref={field}
      className="list-search"
      allowClear
      value={text}
      maxLength={200}
      placeholder={hint}
      aria-label={hint}
      onChange={({ target }) => {
        setText(target.value);
        if (target.value === '' && q !== '') onSearch('');
      }}
      onSearch={(typed) => onSearch(typed.trim())}
    />
  );
}
