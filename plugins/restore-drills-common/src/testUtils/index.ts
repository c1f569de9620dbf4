export * from './builders';
export { EXPECTED_SEQ, freezing, HEALTHY } from './healthy';
export type { StepResult, StepScript } from './healthy';
export * from './InMemoryRestoreDrillsClient';
export * from './samples';
export * from './simulate';
export * from './views';
