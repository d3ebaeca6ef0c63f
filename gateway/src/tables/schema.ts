import { sql } from 'drizzle-orm';
import { pgSchema, timestamp } from 'drizzle-orm/pg-core';

export const gateway = pgSchema('gateway');
export const moment = (name: string) => timestamp(name, { withTimezone: true });
/** The check constraint of a column whose words stand in a table of contracts. */
export const oneOf = (column: string, names: readonly string[]) => sql.raw(`${column} in (${names.map((name) => `'${name}'`).join(', ')})`);
