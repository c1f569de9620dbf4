import { InstanceTypeName } from '../world/instanceTypes';

/**
 * Sample prices in US dollars, in the order of AWS's public list of ap-southeast-1 for Linux on demand. They were
 * written down by hand in November 2026, those of databases, CloudFront and support rounded, and are not kept up to
 * date: good for a demonstration, not for a quotation.
 */
export const PRICES = {
  eksClusterHour: '0.1',
  gp3GbMonth: '0.096',
  snapshotGbMonth: '0.05',
  idleAddressHour: '0.005',
  natHour: '0.059',
  natGb: '0.059',
  crossZoneGb: '0.01',
  internetGb: '0.12',
  crossRegionGb: '0.09',
  ecrGbMonth: '0.1',
  efsGbMonth: '0.36',
  efsInfrequentGbMonth: '0.0272',
  rds2xlHour: '1.2',
  rdsXlHour: '0.6',
  rdsGp3GbMonth: '0.138',
  rdsBackupGbMonth: '0.095',
  s3StandardGbMonth: '0.025',
  s3InfrequentGbMonth: '0.0138',
  s3InstantGbMonth: '0.005',
  s3DeepGbMonth: '0.002',
  s3WriteRequest: '0.000005',
  s3ReadRequest: '0.0000004',
  cdnGb: '0.12',
  /** Private pricing for a committed volume: 15 % below the list. */
  cdnGbNegotiated: '0.102',
  cdnRequest: '0.0000012',
  hostedZone: '0.5',
  dnsQuery: '0.0000004',
  webAclMonth: '5',
  wafRequest: '0.0000006',
  balancerHour: '0.0252',
  capacityUnitHour: '0.008',
  keyMonth: '1',
  keyRequest: '0.000003',
  logGb: '0.7',
  secretMonth: '0.4',
  /** Share of a month's usage. */
  support: '0.03',
} as const;

/** On-demand price of an instance per hour. */
export const INSTANCE_PRICES: Record<InstanceTypeName, string> = {
  't3.medium': '0.0528',
  'c5.2xlarge': '0.392',
  'c5.4xlarge': '0.784',
  'c5.9xlarge': '1.764',
};

/** Spot price as a share of the on-demand price, around which it moves. */
export const SPOT_SHARE = 0.42;
/** What a Compute Savings Plan of one year without upfront payment charges of the on-demand price. */
export const SAVINGS_PLAN_SHARE = '0.72';
/** What a Reserved DB Instance of one year without upfront payment charges of it. */
export const RESERVED_SHARE = '0.66';
/** Singapore's goods and services tax. */
export const TAX_SHARE = '0.09';
