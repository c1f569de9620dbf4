export * from './api/GoldenPathsClient';
export * from './api/preview';
export * from './domain/findings';
export * from './domain/rules';
