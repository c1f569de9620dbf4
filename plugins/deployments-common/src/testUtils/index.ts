export * from './builders';
export * from './InMemoryDeploymentsClient';
