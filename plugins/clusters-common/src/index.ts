export * from './domain/facts';
export * from './domain/health';
export * from './domain/views';
export * from './api/ClustersApi';
export * from './api/signal';
export * from './permissions';
