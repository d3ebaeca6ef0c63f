import { fill } from '@hotline/browser-kit';
import type { TicketFile } from '@hotline/contracts';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';
import './citizen-files.css';

/** Larger pictures wait for a click: a department opens its tickets on a phone. */
const AT_ONCE_BYTES = 2 * 1024 * 1024;

export interface CitizenFile extends Pick<TicketFile, 'name' | 'bytes' | 'picture'> {
  /** Its address at the server. */
  readonly src: string;
  readonly fetch: () => Promise<Blob>;
  /** What seems to be written on it. */
  readonly recognise?: () => Promise<readonly string[]>;
}

/** What a citizen sent besides words: pictures are shown, anything else is saved and never opened by our page. */
export function CitizenFiles({ files }: { files: readonly CitizenFile[] }) {
  const say = useWords(words);
  if (files.length === 0) return null;
  return (
    <ul className="citizen-files" aria-label={say.files}>
      {files.map((file) => (
        <li key={file.src}>
          {file.picture === null ? null : <Picture file={file} />}
          <span>
            <Saved file={file} /> <small className="quiet">{fill(say.fileSize, { n: Math.ceil(file.bytes / 1024) })}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Small until it is clicked, then as wide as there is room. */
function Picture({ file: { name, bytes, src } }: { file: CitizenFile }) {
  const say = useWords(words);
  const [isLarge, setLarge] = useState(false);
  const [isWanted, setWanted] = useState(bytes <= AT_ONCE_BYTES);
  if (!isWanted)
    return (
      <Button size="small" onClick={() => setWanted(true)}>
        {say.showPicture}
      </Button>
    );
  return (
    <button
      type="button"
      className="citizen-picture"
      aria-expanded={isLarge}
      aria-label={fill(isLarge ? say.pictureSmaller : say.pictureLarger, { name })}
      onClick={() => setLarge(!isLarge)}
    >
      <img src={src} alt={name} loading="lazy" />
    </button>
  );
}

/** A file goes from the server into a file of hers. */
function Saved({ file: { name, fetch } }: { file: CitizenFile }) {
  const say = useWords(words);
  const saving = useMutation({
    mutationFn: async () => {
      const blob = await fetch();
      const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
      link.click();
      URL.revokeObjectURL(link.href);
    },
  });
  return (
    <>
      <Button type="link" size="small" loading={saving.isPending} aria-label={fill(say.saveFile, { name })} onClick={() => saving.mutate()}>
        {name}
      </Button>
      {saving.error ? <ProblemNotice error={saving.error} close={saving.reset} /> : null}
    </>
  );
}
