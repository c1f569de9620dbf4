export * from './canonicalJson';
export * from './clock';
export * from './collections';
export * from './duration';
export * from './hashChain';
export * from './matching';
export * from './order';
