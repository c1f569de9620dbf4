export { shortFolder } from './folders';
export { guarded } from './guarded';
export type { SourcePlaces } from './Places';
