export * from './api/GoldenPathsClient';
export * from './api/preview';
export * from './domain/cost/compare';
export * from './domain/cost/costsOf';
export {
  COST_ITEMS,
  unpricedIn,
  type CostItem,
  type CostLine,
  type CostUnit,
  type Estimate,
} from './domain/cost/estimate';
export * from './domain/cost/estimatePlan';
export * from './domain/cost/estimateSettings';
export * from './domain/cost/prices';
export * from './domain/cost/seedEstate';
export * from './domain/findings';
export * from './domain/rules';
export * from './domain/terraform/instanceTypes';
export * from './domain/terraform/names';
export * from './domain/terraform/network';
export * from './domain/terraform/regions';
export * from './domain/terraform/resource';
export * from './domain/terraform/settings';
