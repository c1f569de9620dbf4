import { PlatformFiles } from '../planOf';

/** A place in the emitted files, what stands there, and what would be wrong. */
type Mutation = readonly [path: string, from: string, to: string];

const SETTINGS = 'environments/prod/terraform.tfvars.json';

/**
 * One mistake for each check, all of them at once. What settings refuse is
 * broken in the modules instead.
 */
export const MUTATIONS: readonly Mutation[] = [
  [
    SETTINGS,
    '"system": { "instance_type": "t3.medium"',
    '"system": { "instance_type": "t3.large"',
  ],
  [SETTINGS, '"min": 5, "desired": 5', '"min": 5, "desired": 6'],
  [SETTINGS, '"desired": 10, "max": 20', '"desired": 10, "max": 10'],
  [SETTINGS, '"c5.9xlarge"', '"c5.12xlarge"'],
  [SETTINGS, '"engine_version": "14"', '"engine_version": "15"'],
  [
    SETTINGS,
    '"replica_class": "db.r5.xlarge"',
    '"replica_class": "db.r5.large"',
  ],
  [SETTINGS, '"backup_days": 7', '"backup_days": 8'],
  [SETTINGS, '"shards": 3', '"shards": 2'],
  ['environments/prod/providers.tf', '"textloom:owner"       = var.owner', ''],
  ['modules/platform/main.tf', 'priority:NoSchedule', 'priority:NoExecute'],
  [
    'modules/platform/main.tf',
    'nat_gateways = var.nat_gateways',
    'nat_gateways = 1',
  ],
  [
    'modules/platform/main.tf',
    'off_hours          = var.off_hours',
    'off_hours          = merge(var.off_hours, { enabled = true })',
  ],
  ['modules/eks/main.tf', '= var.kubernetes_version', '= "1.27"'],
  [
    'modules/eks/main.tf',
    'endpoint_public_access  = false',
    'endpoint_public_access  = true',
  ],
  [
    'modules/eks/nodes.tf',
    'node_group_name = each.key',
    'node_group_name = "${each.key}-nodes"',
  ],
  ['modules/eks/nodes.tf', '"gp3"', '"gp2"'],
  [
    'modules/eks/addons.tf',
    'defaultStorageClass = { enabled = true }',
    'defaultStorageClass = { enabled = false }',
  ],
  ['modules/eks/efs.tf', 'encrypted       = true', 'encrypted       = false'],
  [
    'modules/network/main.tf',
    'for_each = local.public_cidrs',
    'for_each = { for zone, cidr in local.public_cidrs : zone => cidr if zone != var.zones[2] }',
  ],
  [
    'modules/network/acl.tf',
    'rule_action    = "allow"',
    'rule_action    = "deny"',
  ],
  [
    'modules/network/endpoints.tf',
    'cidr_ipv4         = var.vpc_cidr',
    'cidr_ipv4         = "0.0.0.0/0"',
  ],
  ['modules/network/flow_logs.tf', '"ALL"', '"REJECT"'],
  [
    'modules/data/postgresql.tf',
    'publicly_accessible    = false',
    'publicly_accessible    = true',
  ],
  ['modules/data/postgresql.tf', 'value = "1"', 'value = "0"'],
  ['modules/data/objects.tf', 'status = "Enabled"', 'status = "Suspended"'],
  ['modules/data/objects.tf', 'archive_days = 90', 'archive_days = 180'],
  ['modules/edge/cdn.tf', 'day = 86400', 'day = 3600'],
  [
    'modules/edge/cdn.tf',
    'compress                   = true',
    'compress                   = false',
  ],
  [
    'modules/edge/cdn.tf',
    'access_control_max_age_sec = 63072000',
    'access_control_max_age_sec = 300',
  ],
  ['modules/edge/load_balancer.tf', 'HTTP_301', 'HTTP_302'],
  ['modules/edge/variables.tf', 'default     = 2000', 'default     = 20000'],
  [
    'modules/edge/dns.tf',
    'type              = "HTTPS"',
    'type              = "HTTP"',
  ],
  [
    'modules/security/keys.tf',
    'enable_key_rotation     = true',
    'enable_key_rotation     = false',
  ],
  ['modules/security/hsm.tf', 'var.cloudhsm ? 2 : 0', 'var.cloudhsm ? 1 : 0'],
  [
    'modules/security/trail.tf',
    'is_multi_region_trail         = true',
    'is_multi_region_trail         = false',
  ],
  ['modules/backup/main.tf', 'cron(0 * * * ? *)', 'cron(0 */2 * * ? *)'],
  ['modules/backup/main.tf', 'cron(0 2 * * ? *)', 'cron(0 5 * * ? *)'],
  ['modules/backup/main.tf', 'weekly_days = 90', 'weekly_days = 60'],
  ['modules/backup/main.tf', 'hourly_days = 7', 'hourly_days = 6'],
  ['modules/backup/restore_tests.tf', 'cron(0 4 1 * ? *)', 'cron(0 4 1 1 ? *)'],
  ['modules/cost/main.tf', 'threshold = 80', 'threshold = 85'],
  ['modules/cost/main.tf', '"DAILY"', '"WEEKLY"'],
];

/** The platform with all of it. @throws when something no longer stands where a mutation looks for it */
export function mutate(
  files: PlatformFiles,
  mutations = MUTATIONS,
): PlatformFiles {
  const changed = new Map(files);
  for (const [path, from, to] of mutations) {
    const text = changed.get(`terraform/${path}`) ?? '';
    if (!text.includes(from)) {
      throw new Error(`${path} no longer holds ${from}`);
    }
    changed.set(
      `terraform/${path}`,
      text.replace(from, () => to),
    );
  }
  return changed;
}
