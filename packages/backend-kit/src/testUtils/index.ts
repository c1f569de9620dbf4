export { connectPostgres, describeDatabases } from './databases';
export type { TestDatabase } from './databases';
export { hasPostgres, startPostgres } from './postgres';
export type { ScratchPostgres } from './postgres';
