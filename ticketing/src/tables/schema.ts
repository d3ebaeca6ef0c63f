import { sql } from 'drizzle-orm';
import { customType, pgSchema, timestamp } from 'drizzle-orm/pg-core';

export const ticketing = pgSchema('ticketing');
export const moment = (name: string) => timestamp(name, { withTimezone: true });
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });
/** The check constraint of a column whose words stand in a table of contracts. */
export const oneOf = (column: string, names: readonly string[]) => sql.raw(`${column} in (${names.map((name) => `'${name}'`).join(', ')})`);
