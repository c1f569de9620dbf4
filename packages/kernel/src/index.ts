export * from './canonicalJson';
export * from './clock';
export * from './collections';
export * from './decimal';
export * from './duration';
export * from './hashChain';
export * from './matching';
export * from './order';
