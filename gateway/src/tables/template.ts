import { boolean, integer, text } from 'drizzle-orm/pg-core';
import { gateway } from './schema.ts';

/** Words for answers that are given often. */
export const template = gateway.table('template', {
  id: text('id').primaryKey(),
  version: integer('version').notNull().default(1),
  name: text('name').notNull(),
  text: text('text').notNull(),
  active: boolean('active').notNull().default(true),
});
