export { allMigrations } from './postgres-setup.ts';
export { emptyDatabase, freshDatabase, type TestDatabase } from './fresh-database.ts';
export { quietLog, testRing, TestClock } from './small-things.ts';
