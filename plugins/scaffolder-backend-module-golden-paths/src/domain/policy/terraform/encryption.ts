import {
  blocksOf,
  isPartlyUnknown,
  leadsAnywhere,
  leadsTo,
  ofType,
  read,
  Resource,
  textOf,
  valueAt,
} from '@textloom/plugin-scaffolder-golden-paths-common';
import { Demand, unmet } from './demands';
import { Broken, Estate, TerraformCheck } from './types';

const AT_REST = 'store-not-encrypted';
const IN_TRANSIT = 'transit-not-encrypted';
/** PostgreSQL of RDS demands TLS by itself since this version. */
const FORCES_TLS = 15;
const TLS_13 = /^ELBSecurityPolicy-TLS13-1-[23](?:-|$)/;
const VIEWER = new Set(['redirect-to-https', 'https-only']);
const VIEWER_TLS = /^TLSv1\.(?:2_202[1-9]|3)/;

const needs = (
  rule: typeof AT_REST | typeof IN_TRANSIT,
  type: string,
  path: Demand['path'],
  wanted: Demand['wanted'] = 'set',
): Demand => ({ rule, type, path, wanted });

const DEMANDS: readonly Demand[] = [
  needs(AT_REST, 'aws_db_instance', ['storage_encrypted'], true),
  needs(AT_REST, 'aws_rds_cluster', ['storage_encrypted'], true),
  needs(AT_REST, 'aws_ebs_volume', ['encrypted'], true),
  needs(AT_REST, 'aws_efs_file_system', ['encrypted'], true),
  needs(
    AT_REST,
    'aws_elasticache_replication_group',
    ['at_rest_encryption_enabled'],
    true,
  ),
  needs(
    AT_REST,
    'aws_eks_cluster',
    ['encryption_config', 0, 'resources'],
    value => Array.isArray(value) && value.includes('secrets'),
  ),
  needs(AT_REST, 'aws_secretsmanager_secret', ['kms_key_id']),
  needs(AT_REST, 'aws_cloudwatch_log_group', ['kms_key_id']),
  needs(AT_REST, 'aws_cloudtrail', ['kms_key_id']),
  needs(AT_REST, 'aws_backup_vault', ['kms_key_arn']),
  needs(AT_REST, 'aws_sns_topic', ['kms_master_key_id']),
  needs(
    AT_REST,
    'aws_dynamodb_table',
    ['server_side_encryption', 0, 'enabled'],
    true,
  ),
  needs(
    AT_REST,
    'aws_ecr_repository',
    ['encryption_configuration', 0, 'encryption_type'],
    'KMS',
  ),
  needs(AT_REST, 'aws_db_instance_automated_backups_replication', [
    'kms_key_id',
  ]),
  needs(
    IN_TRANSIT,
    'aws_elasticache_replication_group',
    ['transit_encryption_enabled'],
    true,
  ),
  {
    rule: 'listener-old-tls',
    type: 'aws_lb_listener',
    path: ['ssl_policy'],
    wanted: value => TLS_13.test(String(value)),
    when: each => /^(?:HTTPS|TLS)$/.test(textOf(each, 'protocol') ?? ''),
  },
  {
    rule: 'listener-old-tls',
    type: 'aws_cloudfront_distribution',
    path: ['viewer_certificate', 0, 'minimum_protocol_version'],
    wanted: value => VIEWER_TLS.test(String(value)),
  },
];

/** Encryption of what is stored and of what is sent. */
export const checkEncryption: TerraformCheck = estate => [
  ...unmet(estate, DEMANDS),
  ...ofType(estate.resources, 'aws_s3_bucket').flatMap(bucket =>
    buckets(bucket, estate),
  ),
  ...ofType(estate.resources, 'aws_launch_template', 'aws_instance').flatMap(
    disks,
  ),
  ...ofType(estate.resources, 'aws_sqs_queue').flatMap(queue),
  ...ofType(estate.resources, 'aws_lb_listener').flatMap(listener),
  ...ofType(estate.resources, 'aws_cloudfront_distribution').flatMap(
    distribution,
  ),
  ...ofType(estate.resources, 'aws_db_parameter_group').flatMap(parameters),
  ...ofType(estate.resources, 'aws_db_instance').flatMap(database),
];

/** Resources of a type that are about another, or may be. */
export function about(
  { resources }: Estate,
  type: string,
  attribute: string,
  subject: Resource,
  same: string,
): Resource[] {
  return ofType(resources, type).filter(
    each =>
      leadsTo(each, attribute, subject, same) || leadsAnywhere(each, attribute),
  );
}

