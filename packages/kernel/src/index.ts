export * from './clock';
export * from './collections';
export * from './duration';
export * from './order';
