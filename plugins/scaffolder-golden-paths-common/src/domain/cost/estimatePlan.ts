import {
  blocksOf,
  leadsTo,
  nameAndKey,
  numberOf,
  ofType,
  read,
  Resource,
  textOf,
  valueAt,
} from '../terraform/resource';
import { chargesOf, Inventory } from './charges';
import { Estimate, estimateOf } from './estimate';
import { minutesOn } from './offHours';

/** Where a plan stands, and what no plan tells. */
export interface PlanContext {
  region: string;
  /** GiB that will be stored; absent, the lines are not priced. */
  objectGib?: number;
  fileGib?: number;
}

/** GiB of a machine's disk where nothing is said: the default of EKS for managed node groups. */
const DEFAULT_DISK = 20;

/** What the resources of a plan cost: the same lines as by the settings, if the code makes what they say. */
export function estimatePlan(
  resources: readonly Resource[],
  { region, objectGib, fileGib }: PlanContext,
): Estimate {
  const count = (type: string) => ofType(resources, type).length;
  const has = (type: string) => count(type) > 0;
  return estimateOf(
    region,
    chargesOf({
      region,
      clusters: count('aws_eks_cluster'),
      nodeGroups: nodeGroups(resources),
      databases: databases(resources),
      caches: ofType(resources, 'aws_elasticache_replication_group').map(
        cache => ({
          type: textOf(cache, 'node_type') ?? '?',
          nodes:
            numberOf(cache, 'num_cache_clusters') ??
            (numberOf(cache, 'num_node_groups') ?? 1) *
              (1 + (numberOf(cache, 'replicas_per_node_group') ?? 0)),
        }),
      ),
      ...(objectGib !== undefined && has('aws_s3_bucket') && { objectGib }),
      ...(fileGib !== undefined && has('aws_efs_file_system') && { fileGib }),
      natGateways: count('aws_nat_gateway'),
      addresses: count('aws_eip'),
      loadBalancers: count('aws_lb'),
      endpoints: endpoints(resources),
      keys: count('aws_kms_key'),
      firewalls: count('aws_wafv2_web_acl'),
      dnsZones: count('aws_route53_zone'),
      hsms: count('aws_cloudhsm_v2_hsm'),
    }),
  );
}

function nodeGroups(resources: readonly Resource[]): Inventory['nodeGroups'] {
  const templates = ofType(resources, 'aws_launch_template');
  return ofType(resources, 'aws_eks_node_group').map(group => {
    const template = templates.find(each =>
      leadsTo(group, 'launch_template', each, 'id'),
    );
    const own = nameAndKey(group.address);
    const name = textOf(group, 'node_group_name') ?? own.key ?? own.name;
    const awake = awakeMinutes(resources, name);
    return {
      name,
      type: textOf(group, 'instance_types', 0) ?? '?',
      count: numberOf(group, 'scaling_config', 0, 'desired_size') ?? 0,
      spot: textOf(group, 'capacity_type') === 'SPOT',
      diskGib:
        (template && diskOf(template)) ??
        numberOf(group, 'disk_size') ??
        DEFAULT_DISK,
      ...(awake !== undefined && { weekMinutes: awake }),
    };
  });
}

/** Schedules are made for each node group by its name: one sets it to nothing, another back. */
function awakeMinutes(
  resources: readonly Resource[],
  group: string,
): number | undefined {
  const own = ofType(resources, 'aws_autoscaling_schedule').filter(
    ({ address }) => nameAndKey(address).key === group,
  );
  const recurrence = (isOff: boolean) =>
    own
      .filter(each => (numberOf(each, 'desired_capacity') === 0) === isOff)
      .map(each => textOf(each, 'recurrence'))[0];
  const [stop, start] = [recurrence(true), recurrence(false)];
  return stop !== undefined && start !== undefined
    ? minutesOn(stop, start)
    : undefined;
}

function diskOf(template: Resource): number | undefined {
  const sizes = blocksOf(template, 'block_device_mappings').flatMap(
    mapping => numberOf(mapping, 'ebs', 0, 'volume_size') ?? [],
  );
  return sizes.length > 0
    ? sizes.reduce((sum, size) => sum + size, 0)
    : undefined;
}

/** Replicas take the size of their primary. */
function databases(resources: readonly Resource[]): Inventory['databases'] {
  const all = ofType(resources, 'aws_db_instance');
  const primary = all.find(each => !isReplica(each));
  return all.map(each => ({
    class: textOf(each, 'instance_class') ?? '?',
    multiAz: valueAt(each, 'multi_az') === true,
    gib:
      numberOf(each, 'allocated_storage') ??
      (primary && numberOf(primary, 'allocated_storage')) ??
      0,
    replica: isReplica(each),
  }));
}

/** Whether a database follows another. */
export function isReplica(database: Resource): boolean {
  return read(database, 'replicate_source_db').state !== 'absent';
}

/** Interface endpoints are charged in each zone. */
function endpoints(resources: readonly Resource[]): number {
  const zones =
    new Set(
      ofType(resources, 'aws_subnet').flatMap(
        subnet => textOf(subnet, 'availability_zone') ?? [],
      ),
    ).size || 1;
  return ofType(resources, 'aws_vpc_endpoint')
    .filter(each => textOf(each, 'vpc_endpoint_type') === 'Interface')
    .reduce((sum, each) => {
      const subnets = valueAt(each, 'subnet_ids');
      return sum + (Array.isArray(subnets) ? subnets.length : zones);
    }, 0);
}
