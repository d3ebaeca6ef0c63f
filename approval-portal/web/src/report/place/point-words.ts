import { fill } from '@hotline/browser-kit';
import type { say } from '../say.ts';

/** A point in words, as a screen reader says it; on the screen the same. */
export function pointWords(text: string, words: ReturnType<typeof say>): string {
  const [lat = 0, lng = 0] = text.split(',').map(Number);
  const side = (degrees: number, plus: string, minus: string): string => (degrees < 0 ? minus : plus);
  return fill(words.pointAt, {
    ns: side(lat, words.north, words.south),
    lat: Math.abs(lat).toFixed(5),
    ew: side(lng, words.east, words.west),
    lng: Math.abs(lng).toFixed(5),
  });
}
