export * from './domain/cost';
export * from './domain/usage';
export * from './domain/sources';
export * from './domain/methods';
export * from './domain/entities';
export * from './domain/calendar';
export * from './domain/forecast/charges';
export * from './domain/forecast/forecast';
export * from './domain/forecast/forecastCharges';
export * from './domain/anomaly';
export * from './domain/budget';
export * from './domain/commitments';
export * from './domain/contracts';
export * from './domain/units';
export * from './domain/recommendations/codes';
export * from './domain/recommendations/facts';
export * from './domain/recommendations/recommend';
export * from './api/views';
export * from './api/requests';
export * from './api/CostsApi';
export * from './api/signal';
export { CostsClient } from './api/CostsClient';
export * from './permissions';
export * from './domain/attribution';
export { createAttributor } from './domain/attributionDecide';
export { allocateDay } from './domain/allocate';
export type { AllocationOptions } from './domain/allocate';
export { csvOf } from './domain/csv';
export { distribute } from './domain/distribute';
export type {
  DistributableLayer,
  DistributedGroup,
  Distribution,
  DistributionOptions,
  Recipient,
} from './domain/distribute';
export { FOCUS_COLUMNS, versionOfHeader } from './domain/focusColumns';
export type {
  FocusColumn,
  FocusType,
  FocusVersion,
} from './domain/focusColumns';
export { AMOUNT_FORM, MAX_AMOUNT, TIME_FORM } from './domain/focusRow';
export { checkRow, FOCUS_RULES } from './domain/focusRules';
export type { FocusRule, RowFinding } from './domain/focusRules';
export { CURRENCIES } from './domain/focusRulesCurrencies';
export { reconcileDay } from './domain/reconcile';
export type { DaySums } from './domain/reconcile';
export { VIEW_LAYERS, viewLayerOf } from './domain/viewLayers';
export type { ViewLayer } from './domain/viewLayers';
