import { Decimal, formatDecimal, decimalOf } from '@textloom/kernel';
import { Charge } from './estimate';
import { times } from './money';
import { WEEK_MINUTES } from './offHours';
import { HOURS_PER_MONTH, machinePrice, priceOf, SPOT_SHARE } from './prices';

/** What an environment of a platform stands on, counted, from whatever it was read. */
export interface Inventory {
  region: string;
  clusters: number;
  nodeGroups: readonly {
    name: string;
    type: string;
    count: number;
    spot: boolean;
    diskGib: number;
    /** Minutes of a week in which the nodes are there; always unless set. */
    weekMinutes?: number;
  }[];
  databases: readonly {
    class: string;
    multiAz: boolean;
    gib: number;
    replica: boolean;
  }[];
  caches: readonly { type: string; nodes: number }[];
  /** Absent where only use tells. */
  objectGib?: number;
  fileGib?: number;
  natGateways: number;
  addresses: number;
  loadBalancers: number;
  /** Interface endpoints, each counted in each zone. */
  endpoints: number;
  keys: number;
  firewalls: number;
  dnsZones: number;
  hsms: number;
}

/** What is charged for an inventory. */
export function chargesOf(inventory: Inventory): Charge[] {
  const { region } = inventory;
  const machines = (item: Charge['item'], count: number, type: string) =>
    priced({
      item,
      name: type,
      count,
      unit: 'hours',
      price: machinePrice(region, type),
    });
  const counted: [
    Charge['item'],
    number,
    Parameters<typeof priceOf>[1],
    Charge['unit'],
  ][] = [
    ['cluster', inventory.clusters, 'cluster', 'hours'],
    ['nat-gateways', inventory.natGateways, 'nat', 'hours'],
    ['addresses', inventory.addresses, 'address', 'hours'],
    ['load-balancers', inventory.loadBalancers, 'balancer', 'hours'],
    ['endpoints', inventory.endpoints, 'endpoint', 'hours'],
    ['hsm', inventory.hsms, 'hsm', 'hours'],
    ['keys', inventory.keys, 'key', 'pieces'],
    ['firewalls', inventory.firewalls, 'firewall', 'pieces'],
    ['dns-zones', inventory.dnsZones, 'zone', 'pieces'],
  ];
  return [
    ...counted.map(([item, count, price, unit]) =>
      priced({ item, count, unit, price: priceOf(region, price) }),
    ),
    ...inventory.nodeGroups.map(group => nodes(region, group)),
    disks(inventory),
    ...databases(inventory),
    ...inventory.caches.map(({ type, nodes: count }) =>
      machines('cache', count, type),
    ),
    storage('object-storage', inventory.objectGib, priceOf(region, 'objects')),
    storage('file-storage', inventory.fileGib, priceOf(region, 'files')),
    // Traffic, requests, logs and backups: nobody can tell before they are used.
    { item: 'usage', unit: 'GiB' },
  ];
}

function priced({ price, ...charge }: Charge): Charge {
  return { ...charge, ...(price !== undefined && { price }) };
}

function nodes(
  region: string,
  { name, type, count, spot, weekMinutes }: Inventory['nodeGroups'][number],
): Charge {
  const onDemand = machinePrice(region, type);
  const share =
    weekMinutes === undefined
      ? undefined
      : `${Math.round(weekMinutes / 6) / 10}/168`;
  return priced({
    item: 'nodes',
    name: `${name} ${type}`,
    count,
    unit: 'hours',
    ...(weekMinutes !== undefined && { minutes: weekMinutes }),
    price:
      spot && onDemand !== undefined
        ? times(onDemand, decimalOf(SPOT_SHARE))
        : onDemand,
    how: [`${count} × ${HOURS_PER_MONTH} h`, ...(share ? [share] : [])].join(
      ' × ',
    ),
    ...(spot &&
      onDemand !== undefined && {
        priceHow: `${formatDecimal(onDemand)} × ${SPOT_SHARE} (Spot)`,
      }),
  });
}

/** Disks go with their nodes. */
function disks({ region, nodeGroups }: Inventory): Charge {
  const used = nodeGroups.filter(({ count }) => count > 0);
  const gibOf = ({ count, diskGib, weekMinutes }: (typeof used)[number]) =>
    Math.round(
      (count * diskGib * (weekMinutes ?? WEEK_MINUTES)) / WEEK_MINUTES,
    );
  return priced({
    item: 'node-disks',
    name: 'gp3',
    count: used.reduce((sum, group) => sum + gibOf(group), 0),
    unit: 'GiB',
    price: priceOf(region, 'gp3'),
    how: used
      .map(group =>
        group.weekMinutes === undefined
          ? `${group.count} × ${group.diskGib} GiB`
          : `${gibOf(group)} GiB`,
      )
      .sort()
      .join(' + '),
  });
}

/** A second machine and a second disk stand by where a database is in two zones. */
function databases({ region, databases: all }: Inventory): Charge[] {
  const copies = (multiAz: boolean) => (multiAz ? 2 : 1);
  const grouped = new Map<string, Inventory['databases'][number][]>();
  for (const each of all) {
    const key = `${each.replica} ${each.class} ${each.multiAz}`;
    grouped.set(key, [...(grouped.get(key) ?? []), each]);
  }
  const machines = [...grouped.values()].map(group => {
    const [{ class: type, multiAz, replica }] = group;
    const count = group.length * copies(multiAz);
    return priced({
      item: replica ? 'database-replicas' : 'database',
      name: type,
      count,
      unit: 'hours',
      price: machinePrice(region, type),
      ...(multiAz && {
        how: `${group.length} × 2 (Multi-AZ) × ${HOURS_PER_MONTH} h`,
      }),
    });
  });
  return [
    ...machines,
    priced({
      item: 'database-storage',
      name: 'gp3',
      count: all.reduce(
        (sum, { gib, multiAz }) => sum + gib * copies(multiAz),
        0,
      ),
      unit: 'GiB',
      price: priceOf(region, 'databaseStorage'),
      how: all
        .map(({ gib, multiAz }) =>
          multiAz ? `${gib} GiB × 2 (Multi-AZ)` : `${gib} GiB`,
        )
        .sort()
        .join(' + '),
    }),
  ];
}

function storage(
  item: 'object-storage' | 'file-storage',
  gib: number | undefined,
  price: Decimal | undefined,
): Charge {
  return priced({
    item,
    ...(gib !== undefined && { count: gib, how: `${gib} GiB` }),
    unit: 'GiB',
    price,
  });
}
