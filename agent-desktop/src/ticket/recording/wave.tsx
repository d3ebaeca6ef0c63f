import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { settings, useStore } from '../../desk-kit/settings.ts';
import { peaksOf } from './peaks.ts';

const PEAKS = 160;
const HEIGHT = 40;

interface Sound {
  readonly src: string;
  readonly peaks: readonly number[];
}

/** One fetch for the player and the picture, so that one listening is one line of the audit. */
async function soundOf(url: string, signal: AbortSignal): Promise<Sound> {
  const response = await fetch(url, { credentials: 'same-origin', signal });
  if (!response.ok) throw new Error(`${response.status}`);
  const blob = await response.blob();
  const context = new OfflineAudioContext(1, 1, 8_000);
  const peaks = await blob
    .arrayBuffer()
    .then((bytes) => context.decodeAudioData(bytes))
    .then((sound) => peaksOf(sound.getChannelData(0), PEAKS))
    .catch(() => []);
  return { src: URL.createObjectURL(blob), peaks };
}

/** The recording as a picture one can click into, with the browser's own player under it. */
export function Wave({ url, name }: { url: string; name: string }) {
  const { data, error } = useQuery({
    queryKey: ['recording.sound', url],
    queryFn: ({ signal }) => soundOf(url, signal),
    staleTime: Infinity,
    retry: false,
  });
  const player = useRef<HTMLAudioElement>(null);
  const [at, setAt] = useState(0);
  // what cannot be drawn can perhaps still be played
  const src = data?.src ?? (error ? url : undefined);
  return (
    <div className="wave">
      {data && data.peaks.length > 0 ? (
        <WavePicture
          peaks={data.peaks}
          at={at}
          onSeek={(part) => {
            if (player.current) player.current.currentTime = part * player.current.duration;
          }}
        />
      ) : null}
      {src ? (
        <audio
          ref={player}
          controls
          autoPlay
          src={src}
          aria-label={name}
          title={name}
          onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime / (currentTarget.duration || 1))}
        />
      ) : null}
    </div>
  );
}

function WavePicture({ peaks, at, onSeek }: { peaks: readonly number[]; at: number; onSeek: (part: number) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { theme } = useStore(settings);
  useEffect(() => {
    const place = canvas.current;
    const pen = place?.getContext('2d');
    if (!place || !pen) return;
    const style = getComputedStyle(document.documentElement);
    pen.clearRect(0, 0, place.width, place.height);
    peaks.forEach((peak, index) => {
      const height = Math.max(2, peak * (HEIGHT - 4));
      pen.fillStyle = style.getPropertyValue(index / peaks.length <= at ? '--accent' : '--faint');
      pen.fillRect(index * 2, (HEIGHT - height) / 2, 1.4, height);
    });
  }, [peaks, at, theme]);
  // the player below does the same for the keyboard
  return (
    <canvas
      ref={canvas}
      width={PEAKS * 2}
      height={HEIGHT}
      aria-hidden
      onClick={({ currentTarget, clientX }) => {
        const { left, width } = currentTarget.getBoundingClientRect();
        onSeek((clientX - left) / width);
      }}
    />
  );
}
