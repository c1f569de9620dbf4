export { authorize } from './authorize';
export { parse } from './parse';
