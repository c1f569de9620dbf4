export { describeDatabases } from './databases';
export type { TestDatabase } from './databases';
