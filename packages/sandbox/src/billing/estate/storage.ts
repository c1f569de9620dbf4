import { Decimal } from '@textloom/kernel';
import { environmentOf } from '../../argo/names';
import { CLUSTER_PLANS } from '../../world/clusters';
import { bytes } from '../../world/quantity';
import { hex } from '../../world/random';
import { volumesOf } from '../../world/storage';
import { platformWorkloads } from '../../world/workloads/platform';
import { dataServices } from '../../world/workloads/textloom';
import { WorkloadPlan } from '../../world/workloads/types';
import { lengthOf, monthOf } from '../calendar';
import { Charge } from '../focus';
import { BillingWorld, demand, stored } from '../load';
import { quantity } from '../money';
import { PRICES } from '../prices';
import { BLOCK_STORAGE } from '../services';
import { arn, owned } from './tags';

/** A day's part of what is priced by the month. */
export function perMonth(amount: number, day: string): Decimal {
  return quantity(amount / lengthOf(monthOf(day)), 6);
}

/** Volumes of MinIO, Redis and monitoring, under the ids that the clusters have. */
export function volumeCharges(world: BillingWorld, day: string): Charge[] {
  return volumes(world.seed).map(({ id, gb, tags }) => ({
    day,
    service: 'ec2',
    category: BLOCK_STORAGE,
    meter: 'EBS:VolumeUsage.gp3',
    unit: 'GB-Mo',
    operation: 'CreateVolume-Gp3',
    quantity: perMonth(gb, day),
    price: PRICES.gp3GbMonth,
    resource: { id, type: 'Volume' },
    tags,
  }));
}

interface Volume {
  id: string;
  gb: number;
  tags: Record<string, string>;
}

const VOLUMES = new Map<number, Volume[]>();

function volumes(seed: number): Volume[] {
  const known = VOLUMES.get(seed);
  if (known) {
    return known;
  }
  const found = CLUSTER_PLANS.flatMap(plan => [
    ...plan.environments.flatMap(namespace =>
      dataServices(plan, namespace).flatMap(workload =>
        volumesOfWorkload(seed, workload, environmentOf(namespace)),
      ),
    ),
    ...platformWorkloads(plan).flatMap(workload =>
      volumesOfWorkload(
        seed,
        // Both clusters have claims of the same names.
        plan.size === 'full'
          ? workload
          : { ...workload, namespace: `${plan.name}/${workload.namespace}` },
        plan.size === 'full' ? 'prod' : '',
      ),
    ),
  ]);
  VOLUMES.set(seed, found);
  return found;
}

function volumesOfWorkload(
  seed: number,
  workload: WorkloadPlan,
  environment: string,
): Volume[] {
  const component = `resource:${workload.component ?? workload.name}`;
  const tags = environment
    ? owned(component, environment)
    : { 'textloom:component': component };
  return volumesOf(seed, workload)
    .filter(({ kind }) => kind === 'PersistentVolume')
    .map(({ spec }) => {
      const { csi, capacity } = spec as {
        csi: { volumeHandle: string };
        capacity: { storage: string };
      };
      return {
        id: csi.volumeHandle,
        gb: bytes(capacity.storage) / 2 ** 30,
        tags,
      };
    });
}

/** A bucket of S3 with what it holds by storage class, in GB when the business has size 1. */
const BUCKETS = [
  {
    name: 'textloom-media',
    component: 'resource:minio',
    environment: 'prod',
    standard: 52_000,
    infrequent: 9_000,
    instant: 14_000,
    deep: 0,
    writes: 260_000,
    reads: 9_000_000,
  },
  {
    name: 'textloom-backups',
    component: 'resource:database-backups',
    environment: 'prod',
    standard: 9_000,
    infrequent: 0,
    instant: 0,
    deep: 0,
    writes: 40_000,
    reads: 0,
  },
  {
    name: 'textloom-logs-archive',
    component: 'resource:elasticsearch',
    environment: 'prod',
    standard: 0,
    infrequent: 0,
    instant: 6_000,
    deep: 22_000,
    writes: 0,
    reads: 0,
  },
  {
    name: 'textloom-media-nonprod',
    component: 'resource:minio',
    environment: 'staging',
    standard: 1_200,
    infrequent: 0,
    instant: 0,
    deep: 0,
    writes: 0,
    reads: 0,
  },
];

const CLASSES = [
  ['standard', 'TimedStorage-ByteHrs', PRICES.s3StandardGbMonth],
  ['infrequent', 'TimedStorage-SIA-ByteHrs', PRICES.s3InfrequentGbMonth],
  ['instant', 'TimedStorage-GIR-ByteHrs', PRICES.s3InstantGbMonth],
  ['deep', 'TimedStorage-GDA-ByteHrs', PRICES.s3DeepGbMonth],
] as const;

const REQUESTS = [
  ['writes', 'Requests-Tier1', 'PutObject', PRICES.s3WriteRequest],
  ['reads', 'Requests-Tier2', 'GetObject', PRICES.s3ReadRequest],
] as const;

/** Objects by storage class, and requests. */
export function bucketCharges(world: BillingWorld, day: string): Charge[] {
  return BUCKETS.flatMap(bucket => {
    const base = {
      day,
      service: 's3' as const,
      resource: { id: bucket.name, name: bucket.name, type: 'Bucket' },
      tags: owned(bucket.component, bucket.environment),
    };
    const size = stored(world, day, bucket.name);
    const busy = demand(world, day, `${bucket.name}/requests`);
    return [
      ...CLASSES.filter(([name]) => bucket[name] > 0).map(
        ([name, meter, price]): Charge => ({
          ...base,
          meter,
          unit: 'GB-Mo',
          operation: 'StandardStorage',
          quantity: perMonth(bucket[name] * size, day),
          price,
        }),
      ),
      ...REQUESTS.filter(([name]) => bucket[name] > 0).map(
        ([name, meter, operation, price]): Charge => ({
          ...base,
          meter,
          unit: 'Requests',
          operation,
          quantity: quantity(bucket[name] * busy, 0),
          price,
        }),
      ),
    ];
  });
}

/** Working files that workers share. */
export function fileSystemCharges(world: BillingWorld, day: string): Charge[] {
  const size = stored(world, day, 'efs');
  const id = `fs-0${hex(`${world.seed}/efs`, 16)}`;
  const base = {
    day,
    service: 'efs' as const,
    unit: 'GB-Mo',
    operation: '',
    resource: {
      id: arn('elasticfilesystem', `file-system/${id}`),
      name: 'textloom-work',
      type: 'FileSystem',
    },
    tags: owned('resource:efs'),
  };
  return [
    {
      ...base,
      meter: 'TimedStorage-ByteHrs',
      quantity: perMonth(900 * size, day),
      price: PRICES.efsGbMonth,
    },
    {
      ...base,
      meter: 'IATimedStorage-ByteHrs',
      quantity: perMonth(1_400 * size, day),
      price: PRICES.efsInfrequentGbMonth,
    },
  ];
}
