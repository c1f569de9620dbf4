import { RuleId } from '@textloom/plugin-scaffolder-golden-paths-common';

type Settings = Record<string, any>;

/** Rule, environment whose settings are changed, the change, the attribute that the line is of, and what is named. */
export const IN_SETTINGS: [
  RuleId,
  'dev' | 'prod',
  (settings: Settings) => void,
  string,
  string,
][] = [
  [
    'settings-invalid',
    'dev',
    all => {
      all.nat_gateways = 'three';
    },
    '"nat_gateways"',
    'nat_gateways: a whole number of at least 1',
  ],
  [
    'settings-invalid',
    'prod',
    all => {
      all.node_groups.worker.desired = 5;
    },
    '"desired"',
    'node_groups.worker.desired: 1 ≤ 5 ≤ 4',
  ],
  [
    'settings-invalid',
    'prod',
    all => {
      all.environment = 'staging';
    },
    '"environment"',
    'environment: staging ≠ prod',
  ],
  [
    'network-invalid',
    'prod',
    all => {
      all.vpc_cidr = '11.0.0.0/16';
    },
    '"vpc_cidr"',
    'vpc_cidr: 11.0.0.0/16',
  ],
  [
    'network-overlap',
    'prod',
    all => {
      all.vpc_cidr = '10.41.128.0/17';
    },
    '"vpc_cidr"',
    '10.41.128.0/17 (prod), 10.41.0.0/16 (dev)',
  ],
  [
    'instance-type-unknown',
    'prod',
    all => {
      all.node_groups.worker.instance_type = 'c5.3xlarge';
    },
    '"instance_type"',
    'node_groups.worker.instance_type: c5.3xlarge',
  ],
  [
    'instance-type-unknown',
    'prod',
    all => {
      all.elasticache.node_type = 'cache.c5.large';
    },
    '"node_type"',
    'elasticache.node_type: cache.c5.large',
  ],
  [
    'region-unknown',
    'prod',
    all => {
      all.backup_region = 'ap-north-1';
    },
    '"backup_region"',
    'backup_region: ap-north-1',
  ],
  [
    'backup-copy-missing',
    'prod',
    all => {
      all.backup_region = 'ap-southeast-1';
    },
    '"backup_region"',
    'backup_region: ap-southeast-1',
  ],
  [
    'backup-short',
    'prod',
    all => {
      all.database.backup_days = 6;
    },
    '"backup_days"',
    'database.backup_days: 6',
  ],
  [
    'zones-few',
    'prod',
    all => {
      all.nat_gateways = 1;
    },
    '"nat_gateways"',
    'nat_gateways: 1',
  ],
  [
    'spot-in-production',
    'prod',
    all => {
      all.node_groups.worker.capacity_type = 'SPOT';
    },
    '"capacity_type"',
    'node_groups.worker.capacity_type: SPOT',
  ],
  [
    'name-beyond-limits',
    'prod',
    all => {
      all.platform = 'a-platform-with-a-long-name-x';
    },
    '"platform"',
    'platform: a-platform-with-a-long-name-x-prod, 34 > 32',
  ],
  [
    'budget-exceeded',
    'prod',
    all => {
      all.node_groups.worker.max = 60;
      all.node_groups.worker.desired = 60;
    },
    '"monthly_budget_usd"',
    'monthly_budget_usd: USD 38222 > 20000',
  ],
];
