import { Decimal, decimalOf } from '@textloom/kernel';

/** Day that the prices are of. */
export const PRICES_AS_OF = '2026-11-28';

/** Where they are from. */
export const PRICES_SOURCE = 'AWS public price list, on demand, Linux';

/** Hours of a month, as AWS itself counts for estimates. */
export const HOURS_PER_MONTH = '730';

/** What Spot capacity costs of the price on demand: an assumption, for it moves from hour to hour. */
export const SPOT_SHARE = '0.42';

/** Prices of a region in US dollars; what is missing is not priced. */
interface RegionPrices {
  /** Per hour of the size `large`, by family. */
  instances: Readonly<Record<string, string>>;
  /** Per hour of the size `large` of PostgreSQL in one zone, by family. */
  databases: Readonly<Record<string, string>>;
  /** Per hour of the size `large`, by family. */
  caches: Readonly<Record<string, string>>;
  /** Per hour. */
  nat: string;
  balancer: string;
  endpoint: string;
  hsm?: string;
  /** Per GiB and month. */
  gp3: string;
  databaseStorage: string;
  objects: string;
  files: string;
}

/** The same in all regions. */
const EVERYWHERE = {
  cluster: '0.1',
  address: '0.005',
  key: '1',
  firewall: '5',
  zone: '0.5',
} as const;

const COMPUTE = ['t3', 'c5', 'c6i', 'm5', 'm6i', 'r5', 'r6i'];

/** What is charged the same way for each family, in the order of {@link COMPUTE}. */
function compute(prices: string): Readonly<Record<string, string>> {
  return byFamily(COMPUTE, prices);
}

function byFamily(
  families: readonly string[],
  prices: string,
): Readonly<Record<string, string>> {
  const each = prices.split(' ');
  return Object.fromEntries(
    families.map((family, index) => [family, each[index]]),
  );
}

const databases = (prices: string) =>
  byFamily(['t4g', 'm5', 'm6g', 'r5', 'r6g', 'r6i'], prices);
const caches = (prices: string) => byFamily(['r6g'], prices);

/** Virginia, Ohio and Oregon have the same prices. */
const UNITED_STATES: RegionPrices = {
  instances: compute('0.0832 0.085 0.085 0.096 0.096 0.126 0.126'),
  databases: databases('0.129 0.178 0.159 0.25 0.225 0.25'),
  caches: caches('0.206'),
  nat: '0.045',
  balancer: '0.0225',
  endpoint: '0.01',
  hsm: '1.6',
  gp3: '0.08',
  databaseStorage: '0.115',
  objects: '0.023',
  files: '0.3',
};

/**
 * Written down by hand in November 2026; those of databases and caches are rounded, and none is kept up to date: good
 * for a decision between sizes, not for a quotation. Those of ap-southeast-1 are those of the sandbox's bill.
 */
