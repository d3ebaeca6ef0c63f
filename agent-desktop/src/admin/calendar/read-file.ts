import { z } from 'zod';

/** What this page must know to ask; the server judges every line. */
const Rough = z.looseObject({ year: z.int(), days: z.array(z.looseObject({ isOffDay: z.boolean().optional() })) });

export type ReadFile =
  | { readonly year: number; readonly off: number; readonly makeUp: number; readonly file: Record<string, unknown> }
  | { readonly problem: 'notJson' | 'notHolidays' };

/** A holiday-cn file, as far as one can tell before it is sent. */
export function readFile(text: string): ReadFile {
  try {
    const read = Rough.safeParse(JSON.parse(text));
    if (!read.success) return { problem: 'notHolidays' };
    const { year, days } = read.data;
    const count = (off: boolean): number => days.filter(({ isOffDay }) => isOffDay === off).length;
    return { year, off: count(true), makeUp: count(false), file: read.data };
  } catch {
    return { problem: 'notJson' };
  }
}
