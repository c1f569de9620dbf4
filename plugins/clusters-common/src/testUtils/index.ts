export * from './builders';
export * from './InMemoryClustersClient';
