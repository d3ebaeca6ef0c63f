import { type Db, initialsOf } from '@hotline/platform';
import { category, duty, region } from '../tables/desk.ts';

export interface FirstCatalogue {
  readonly categories: readonly { code: string; name: string; parent: string | null; weight: number }[];
  readonly regions: readonly { code: string; level: number; name: string; parent: string | null; elsewhere?: string }[];
  readonly duties: readonly { category: string; region?: string; unit: string; basis: string }[];
}

/** PostgreSQL takes 65,535 values a statement. */
const ROWS = 2_000;

/** Categories, places and 派单目录 of a city that has none. What stands there already stays. */
export async function firstCatalogue(db: Db, { categories, regions, duties }: FirstCatalogue): Promise<void> {
  await db.transaction(async (tx) => {
    for (const rows of chunks(categories))
      await tx
        .insert(category)
        .values(
          rows.map(({ code, name, parent, weight }) => ({ code, name, parent, weight: Math.round(weight), initials: initialsOf(name) })),
        )
        .onConflictDoNothing();
    for (const rows of chunks(regions))
      await tx
        .insert(region)
        .values(
          rows.map(({ code, level, name, parent, elsewhere = null }) => ({
            code,
            level,
            name,
            parent,
            elsewhere,
            initials: initialsOf(name),
          })),
        )
        .onConflictDoNothing();
    for (const rows of chunks(duties))
      await tx
        .insert(duty)
        .values(rows.map((row) => ({ region: '', ...row })))
        .onConflictDoNothing();
  });
}

const chunks = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, at) => rows.slice(at * ROWS, (at + 1) * ROWS));
