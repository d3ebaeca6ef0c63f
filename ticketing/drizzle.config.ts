import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './ticketing/src/tables/*.ts',
  out: './ticketing/migrations',
  schemaFilter: ['ticketing'],
});