const REGIONS: Readonly<Record<string, RegionPrices>> = {
  'ap-southeast-1': {
    instances: compute('0.1056 0.098 0.098 0.12 0.12 0.152 0.152'),
    databases: databases('0.18 0.25 0.22 0.3 0.27 0.3'),
    caches: caches('0.247'),
    nat: '0.059',
    balancer: '0.0252',
    endpoint: '0.013',
    gp3: '0.096',
    databaseStorage: '0.138',
    objects: '0.025',
    files: '0.36',
  },
  'ap-southeast-2': {
    instances: compute('0.1056 0.111 0.111 0.12 0.12 0.151 0.151'),
    databases: databases('0.18 0.25 0.22 0.3 0.27 0.3'),
    caches: caches('0.25'),
    nat: '0.059',
    balancer: '0.0252',
    endpoint: '0.013',
    gp3: '0.096',
    databaseStorage: '0.138',
    objects: '0.025',
    files: '0.36',
  },
  'ap-northeast-1': {
    instances: compute('0.1088 0.107 0.107 0.124 0.124 0.152 0.152'),
    databases: databases('0.18 0.25 0.22 0.3 0.27 0.3'),
    caches: caches('0.247'),
    nat: '0.062',
    balancer: '0.0243',
    endpoint: '0.014',
    gp3: '0.096',
    databaseStorage: '0.138',
    objects: '0.025',
    files: '0.36',
  },
  'ap-northeast-2': {
    instances: compute('0.104 0.096 0.096 0.118 0.118 0.152 0.152'),
    databases: databases('0.18 0.25 0.22 0.3 0.27 0.3'),
    caches: caches('0.247'),
    nat: '0.059',
    balancer: '0.0225',
    endpoint: '0.013',
    gp3: '0.0912',
    databaseStorage: '0.131',
    objects: '0.025',
    files: '0.33',
  },
  'ap-south-1': {
    instances: compute('0.0896 0.085 0.085 0.101 0.101 0.13 0.13'),
    databases: databases('0.14 0.19 0.17 0.26 0.24 0.26'),
    caches: caches('0.213'),
    nat: '0.056',
    balancer: '0.0239',
    endpoint: '0.013',
    gp3: '0.0912',
    databaseStorage: '0.131',
    objects: '0.025',
    files: '0.33',
  },
  'eu-central-1': {
    instances: compute('0.096 0.097 0.097 0.115 0.115 0.152 0.152'),
    databases: databases('0.15 0.21 0.19 0.3 0.27 0.3'),
    caches: caches('0.246'),
    nat: '0.052',
    balancer: '0.027',
    endpoint: '0.012',
    gp3: '0.0952',
    databaseStorage: '0.137',
    objects: '0.0245',
    files: '0.36',
  },
  'eu-west-1': {
    instances: compute('0.0912 0.096 0.0912 0.107 0.107 0.141 0.141'),
    databases: databases('0.14 0.2 0.18 0.28 0.25 0.28'),
    caches: caches('0.228'),
    nat: '0.048',
    balancer: '0.0252',
    endpoint: '0.011',
    gp3: '0.088',
    databaseStorage: '0.127',
    objects: '0.023',
    files: '0.33',
  },
  'us-east-1': UNITED_STATES,
  'us-east-2': UNITED_STATES,
  'us-west-2': UNITED_STATES,
};

/** Regions that there are prices of. */
export const PRICED_REGIONS = Object.keys(REGIONS);

type RegionPrice = Exclude<
  keyof RegionPrices,
  'instances' | 'databases' | 'caches'
>;

/** What has one price in a region. */
export type PriceName = RegionPrice | keyof typeof EVERYWHERE;

/** A price of a region; `undefined` where it is not in the table. */
export function priceOf(region: string, name: PriceName): Decimal | undefined {
  if (!Object.hasOwn(REGIONS, region)) {
    return undefined;
  }
  const prices: Partial<Record<PriceName, unknown>> = {
    ...REGIONS[region],
    ...EVERYWHERE,
  };
  const price = prices[name];
  return typeof price === 'string' ? decimalOf(price) : undefined;
}

/** Price of a machine per hour on demand: `c5.2xlarge`, `db.r5.xlarge` in one zone, `cache.r6g.large`. */
export function machinePrice(
  region: string,
  type: string,
): Decimal | undefined {
  const prices = Object.hasOwn(REGIONS, region) ? REGIONS[region] : undefined;
  const [first, ...rest] = type.split('.');
  const lists: Readonly<Record<string, RegionPrices['instances'] | undefined>> =
    { db: prices?.databases, cache: prices?.caches };
  const isManaged = Object.hasOwn(lists, first);
  const list = isManaged ? lists[first] : prices?.instances;
  const [family, size] = isManaged ? rest : [first, ...rest];
  const halves = halvesOf(size);
  return list && Object.hasOwn(list, family) && halves !== undefined
    ? (decimalOf(list[family]) * BigInt(halves)) / 2n
    : undefined;
}

/** How many halves of the size `large` a size is; AWS prices the sizes of a family in proportion. */
function halvesOf(size: string | undefined): number | undefined {
  if (size === 'medium') {
    return 1;
  }
  if (size === 'large') {
    return 2;
  }
  const times = /^(\d*)xlarge$/.exec(size ?? '')?.[1];
  return times === undefined ? undefined : 4 * Number(times || 1);
}
