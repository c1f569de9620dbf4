export { authorize } from './authorize';
export { Lease } from './database/Lease';
export type { LeaseOptions } from './database/Lease';
export { openDatabase } from './database/openDatabase';
export { parse } from './parse';
