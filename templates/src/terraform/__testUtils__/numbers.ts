import { Planned, Values } from './planned';

/** A sentence of the architecture document and how it shows in the plan of production. */
export interface NumberCheck {
  readonly says: string;
  readonly found: (plan: Planned) => unknown;
  readonly expected: unknown;
}

const EKS = 'module.eks.aws_eks_node_group.this';
const DATABASE = 'module.data.aws_db_instance';

const sizeOf = (group: Values) => [
  group.instance_types[0],
  group.scaling_config[0].desired_size,
  group.scaling_config[0].max_size > group.scaling_config[0].desired_size,
  group.capacity_type,
];

const nodes: readonly NumberCheck[] = [
  ['system', 't3.medium', 3],
  ['compute', 'c5.2xlarge', 5],
  ['worker', 'c5.4xlarge', 10],
  ['high-performance', 'c5.9xlarge', 3],
].map(([name, type, count]) => ({
  says: `${name}: ${count} × ${type} on demand, with headroom`,
  found: plan => sizeOf(plan.at(`${EKS}["${name}"]`)),
  expected: [type, count, true, 'ON_DEMAND'],
}));

const cluster: readonly NumberCheck[] = [
  {
    says: 'Kubernetes 1.28 or newer',
    found: plan =>
      Number(
        plan.at('module.eks.aws_eks_cluster.this').version.split('.')[1],
      ) >= 28,
    expected: true,
  },
  {
    says: 'urgent work has its nodes for itself',
    found: plan => plan.at(`${EKS}["high-performance"]`).taint,
    expected: [
      {
        key: 'textloom.ai/dedicated',
        value: 'priority',
        effect: 'NO_SCHEDULE',
      },
    ],
  },
  {
    says: 'nodes are named as charts of services choose them',
    found: plan =>
      plan
        .all('aws_eks_node_group')
        .map(group => group.node_group_name)
        .sort(),
    expected: ['compute', 'high-performance', 'system', 'worker'],
  },
  {
    says: 'EBS volumes are gp3, encrypted',
    found: plan =>
      plan
        .all('aws_launch_template')
        .map(template => template.block_device_mappings[0].ebs[0])
        .map(({ volume_type, encrypted }) => [volume_type, encrypted]),
    expected: Array.from({ length: 4 }, () => ['gp3', 'true']),
  },
  {
    says: 'claims get gp3 by the EBS add-on',
    found: plan =>
      JSON.parse(
        plan.at('module.eks.aws_eks_addon.after_nodes["aws-ebs-csi-driver"]')
          .configuration_values,
      ).defaultStorageClass,
    expected: { enabled: true },
  },
  {
    says: 'EFS, encrypted, with a mount target in each zone',
    found: plan => [
      plan.all('aws_efs_file_system').map(({ encrypted }) => encrypted),
      plan.all('aws_efs_mount_target').length,
    ],
    expected: [[true], 3],
  },
  {
    says: 'secrets of Kubernetes are encrypted, the API is private, all logs are kept',
    found: plan => {
      const { encryption_config, vpc_config, enabled_cluster_log_types } =
        plan.at('module.eks.aws_eks_cluster.this');
      return [
        encryption_config[0].resources,
        vpc_config[0].endpoint_public_access,
        enabled_cluster_log_types.length,
      ];
    },
    expected: [['secrets'], false, 5],
  },
];

const network: readonly NumberCheck[] = [
  {
    says: 'VPC with 3 zones, a private and a public subnet in each',
    found: plan => [
      plan.all('aws_vpc').length,
      new Set(plan.all('aws_subnet').map(one => one.availability_zone)).size,
      plan.all('aws_subnet').length,
    ],
    expected: [1, 3, 6],
  },
  {
    says: 'each zone has a NAT gateway of its own',
    found: plan => plan.all('aws_nat_gateway').length,
    expected: 3,
  },
  {
    says: 'network ACLs before both kinds of subnets',
    found: plan => [
      plan.all('aws_network_acl').length,
      plan
        .all('aws_network_acl_rule')
        .every(rule => rule.rule_action === 'allow'),
    ],
    expected: [2, true],
  },
  {
    says: 'nothing is open to the world',
    found: plan =>
      plan
        .all('aws_vpc_security_group_ingress_rule')
        .filter(rule => rule.cidr_ipv4 === '0.0.0.0/0').length,
    expected: 0,
  },
  {
    says: 'every connection is logged',
    found: plan => plan.all('aws_flow_log').map(log => log.traffic_type),
    expected: ['ALL'],
  },
];

const database: readonly NumberCheck[] = [
  {
    says: 'PostgreSQL 14 on db.r5.2xlarge, in two zones',
    found: plan => {
      const { engine, engine_version, instance_class, multi_az } = plan.at(
        `${DATABASE}.primary`,
      );
      return [engine, engine_version.split('.')[0], instance_class, multi_az];
    },
    expected: ['postgres', '14', 'db.r5.2xlarge', true],
  },
  {
    says: '2 read replicas on db.r5.xlarge',
    found: plan =>
      [0, 1].map(index => {
        const { instance_class, replicate_source_db } = plan.at(
          `${DATABASE}.replica[${index}]`,
        );
        return [instance_class, replicate_source_db];
      }),
    expected: [
      ['db.r5.xlarge', 'textloom-prod-primary'],
      ['db.r5.xlarge', 'textloom-prod-primary'],
    ],
  },
  {
    says: 'automatic backups for 7 days',
    found: plan => plan.at(`${DATABASE}.primary`).backup_retention_period,
    expected: 7,
  },
  {
    says: 'databases are encrypted, private and cannot be deleted by mistake',
    found: plan =>
      plan
        .all('aws_db_instance')
        .map(
          ({ storage_encrypted, publicly_accessible, deletion_protection }) => [
            storage_encrypted,
            publicly_accessible,
            deletion_protection,
          ],
        ),
    expected: Array.from({ length: 3 }, () => [true, false, true]),
  },
  {
    says: 'the database takes TLS only',
    found: plan =>
      plan
        .all('aws_db_parameter_group')[0]
        .parameter.find(({ name }: Values) => name === 'rds.force_ssl')?.value,
    expected: '1',
  },
  {
    says: 'managed Redis is encrypted in three shards with a replica each',
    found: plan =>
      plan
        .all('aws_elasticache_replication_group')
        .map(cache => [
          cache.num_node_groups,
          cache.replicas_per_node_group,
          cache.node_type,
          cache.at_rest_encryption_enabled,
          cache.transit_encryption_enabled,
        ]),
    // 26 GiB: the sixteen of the document fit with what Redis needs beside them.
    expected: [[3, 1, 'cache.r6g.xlarge', 'true', true]],
  },
];

/** What the document says of network, cluster and database. */
export const CORE_NUMBERS: readonly NumberCheck[] = [
  ...nodes,
  ...cluster,
  ...network,
  ...database,
];
