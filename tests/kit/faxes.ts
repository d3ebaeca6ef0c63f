import path from 'node:path';
import { tiffOf } from '@hotline/gateway/test-kit';
import { type Desk, type Hotline, root, until } from './hotline.ts';

export const FAX_NUMBER = '2281235';
export const asteriskRoot = (): string => process.env['ASTERISK_ROOT'] ?? path.join(root, '.asterisk/root');

/** 204 × 98 dots an inch: a standard fax, whose points are twice as high as wide (python-pillow/Pillow#5581). */
const STANDARD = { wide: 1_728, lines: 1_143, across: 204, down: 98 } as const;

/** Pages in standard resolution with a circle on each that is round on paper. */
export function circlePages(pages = 1): Buffer {
  const { wide, lines, across, down } = STANDARD;
  const bits = new Uint8Array((wide / 8) * lines);
  for (let line = 0; line < lines; line += 1)
    for (let at = 0; at < wide; at += 1) {
      const radius = Math.hypot(at - wide / 2, ((line - lines / 2) * across) / down);
      const place = line * (wide / 8) + (at >> 3);
      if (radius > 280 && radius < 300) bits[place] = (bits[place] ?? 0) | (0x80 >> (at & 7));
    }
  return tiffOf(Array.from({ length: pages }, () => ({ ...STANDARD, bits })));
}

/** The administrator sets a fax number up and sees it connected. */
export async function faxAccount(hotline: Hotline): Promise<void> {
  const { api } = await hotline.desk('admin1');
  const settings = { number: FAX_NUMBER, station: '0370 12345', heading: '商丘市 12345 热线', answerSeconds: 5 };
  await api.accounts.put({ params: { id: 'fax-main' }, body: { kind: 'fax', name: '传真', active: true, settings, secrets: {} } });
  await until('a connected fax number', async () => (await api.accounts.list({})).items[0]?.connectedSince);
}

/** Faxes in the inbox. */
export const faxesIn = async ({ api }: Desk) => (await api.conversations.list({ query: { channel: 'fax', waiting: false } })).items;
