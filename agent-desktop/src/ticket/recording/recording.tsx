import { CaretRightOutlined } from '@ant-design/icons';
import { fill, lengthText } from '@hotline/browser-kit';
import { type CallView, recordingLegs } from '@hotline/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { useLabel, useLanguage, useWords } from '../../desk-kit/settings.ts';
import * as words from '../words.ts';
import { Wave } from './wave.tsx';

type RecordingView = CallView['recordings'][number];

/** Both voices together where there is such a file, else whatever there is. Nothing is fetched before she wants it: listening is kept on record. */
export function CallRecordings({ recordings }: { recordings: readonly RecordingView[] }) {
  const whole = recordings.filter(({ leg }) => leg === 'mix' || leg === 'voicemail');
  return (whole.length > 0 ? whole : recordings).map((recording) => <OneRecording key={recording.id} recording={recording} />);
}

function OneRecording({ recording: { leg, url, state, durationMs } }: { recording: RecordingView }) {
  const say = useWords(words);
  const label = useLabel();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  if (state === 'lost') return <small>{say.recordingLost}</small>;
  if (state === 'writing') return <small>{say.recordingWriting}</small>;
  const name = fill(say.recording, { leg: label(recordingLegs[leg]) });
  if (open) return <Wave url={url} name={name} />;
  return (
    <Button size="small" icon={<CaretRightOutlined aria-hidden />} title={name} onClick={() => setOpen(true)}>
      {say.listen}
      {durationMs === null ? '' : ` ${lengthText(durationMs, language)}`}
    </Button>
  );
}
