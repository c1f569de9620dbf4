export { collapse } from './collapse';
export { historyView } from './historyView';
export { readMemory, writeMemory } from './memory';
export { changesState, recordChanges } from './recordChanges';
export { endOf, NO_ROWS } from './rows';
export type { FindingRow, HourRow, OpenRows, SpanRow } from './rows';
