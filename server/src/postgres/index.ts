export { untilDatabaseIsThere } from './answering.ts';
export { postgresCommand, prepareCluster } from './cluster.ts';
export { databaseUrl, postgresFolder } from './database-url.ts';
export { clearLeftovers, isPostmaster, whoLeft } from './leftovers.ts';
