import {
  blocksOf,
  isReplica,
  nameAndKey,
  ofType,
  read,
  Resource,
  textOf,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { Demand, unmet } from './demands';
import { Broken, Estate, mayBeProduction, TerraformCheck } from './types';

/** Days that backups of production are kept. */
export const BACKUP_DAYS = 7;
/** Zones that production stands in. */
export const ZONES = 3;
const PRIMARY = (resource: Resource) =>
  mayBeProduction(resource) && !isReplica(resource);

const protect = (
  type: string,
  attribute: string,
  wanted: Demand['wanted'],
  more: Partial<Demand> = {},
): Demand => ({
  rule: 'deletion-unprotected',
  type,
  path: [attribute],
  wanted,
  when: mayBeProduction,
  ...more,
});

const kept = { mayLack: true } as const;

const DEMANDS: readonly Demand[] = [
  protect('aws_db_instance', 'deletion_protection', true),
  // A replica cannot have a final snapshot.
  protect('aws_db_instance', 'skip_final_snapshot', false, {
    ...kept,
    when: PRIMARY,
  }),
  protect('aws_rds_cluster', 'deletion_protection', true),
  protect('aws_rds_cluster', 'skip_final_snapshot', false, kept),
  protect('aws_lb', 'enable_deletion_protection', true),
  protect('aws_dynamodb_table', 'deletion_protection_enabled', true),
  protect(
    'aws_elasticache_replication_group',
    'final_snapshot_identifier',
    'set',
  ),
  protect('aws_s3_bucket', 'force_destroy', false, kept),
  protect('aws_backup_vault', 'force_destroy', false, kept),
  protect('aws_route53_zone', 'force_destroy', false, kept),
  protect(
    'aws_secretsmanager_secret',
    'recovery_window_in_days',
    days => Number(days) > 0,
    kept,
  ),
  {
    rule: 'backup-short',
    type: 'aws_db_instance',
    path: ['backup_retention_period'],
    wanted: days => Number(days) >= BACKUP_DAYS,
    when: PRIMARY,
  },
  {
    rule: 'backup-short',
    type: 'aws_db_instance',
    path: ['backup_retention_period'],
    wanted: days => Number(days) >= 1,
    when: resource => !mayBeProduction(resource) && !isReplica(resource),
  },
  {
    rule: 'zones-few',
    type: 'aws_db_instance',
    path: ['multi_az'],
    wanted: true,
    when: PRIMARY,
  },
  ...['multi_az_enabled', 'automatic_failover_enabled'].map(
    (setting): Demand => ({
      rule: 'zones-few',
      type: 'aws_elasticache_replication_group',
      path: [setting],
      wanted: true,
      when: mayBeProduction,
    }),
  ),
  {
    rule: 'zones-few',
    type: 'aws_efs_file_system',
    path: ['availability_zone_name'],
    wanted: () => false,
    mayLack: true,
    when: mayBeProduction,
  },
];

/** What survives a slip, a failure or the loss of a zone. */
export const checkDurability: TerraformCheck = estate => [
  ...unmet(estate, DEMANDS),
  ...backups(estate),
  ...zones(estate),
];

function backups({ resources, partial }: Estate): Broken[] {
  const [store] = ofType(
    resources,
    'aws_db_instance',
    'aws_rds_cluster',
    'aws_efs_file_system',
  ).filter(mayBeProduction);
  const plans = ofType(resources, 'aws_backup_plan').filter(mayBeProduction);
  const selected = ofType(resources, 'aws_backup_selection').length > 0;
  if (plans.length === 0 || !selected) {
    return store && !partial
      ? [{ rule: 'backup-plan-missing', resource: store }]
      : [];
  }
  const copies = plans.some(
    plan =>
      read(plan, 'rule').state === 'unknown' ||
      blocksOf(plan, 'rule').some(
        rule => read(rule, 'copy_action', 0).state !== 'absent',
      ),
  );
  return copies
    ? []
    : [{ rule: 'backup-copy-missing', resource: plans[0], attribute: 'rule' }];
}

/** Subnets, and in a plan, which counts them, the ways out to the internet. */
function zones({ resources }: Estate): Broken[] {
  const production = resources.filter(mayBeProduction);
  const groups = new Map<string, Resource[]>();
  for (const subnet of ofType(production, 'aws_subnet')) {
    // Those that are made for each of a list stand in different zones by themselves, others with each other.
    const { key } = nameAndKey(subnet.address);
    const group = key === undefined ? '' : subnet.id;
    groups.set(group, [...(groups.get(group) ?? []), subnet]);
  }
  const gateways = ofType(production, 'aws_nat_gateway').filter(
    ({ place }) => place === undefined,
  );
  return [
    ...[...groups.values()].flatMap(inFewZones),
    ...(gateways.length > 0 && gateways.length < ZONES
      ? [
          {
            rule: 'zones-few' as const,
            resource: gateways[0],
            detail: `${gateways.length} < ${ZONES}`,
          },
        ]
      : []),
  ];
}

function inFewZones(subnets: readonly Resource[]): Broken[] {
  const known = new Set(
    subnets.map(subnet => textOf(subnet, 'availability_zone')),
  );
  return !known.has(undefined) && known.size < ZONES
    ? [
        {
          rule: 'zones-few',
          resource: subnets[0],
          attribute: 'availability_zone',
          detail: [...known].join(', '),
        },
      ]
    : [];
}
