import { LEASE_NAMESPACE } from '../../controllers/kubelet';
import { fullDiskNode } from '../../world/services';
import { getOf, LEASES, listOf, Node, NODES } from '../../world/objects';
import { bytes, parseQuantity } from '../../world/quantity';
import { unit } from '../../world/random';
import { nodeUsage } from '../../world/usage';
import { ClusterWorld } from '../../world/world';
import { Families, TimeSeries } from '../series';
import {
  constant,
  counter,
  gauge,
  ofKind,
  remembering,
  switched,
} from './wave';

/** 20:00 and 08:00 in Singapore: where the day is highest and lowest. */
const PEAK_MS = 12 * 3_600_000;
const TROUGH_MS = 0;
/** Between two scrapes. */
const SCRAPE_MS = 15_000;
const ROOT = { device: '/dev/nvme0n1p1', fstype: 'xfs', mountpoint: '/' };
const FULL = 0.975;

type Make = (
  world: ClusterWorld,
  node: Node,
) => { labels?: Record<string, string>; value(at: number): number }[];

/** Mean of a day and half of what it moves. */
function dayOf(world: ClusterWorld, node: Node) {
  const high = nodeUsage(world, node, PEAK_MS);
  const low = nodeUsage(world, node, TROUGH_MS);
  const wave = (field: keyof typeof high) => {
    const mean = (high[field] + low[field]) / 2;
    return { mean, daily: (high[field] - low[field]) / 2 / mean };
  };
  return { cpuMillis: wave('cpuMillis'), memoryBytes: wave('memoryBytes') };
}

const capacity = (node: Node, name: string) => node.status?.capacity?.[name];

const cpuSeconds: Make = (world, node) => {
  const cores = parseQuantity(capacity(node, 'cpu'));
  const { mean, daily } = dayOf(world, node).cpuMillis;
  const key = `${node.metadata.name}/cpu`;
  const used = remembering(counter({ mean: mean / 1000 / cores, daily, key }));
  return Array.from({ length: cores }, (_, core) => [
    {
      labels: { cpu: `${core}`, mode: 'idle' },
      value: (at: number) => at / 1_000 - used(at),
    },
    {
      labels: { cpu: `${core}`, mode: 'user' },
      value: (at: number) => 0.78 * used(at),
    },
    {
      labels: { cpu: `${core}`, mode: 'system' },
      value: (at: number) => 0.22 * used(at),
    },
  ]).flat();
};

const memoryTotal: Make = (_, node) => [
  { value: constant(bytes(capacity(node, 'memory'))) },
];

const memoryAvailable: Make = (world, node) => {
  const { mean, daily } = dayOf(world, node).memoryBytes;
  const used = gauge({ mean, daily, key: `${node.metadata.name}/memory` });
  const total = bytes(capacity(node, 'memory'));
  return [{ value: at => Math.max(0, total - used(at)) }];
};

const diskBytes = (node: Node) => bytes(capacity(node, 'ephemeral-storage'));

const diskSize: Make = (_, node) => [
  { labels: ROOT, value: constant(diskBytes(node)) },
];

const diskAvailable: Make = (world, node) => {
  const { name } = node.metadata;
  const size = diskBytes(node);
  const mean = 0.3 + 0.25 * unit(`${world.seed}/${name}/disk`);
  const used = gauge({ mean, daily: 0.01, key: `${name}/disk` });
  const share = switched(
    used,
    fullDiskNode(world) === name
      ? ofKind(world.faults.services, 'disk-full')
      : [],
    FULL,
  );
  return [{ labels: ROOT, value: at => size * (1 - share(at)) }];
};

const ping: Make = (world, { metadata: { name } }) => [
  {
    value: gauge({
      mean: 0.0006 + 0.0012 * unit(`${world.seed}/${name}/ping`),
      key: `${name}/ping`,
    }),
  },
];

const EXPORTED: [name: string, make: Make][] = [
  ['node_cpu_seconds_total', cpuSeconds],
  ['node_memory_MemTotal_bytes', memoryTotal],
  ['node_memory_MemAvailable_bytes', memoryAvailable],
  ['node_filesystem_size_bytes', diskSize],
  ['node_filesystem_avail_bytes', diskAvailable],
  ['textloom_node_ping_seconds', ping],
];

/** node_exporter on every node, and the round trip between nodes. A node that is silent is not scraped. */
export function nodeFamilies(world: ClusterWorld): Families {
  return new Map(
    EXPORTED.map(([name, make]) => [
      name,
      () =>
        listOf(world.store, NODES).flatMap(node =>
          make(world, node).map(({ labels, value }) =>
            seriesOf(world, node, { __name__: name, ...labels }, value),
          ),
        ),
    ]),
  );
}

function seriesOf(
  { store, faults }: ClusterWorld,
  { metadata, status }: Node,
  labels: Record<string, string>,
  value: TimeSeries['value'],
): TimeSeries {
  const address = status?.addresses?.find(({ type }) => type === 'InternalIP');
  const lease = getOf(store, LEASES, LEASE_NAMESPACE, metadata.name);
  const heard = Date.parse(lease?.spec.renewTime ?? '');
  return {
    labels: {
      ...labels,
      job: 'node-exporter',
      instance: `${address?.address ?? metadata.name}:9100`,
      node: metadata.name,
    },
    from: Date.parse(metadata.creationTimestamp ?? '') || undefined,
    ...(faults.silent.has(metadata.name) && { until: heard + SCRAPE_MS }),
    value,
  };
}
