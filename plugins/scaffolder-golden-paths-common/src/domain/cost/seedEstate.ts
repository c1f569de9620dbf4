import { PlatformSettings } from '../terraform/settings';
import { Estimate } from './estimate';
import { estimateSettings } from './estimateSettings';

/** The estate of the architecture document, in the form of an environment's settings. */
export const SEED_ESTATE: Omit<PlatformSettings, 'region' | 'backup_region'> = {
  platform: 'textloom',
  environment: 'prod',
  vpc_cidr: '10.40.0.0/16',
  node_groups: {
    system: group('t3.medium', 3, 50),
    compute: group('c5.2xlarge', 5, 100),
    worker: group('c5.4xlarge', 10, 200),
    'high-performance': group('c5.9xlarge', 3, 200),
  },
  database: {
    instance_class: 'db.r5.2xlarge',
    replica_class: 'db.r5.xlarge',
    replicas: 2,
    multi_az: true,
    allocated_gib: 500,
    max_allocated_gib: 2000,
    backup_days: 7,
  },
  object_storage: { expected_gib: 10_000 },
  elasticache: {
    enabled: false,
    node_type: 'cache.r6g.xlarge',
    shards: 3,
    replicas: 1,
  },
  efs: { expected_gib: 200 },
  cloudhsm: false,
  nat_gateways: 3,
  monthly_budget_usd: 30_000,
  off_hours: { enabled: false, start: '0 20 * * *', stop: '0 8 * * *' },
};

function group(type: string, count: number, disk: number) {
  return {
    instance_type: type,
    min: count,
    desired: count,
    max: 2 * count,
    capacity_type: 'ON_DEMAND' as const,
    disk_gib: disk,
  };
}

/** What the estate of the architecture document would cost in a region. */
export const estimateSeed = (region: string): Estimate =>
  estimateSettings({ ...SEED_ESTATE, region, backup_region: region });
