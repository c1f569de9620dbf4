import { Resource } from '../terraform/resource';
import { PlatformSettings } from '../terraform/settings';
import { estimatePlan } from './estimatePlan';
import { estimateSettings } from './estimateSettings';
import { SEED_ESTATE } from './seedEstate';

const resource = (
  address: string,
  values: Record<string, unknown> = {},
  references: Record<string, string[]> = {},
): Resource => ({
  id: address.replace(/\[.*\]/, ''),
  type: address.split('.')[0],
  address,
  values,
  unknown: {},
  references,
});

const each = (
  type: string,
  count: number,
  values: Record<string, unknown> = {},
) =>
  Array.from({ length: count }, (_, index) =>
    resource(`${type}.it[${index}]`, values),
  );

/** What the code of a platform would make of settings. */
function planOf({
  node_groups: groups,
  database,
  elasticache,
  off_hours: off,
  nat_gateways: ways,
  cloudhsm,
}: PlatformSettings): Resource[] {
  return [
    resource('aws_eks_cluster.it'),
    ...Object.entries(groups).flatMap(([name, group]) => [
      resource(
        `aws_eks_node_group.it["${name}"]`,
        {
          node_group_name: name,
          instance_types: [group.instance_type],
          capacity_type: group.capacity_type,
          scaling_config: [{ desired_size: group.desired }],
        },
        { launch_template: ['aws_launch_template.it'] },
      ),
      resource(`aws_launch_template.it["${name}"]`, {
        block_device_mappings: [{ ebs: [{ volume_size: group.disk_gib }] }],
      }),
      ...(off.enabled && name !== 'system'
        ? [
            resource(`aws_autoscaling_schedule.evening["${name}"]`, {
              desired_capacity: 0,
              recurrence: off.start,
            }),
            resource(`aws_autoscaling_schedule.morning["${name}"]`, {
              desired_capacity: group.desired,
              recurrence: off.stop,
            }),
          ]
        : []),
    ]),
    resource('aws_db_instance.primary', {
      instance_class: database.instance_class,
      multi_az: database.multi_az,
      allocated_storage: database.allocated_gib,
    }),
    ...each('aws_db_instance', database.replicas, {
      instance_class: database.replica_class,
      replicate_source_db: 'primary',
    }),
    ...each('aws_elasticache_replication_group', elasticache.enabled ? 1 : 0, {
      node_type: elasticache.node_type,
      num_node_groups: elasticache.shards,
      replicas_per_node_group: elasticache.replicas,
    }),
    resource('aws_s3_bucket.it'),
    resource('aws_efs_file_system.it'),
    ...each('aws_nat_gateway', ways),
    ...each('aws_eip', ways),
    resource('aws_lb.it'),
    ...['a', 'b', 'c'].map(zone =>
      resource(`aws_subnet.it["${zone}"]`, { availability_zone: zone }),
    ),
    ...each('aws_vpc_endpoint', 13, { vpc_endpoint_type: 'Interface' }),
    resource('aws_vpc_endpoint.s3', { vpc_endpoint_type: 'Gateway' }),
    ...each('aws_kms_key', 10),
    resource('aws_wafv2_web_acl.it'),
    resource('aws_route53_zone.it'),
    ...each('aws_cloudhsm_v2_hsm', cloudhsm ? 2 : 0),
  ];
}

const SETTINGS: PlatformSettings = {
  ...SEED_ESTATE,
  region: 'ap-southeast-1',
  backup_region: 'ap-northeast-1',
};

const CONTEXT = {
  region: 'ap-southeast-1',
  objectGib: SETTINGS.object_storage.expected_gib,
  fileGib: SETTINGS.efs.expected_gib,
};

it.each<[string, Partial<PlatformSettings>]>([
  ['the estate of the architecture document', {}],
  [
    'Spot that sleeps at night',
    {
      node_groups: {
        ...SEED_ESTATE.node_groups,
        worker: { ...SEED_ESTATE.node_groups.worker, capacity_type: 'SPOT' },
      },
      off_hours: { enabled: true, start: '0 20 * * *', stop: '0 8 * * *' },
    },
  ],
  [
    'a cache, hardware modules, and no replica',
    {
      elasticache: { ...SEED_ESTATE.elasticache, enabled: true },
      cloudhsm: true,
      database: { ...SEED_ESTATE.database, replicas: 0, multi_az: false },
      nat_gateways: 1,
    },
  ],
])('costs the same by its resources as by its settings: %s', (_, changed) => {
  const settings = { ...SETTINGS, ...changed };
  expect(estimatePlan(planOf(settings), CONTEXT)).toEqual(
    estimateSettings(settings),
  );
});

it('does not price storage that no plan knows', () => {
  const { lines } = estimatePlan(planOf(SETTINGS), {
    region: 'ap-southeast-1',
  });
  expect(
    lines
      .filter(({ monthly }) => monthly === undefined)
      .map(({ item, quantity }) => [item, quantity]),
  ).toEqual([
    ['object-storage', undefined],
    ['file-storage', undefined],
    ['usage', undefined],
  ]);
});

it('sees a machine more in the plan than in the settings', () => {
  const more = [...planOf(SETTINGS), resource('aws_nat_gateway.more')];
  expect(estimatePlan(more, CONTEXT)).not.toEqual(estimateSettings(SETTINGS));
});
