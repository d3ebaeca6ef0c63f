import { configFromEnvironment } from '@hotline/platform/settings';
import { databaseUrl } from '../postgres/index.ts';

/** `npm run -s db:url`: the database's address, for whoever may read the keys. */
try {
  console.log(databaseUrl(configFromEnvironment()));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
