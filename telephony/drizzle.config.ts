import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './telephony/src/tables.ts',
  out: './telephony/migrations',
  schemaFilter: ['telephony'],
});
