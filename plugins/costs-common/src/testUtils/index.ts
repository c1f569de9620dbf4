export * from './basis';
export * from './entities';
export * from './InMemoryCostsClient';
export * from './pages';
export * from './views';