function buckets(bucket: Resource, estate: Estate): Broken[] {
  const of = (type: string) => about(estate, type, 'bucket', bucket, 'bucket');
  const isEncrypted =
    of('aws_s3_bucket_server_side_encryption_configuration').length > 0;
  const policies = of('aws_s3_bucket_policy');
  const refusesPlain = policies.some(
    policy =>
      isPartlyUnknown(policy, 'policy') ||
      JSON.stringify(valueAt(policy, 'policy') ?? '').includes(
        'aws:SecureTransport',
      ),
  );
  return [
    ...(isEncrypted || estate.partial
      ? []
      : [{ rule: AT_REST, resource: bucket } as const]),
    ...(refusesPlain || (policies.length === 0 && estate.partial)
      ? []
      : [
          {
            rule: IN_TRANSIT,
            resource: bucket,
            detail: 'aws:SecureTransport',
          } as const,
        ]),
  ];
}

/** Each disk of a machine; one that is not named is as the image wants it, and nobody knows how that is. */
function disks(machine: Resource): Broken[] {
  const isTemplate = machine.type === 'aws_launch_template';
  const block = isTemplate ? 'block_device_mappings' : 'root_block_device';
  const broken = {
    rule: AT_REST,
    resource: machine,
    attribute: block,
  } as const;
  const all = read(machine, block);
  const found = blocksOf(machine, block);
  const isPlain = (disk: (typeof found)[number]) => {
    const encrypted = isTemplate
      ? read(disk, 'ebs', 0, 'encrypted')
      : read(disk, 'encrypted');
    return (
      encrypted.state === 'absent' ||
      (encrypted.state === 'known' && String(encrypted.value) !== 'true')
    );
  };
  if (found.some(isPlain) || (found.length === 0 && all.state !== 'unknown')) {
    return [{ ...broken, detail: `${block}.encrypted` }];
  }
  return [];
}

function queue(resource: Resource): Broken[] {
  const own = read(resource, 'kms_master_key_id');
  const managed = read(resource, 'sqs_managed_sse_enabled');
  return own.state === 'absent' &&
    managed.state !== 'unknown' &&
    valueAt(resource, 'sqs_managed_sse_enabled') !== true
    ? [{ rule: AT_REST, resource, attribute: 'kms_master_key_id' }]
    : [];
}

/** Whether a listener does nothing but lead to HTTPS. */
export const redirects = (resource: Resource): boolean =>
  textOf(resource, 'default_action', 0, 'type') === 'redirect' &&
  textOf(resource, 'default_action', 0, 'redirect', 0, 'protocol') === 'HTTPS';

function listener(resource: Resource): Broken[] {
  return textOf(resource, 'protocol') === 'HTTP' && !redirects(resource)
    ? [{ rule: IN_TRANSIT, resource, attribute: 'protocol', detail: 'HTTP' }]
    : [];
}

function distribution(resource: Resource): Broken[] {
  const viewers = ['default_cache_behavior', 'ordered_cache_behavior'].flatMap(
    block =>
      blocksOf(resource, block)
        .map(each => textOf(each, 'viewer_protocol_policy'))
        .filter(policy => policy !== undefined && !VIEWER.has(policy))
        .map(detail => ({ attribute: block, detail })),
  );
  const origins = blocksOf(resource, 'origin')
    .map(each =>
      textOf(each, 'custom_origin_config', 0, 'origin_protocol_policy'),
    )
    .filter(policy => policy !== undefined && policy !== 'https-only')
    .map(detail => ({ attribute: 'origin', detail }));
  return [...viewers, ...origins].map(found => ({
    rule: IN_TRANSIT,
    resource,
    ...found,
  }));
}

function parameters(resource: Resource): Broken[] {
  const family = /^postgres(\d+)$/.exec(textOf(resource, 'family') ?? '')?.[1];
  if (family === undefined || read(resource, 'parameter').state === 'unknown') {
    return [];
  }
  const forced = blocksOf(resource, 'parameter').find(
    each => textOf(each, 'name') === 'rds.force_ssl',
  );
  const value = forced && valueAt(forced, 'value');
  const isForced = forced
    ? value === undefined || String(value) === '1'
    : Number(family) >= FORCES_TLS;
  return isForced
    ? []
    : [
        {
          rule: IN_TRANSIT,
          resource,
          attribute: 'parameter',
          detail: 'rds.force_ssl',
        },
      ];
}

function database(resource: Resource): Broken[] {
  const version = Number.parseInt(textOf(resource, 'engine_version') ?? '', 10);
  return textOf(resource, 'engine') === 'postgres' &&
    version < FORCES_TLS &&
    read(resource, 'parameter_group_name').state === 'absent'
    ? [
        {
          rule: IN_TRANSIT,
          resource,
          attribute: 'parameter_group_name',
          detail: 'rds.force_ssl',
        },
      ]
    : [];
}
