import { Decimal, parseDecimal } from '@textloom/kernel';
import { Costs, PricingCategory } from '../cost';
import { ContractStatus } from '../entities';
import { DayAmount } from '../methods';

/**
 * What recommendations are made from. Costs are sums over the days of `basis` of charges with ChargeCategory `Usage`,
 * grouped by the dimensions that the fields are named after, in one currency.
 */
export interface RecommendationFacts {
  currency: string;
  /** Both inclusive, whole billed days; 30 are usual. Under 14 days nothing is recommended. */
  basis: { from: string; to: string };
  /** Environments that nobody but engineers uses. */
  nonProduction: readonly string[];
  /** Monthly saving under which nothing is said. */
  threshold: Decimal;
  /** Entity reference of who looks after what belongs to no component: commitments, node groups, the network. */
  platformOwner: string;
  nodes: readonly NodeCost[];
  nodeGroups: readonly NodeGroupInfo[];
  steady: readonly SteadyCost[];
  committed: readonly CommittedCost[];
  storage: readonly StorageCost[];
  buckets: readonly BucketInfo[];
  transfer: readonly TransferCost[];
  workloads: readonly WorkloadUse[];
  contracts: readonly ContractStatus[];
}

/**
 * Nodes by hours: grouped by nodeGroup, environment, pricingCategory and skuMeter, where nodeGroup is not empty and
 * unit is hours.
 */
export interface NodeCost {
  /** `cluster/name`. */
  nodeGroup: string;
  /** `''` for idle, platform and mesh. */
  environment: string;
  pricingCategory: PricingCategory | '';
  /** Ends in the instance type: `BoxUsage:c5.4xlarge`. */
  skuMeter: string;
  costs: Pick<Costs, 'effective' | 'contracted'>;
  /** Instance hours. */
  quantity: Decimal;
}

/** What bills do not tell of a node group. */
export interface NodeGroupInfo {
  nodeGroup: string;
  /** Entity reference of who looks after it. */
  owner: string;
  /** Nodes that stay on outside of working hours; 1 when nothing is known of a group. */
  minimumNodes: number;
}

/**
 * What could be committed, per day: grouped by day, service and nodeGroup, where pricingCategory is `Standard`, unit is
 * hours (disks and traffic cannot be committed), and the service has Savings Plans or reservations.
 */
export interface SteadyCost extends DayAmount {
  service: string;
  /** `''` when it is no node. */
  nodeGroup: string;
}

/**
 * What commitments cover today, from which their discount is measured: grouped by service, where pricingCategory is
 * `Committed` and commitmentStatus is `Used`.
 */
export interface CommittedCost {
  service: string;
  costs: Pick<Costs, 'effective' | 'contracted'>;
}

/**
 * Object storage: grouped by resource, owner, component, environment and skuMeter, where service is S3 and unit is
 * GB-months. File systems and registries name their storage alike and have no such classes, so they must not be here.
 */
export interface StorageCost {
  /** The bucket. */
  resource: string;
  owner: string;
  component: string;
  environment: string;
  /** S3's storage usage type: `TimedStorage-ByteHrs`, `TimedStorage-SIA-ByteHrs` … with or without a region before. */
  skuMeter: string;
  costs: Pick<Costs, 'effective'>;
  /** GB-months over the basis. */
  quantity: Decimal;
}

/** What bills do not tell of a bucket. What is not given is assumed, and the arithmetic says so. */
export interface BucketInfo {
  resource: string;
  /** Objects in the Standard class. */
  objects?: number;
  /** Share of Standard's bytes that is seldom read, 0…1. */
  coldShare?: number;
  /** Share of the cold bytes that is read in a month, 0…1. */
  readShare?: number;
  /** Share of the cold bytes that is removed within the new class's minimum duration, 0…1. */
  earlyDeletion?: number;
  /** False when hours of waiting for an object are no harm: backups. */
  instant?: boolean;
}

/** Traffic: grouped by component, owner, environment and skuMeter. */
export interface TransferCost {
  component: string;
  owner: string;
  environment: string;
  /** `DataTransfer-Regional-Bytes` is what crosses zones. */
  skuMeter: string;
  costs: Pick<Costs, 'effective'>;
  /** GB. */
  quantity: Decimal;
}

/** What pods of a component asked for and used at most. */
export interface WorkloadUse {
  component: string;
  owner: string;
  environment: string;
  nodeGroup: string;
  /** Runs where a failing zone must be borne by the others. */
  highlyAvailable: boolean;
  cpu: ResourceUse;
  memory: ResourceUse;
}

export interface ResourceUse {
  /** Cores or GiB, added up over the pods. */
  requested: number;
  /** Largest use in the basis. */
  peak: number;
  /** What the requests cost over the basis. */
  cost: Decimal;
}

/** Environments that nobody but engineers uses, when nothing else is configured. */
export const DEFAULT_NON_PRODUCTION: readonly string[] = [
  'dev',
  'test',
  'staging',
];

/** Saving per month under which nothing is recommended when nothing else is configured. */
export const DEFAULT_THRESHOLD: Decimal = parseDecimal('5')!;
