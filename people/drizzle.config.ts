import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './people/src/tables.ts',
  out: './people/migrations',
  schemaFilter: ['people'],
});
