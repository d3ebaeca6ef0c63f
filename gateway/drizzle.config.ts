import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './gateway/src/tables/*.ts',
  out: './gateway/migrations',
  schemaFilter: ['gateway'],
});
