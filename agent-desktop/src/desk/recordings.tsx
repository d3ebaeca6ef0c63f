import { CaretRightOutlined } from '@ant-design/icons';
import { fill, lengthText } from '@hotline/browser-kit';
import { type CallView, recordingLegs } from '@hotline/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useLabel, useLanguage, useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';

/** Both voices together where there is such a file, else whatever there is. */
export function Recordings({ recordings }: { recordings: CallView['recordings'] }) {
  const say = useWords(words);
  const label = useLabel();
  const language = useLanguage();
  const whole = recordings.filter(({ leg }) => leg === 'mix' || leg === 'voicemail');
  const shown = whole.length > 0 ? whole : recordings;
  return shown.map(({ id, leg, url, state, durationMs }) => {
    if (state === 'lost') return <small key={id}>{say.recordingLost}</small>;
    if (state === 'writing') return <small key={id}>{say.recordingWriting}</small>;
    const name = fill(say.recording, { leg: label(recordingLegs[leg]) });
    return <Player key={id} url={url} name={name} length={durationMs === null ? null : lengthText(durationMs, language)} />;
  });
}

/** A button until she presses it: listening is kept on record, so nothing is fetched before she wants it. */
export function Player({ url, name, length }: { url: string; name: string; length: string | null }) {
  const say = useWords(words);
  const [open, setOpen] = useState(false);
  if (open) return <audio controls autoPlay src={url} aria-label={name} title={name} />;
  return (
    <Button size="small" icon={<CaretRightOutlined aria-hidden />} title={name} onClick={() => setOpen(true)}>
      {say.listen}
      {length ? ` ${length}` : ''}
    </Button>
  );
}
