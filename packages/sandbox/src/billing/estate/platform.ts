import { CLUSTER_PLANS } from '../../world/clusters';
import { hex } from '../../world/random';
import { Charge } from '../focus';
import { BillingWorld, demand, stored } from '../load';
import { quantity } from '../money';
import { PRICES } from '../prices';
import { BLOCK_STORAGE, NETWORK } from '../services';
import { perMonth } from './storage';
import { arn, owned, PRODUCTION } from './tags';

/** GB of logs a day, when the business has size 1. */
const LOG_GROUPS = [
  { name: '/textloom/textloom-api', component: 'textloom-api', gb: 9 },
  { name: '/textloom/textloom-gateway', component: 'textloom-gateway', gb: 4 },
  { name: '/textloom/textloom-worker', component: 'textloom-worker', gb: 5 },
  { name: '/aws/eks/textloom-prod/cluster', gb: 3 },
];

/** What cost-spike adds to a day's logs of the API, in GB. */
export const SPIKE = { component: 'textloom-api', gb: 880 };

/** Control planes and images. */
export function clusterCharges(world: BillingWorld, day: string): Charge[] {
  return [
    ...CLUSTER_PLANS.map(
      ({ name, size }): Charge => ({
        day,
        service: 'eks',
        meter: 'AmazonEKS-Hours:perCluster',
        unit: 'Hrs',
        operation: 'CreateOperation',
        quantity: quantity(24),
        price: PRICES.eksClusterHour,
        resource: { id: arn('eks', `cluster/${name}`), name, type: 'Cluster' },
        tags: size === 'full' ? PRODUCTION : undefined,
      }),
    ),
    {
      day,
      service: 'ecr',
      meter: 'TimedStorage-ByteHrs',
      unit: 'GB-Mo',
      operation: '',
      quantity: perMonth(180 * stored(world, day, 'ecr'), day),
      price: PRICES.ecrGbMonth,
      resource: {
        id: arn('ecr', 'repository/textloom'),
        name: 'textloom',
        type: 'Repository',
      },
    },
  ];
}

/** Logs; a spike is what debug logs of a day add. */
export function logCharges(
  world: BillingWorld,
  day: string,
  spike: boolean,
): Charge[] {
  return LOG_GROUPS.map(({ name, component, gb }): Charge => {
    const extra = spike && component === SPIKE.component ? SPIKE.gb : 0;
    return {
      day,
      service: 'cloudwatch',
      meter: 'DataProcessing-Bytes',
      unit: 'GB',
      operation: 'PutLogEvents',
      quantity: quantity(gb * demand(world, day, name)) + quantity(extra),
      price: PRICES.logGb,
      resource: {
        id: arn('logs', `log-group:${name}`),
        name,
        type: 'LogGroup',
      },
      tags: component ? owned(component) : PRODUCTION,
    };
  });
}

/** DNS, firewall, keys and secrets. */
export function edgeCharges(world: BillingWorld, day: string): Charge[] {
  const requests = (key: string, count: number) =>
    quantity(count * demand(world, day, key), 0);
  const zone = {
    day,
    service: 'route53' as const,
    global: true,
    resource: {
      id: 'arn:aws:route53:::hostedzone/Z0TEXTLOOMAI',
      name: 'textloom.ai',
      type: 'HostedZone',
    },
    tags: owned('resource:dns'),
  };
  const firewall = {
    day,
    service: 'waf' as const,
    operation: '',
    resource: {
      id: arn('wafv2', 'regional/webacl/textloom-edge'),
      name: 'textloom-edge',
      type: 'WebACL',
    },
    tags: owned('resource:waf'),
  };
  return [
    ...(day.endsWith('-01')
      ? [
          {
            ...zone,
            meter: 'HostedZone',
            unit: 'HostedZones',
            operation: 'HostedZone',
            frequency: 'Recurring' as const,
            monthly: true,
            quantity: quantity(2),
            price: PRICES.hostedZone,
          },
        ]
      : []),
    {
      ...zone,
      meter: 'DNS-Queries',
      unit: 'Queries',
      operation: 'A',
      quantity: requests('dns', 6_000_000),
      price: PRICES.dnsQuery,
    },
    {
      ...firewall,
      meter: 'WebACL',
      unit: 'WebACL-Mo',
      quantity: perMonth(1, day),
      price: PRICES.webAclMonth,
    },
    {
      ...firewall,
      meter: 'Request',
      unit: 'Requests',
      quantity: requests('waf', 6_000_000),
      price: PRICES.wafRequest,
    },
    ...keyCharges(world, day),
    {
      day,
      service: 'secrets',
      meter: 'AWSSecretsManager-Secrets',
      unit: 'Secrets',
      operation: '',
      quantity: perMonth(24, day),
      price: PRICES.secretMonth,
      resource: {
        id: arn('secretsmanager', 'secret:textloom-prod'),
        name: 'textloom-prod',
        type: 'Secret',
      },
      tags: PRODUCTION,
    },
  ];
}

function keyCharges(world: BillingWorld, day: string): Charge[] {
  return ['database', 'media', 'backups'].flatMap((name): Charge[] => {
    const base = {
      day,
      service: 'kms' as const,
      operation: '',
      resource: {
        id: arn('kms', `key/${hex(`${world.seed}/key/${name}`, 32)}`),
        name,
        type: 'Key',
      },
      tags: owned('resource:kms'),
    };
    return [
      {
        ...base,
        meter: 'KMS-Keys',
        unit: 'Keys',
        quantity: perMonth(1, day),
        price: PRICES.keyMonth,
      },
      {
        ...base,
        meter: 'KMS-Requests',
        unit: 'Requests',
        quantity: quantity(130_000 * demand(world, day, `kms/${name}`), 0),
        price: PRICES.keyRequest,
      },
    ];
  });
}

/** What nobody has tagged: old snapshots, and an address that was kept. */
export function untaggedCharges({ seed }: BillingWorld, day: string): Charge[] {
  return [
    ...[420, 260, 140].map(
      (gb, index): Charge => ({
        day,
        service: 'ec2',
        category: BLOCK_STORAGE,
        meter: 'EBS:SnapshotUsage',
        unit: 'GB-Mo',
        operation: 'CreateSnapshot',
        quantity: perMonth(gb, day),
        price: PRICES.snapshotGbMonth,
        resource: {
          id: `snap-0${hex(`${seed}/snapshot/${index}`, 16)}`,
          type: 'Snapshot',
        },
      }),
    ),
    {
      day,
      service: 'ec2',
      category: NETWORK,
      meter: 'PublicIPv4:IdleAddress',
      unit: 'Hrs',
      operation: 'AllocateAddressVPC',
      quantity: quantity(24),
      price: PRICES.idleAddressHour,
      resource: {
        id: arn('ec2', `elastic-ip/eipalloc-0${hex(`${seed}/address`, 16)}`),
        type: 'ElasticIp',
      },
    },
  ];
}
