import { fill } from '@hotline/browser-kit';
import { LeftOutlined, RightOutlined, RotateRightOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type CSSProperties, type ReactNode, useState } from 'react';
import type { CitizenFile } from '../citizen-files/citizen-files.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { Recognised } from './recognised.tsx';
import * as words from './words.ts';
import './paper.css';

/** As wide as there is room, and up to a size at which each dot of a fax is seen. */
const sizes = [1, 1.5, 2, 3] as const;
const QUARTER = 90;

/** Pages that came by fax, one at a time: turned, enlarged and moved about while the form beside is filled in. */
export function Paper({ pages, take }: { pages: readonly CitizenFile[]; take?: (text: string) => void }) {
  const say = useWords(words);
  const [at, setAt] = useState(0);
  const [size, setSize] = useState(0);
  const [turned, setTurned] = useState(0);
  const page = pages[Math.min(at, pages.length - 1)];
  if (!page) return null;
  const number = pages.indexOf(page) + 1;
  const go = (to: number) => (): void => setAt(to);
  return (
    <section className="paper" aria-label={say.paper}>
      <div className="paper-tools" role="toolbar" aria-label={say.paper}>
        <Button aria-label={say.earlier} icon={<LeftOutlined aria-hidden />} onClick={go(number - 2)} disabled={number === 1} />
        <span aria-live="polite">{fill(say.page, { page: number, of: pages.length })}</span>
        <Button aria-label={say.later} icon={<RightOutlined aria-hidden />} onClick={go(number)} disabled={number === pages.length} />
        <Button aria-label={say.smaller} icon={<ZoomOutOutlined aria-hidden />} onClick={() => setSize(size - 1)} disabled={size === 0} />
        <Button
          aria-label={say.larger}
          icon={<ZoomInOutlined aria-hidden />}
          onClick={() => setSize(size + 1)}
          disabled={size === sizes.length - 1}
        />
        <Button aria-label={say.turn} icon={<RotateRightOutlined aria-hidden />} onClick={() => setTurned((turned + QUARTER) % 360)} />
      </div>
      {/* moved by the arrow keys, too */}
      <div className="paper-desk" tabIndex={0} role="region" aria-label={fill(say.pageOf, { page: number })}>
        <Sheet key={page.src} src={page.src} name={fill(say.pageOf, { page: number })} size={sizes[size] ?? 1} turned={turned} />
      </div>
      {page.recognise ? <Recognised key={`text of ${page.src}`} ask={page.recognise} take={take} /> : null}
    </section>
  );
}

/** The form, and beside it the pages that it is filled in from, where there are any. */
export function BesidePaper({
  pages,
  take,
  children,
}: {
  pages: readonly CitizenFile[];
  take: (text: string) => void;
  children: ReactNode;
}) {
  return (
    <div className="intake-row">
      {pages.length > 0 ? (
        <div className="paper-beside">
          <Paper pages={pages} take={take} />
        </div>
      ) : null}
      {children}
    </div>
  );
}

/** One page: its box is as large as it looks, also when it lies on its side. */
function Sheet({ src, name, size, turned }: { src: string; name: string; size: number; turned: number }) {
  const [ratio, setRatio] = useState(Math.SQRT2);
  const lies = turned % 180 !== 0;
  const box: CSSProperties = { width: `${size * 100}%`, aspectRatio: lies ? ratio : 1 / ratio };
  const sheet: CSSProperties = { width: lies ? `${100 / ratio}%` : '100%', transform: `translate(-50%, -50%) rotate(${turned}deg)` };
  return (
    <div className="paper-sheet" style={box}>
      <img
        src={src}
        alt={name}
        style={sheet}
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
          if (naturalWidth > 0) setRatio(naturalHeight / naturalWidth);
        }}
      />
    </div>
  );
}
