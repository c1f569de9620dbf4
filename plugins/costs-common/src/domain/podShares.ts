import {
  decimalOf,
  groupBy,
  splitDecimal,
  sumDecimals,
} from '@textloom/kernel';
import { CostLayer } from './cost';
import { DailyCapacity, DailyUsage, SplitMethod, UsageDay } from './usage';

/** What a core-hour costs in relation to a GiB-hour. */
export interface UnitPrices {
  cpu: bigint;
  memory: bigint;
}

/**
 * Ratios of the methods. `opencost-1`: default prices of OpenCost for AWS (`configs/aws.json`: 0.031611 and 0.004237 $);
 * `scad-9-1`: AWS split cost allocation data.
 */
export const UNIT_PRICES: Readonly<Record<SplitMethod, UnitPrices>> = {
  'opencost-1': { cpu: 31_611n, memory: 4_237n },
  'scad-9-1': { cpu: 9n, memory: 1n },
};

/** A part of a node group's price. */
export interface PoolShare {
  layer: Extract<
    CostLayer,
    'attributed' | 'mesh' | 'shared' | 'untagged' | 'idle'
  >;
  /** As the usage has it; `''` unless `attributed`. */
  component: string;
  environment: string;
  /** In relation to the others of the node group. */
  weight: bigint;
}

/** Shares of a node group's price on a day. */
export interface PoolShares {
  shares: PoolShare[];
  /** Without it nothing is idle: what was used is taken for all there was. */
  hasCapacity: boolean;
}

type Hours = Pick<DailyUsage, 'cpuCoreHours' | 'memoryGibHours'>;
interface Amount {
  cpu: bigint;
  memory: bigint;
}

/** Sum of the weights of a node group: fine enough for 10^-12 of 1,000 in any currency. */
const PRECISION = 10n ** 15n;
const IDLE = { layer: 'idle', component: '', environment: '' } as const;

/** Shares of every node group (`cluster/name`) that has usage or capacity on the day. */
export function podSharesOf(
  { usage, capacity }: UsageDay,
  method: SplitMethod,
): Map<string, PoolShares> {
  const used = groupBy(usage, nodeGroupOf);
  const available = groupBy(capacity, nodeGroupOf);
  const groups = new Map<string, PoolShares>();
  for (const group of new Set([...used.keys(), ...available.keys()])) {
    const limits = available.get(group);
    const shares = normalised(
      poolShares(used.get(group) ?? [], limits, UNIT_PRICES[method]),
    );
    if (shares.length > 0) {
      groups.set(group, { shares, hasCapacity: limits !== undefined });
    }
  }
  return groups;
}

function nodeGroupOf(row: DailyUsage | DailyCapacity): string {
  return `${row.cluster}/${row.nodeGroup}`;
}

/**
 * Divides a node group: its price is split between CPU and memory in the ratio of their prices times what there is of
 * each (OpenCost specification 0.1, appendix A), each is shared by what was used of it, and the rest of each is idle.
 * Where more was used than there is, nothing is idle and the shares are scaled down to what there is. Sidecars are
 * `mesh`, what runs for everybody `shared`, and pods without a component `untagged`.
 * @param capacity undefined when it is not known: then what was used is all there is
 * @throws RangeError for hours that are negative or no number
 */
export function poolShares(
  usage: readonly DailyUsage[],
  capacity: readonly Hours[] | undefined,
  prices: UnitPrices,
): PoolShare[] {
  const consumers = [...groupBy(usage, consumerOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, rows]) => ({ row: rows[0], amount: amountOf(rows) }));
  const used = {
    cpu: sumDecimals(consumers.map(({ amount }) => amount.cpu)),
    memory: sumDecimals(consumers.map(({ amount }) => amount.memory)),
  };
  const limit = capacity === undefined ? used : amountOf(capacity);
  const whole = {
    cpu: max(used.cpu, limit.cpu),
    memory: max(used.memory, limit.memory),
  };
  // Value of a resource × its share used, over one denominator: whole.cpu × whole.memory, left out on all sides.
  const cpu = prices.cpu * limit.cpu * (whole.memory || 1n);
  const memory = prices.memory * limit.memory * (whole.cpu || 1n);
  const weightOf = (amount: Amount) =>
    cpu * amount.cpu + memory * amount.memory;
  return [
    ...consumers.map(({ row, amount }) => ({
      ...shareOf(row),
      weight: weightOf(amount),
    })),
    {
      ...IDLE,
      weight: weightOf({
        cpu: whole.cpu - used.cpu,
        memory: whole.memory - used.memory,
      }),
    },
  ];
}

/** The same shares with weights that sum to {@link PRECISION}, without those of nothing. */
function normalised(shares: readonly PoolShare[]): PoolShare[] {
  const weights = shares.map(({ weight }) => weight);
  if (sumDecimals(weights) === 0n) return [];
  const parts = splitDecimal(PRECISION, weights);
  return shares
    .map((share, index) => ({ ...share, weight: parts[index] }))
    .filter(({ weight }) => weight > 0n);
}

const LAYER_OF_ROLE = {
  workload: 'attributed',
  mesh: 'mesh',
  platform: 'shared',
} as const;

function shareOf(row: DailyUsage): Omit<PoolShare, 'weight'> {
  const layer = LAYER_OF_ROLE[row.role];
  if (layer !== 'attributed') {
    return { layer, component: '', environment: row.environment };
  }
  return {
    layer: row.component === '' ? 'untagged' : layer,
    component: row.component,
    environment: row.environment,
  };
}

function consumerOf(row: DailyUsage): string {
  const { layer, component, environment } = shareOf(row);
  return JSON.stringify([layer, component, environment]);
}

function amountOf(rows: readonly Hours[]): Amount {
  return {
    cpu: sumDecimals(rows.map(row => hours(row.cpuCoreHours))),
    memory: sumDecimals(rows.map(row => hours(row.memoryGibHours))),
  };
}

/** Hours in millionths. What is no finite number, the conversion refuses. */
function hours(value: number): bigint {
  if (value < 0) throw new RangeError('Hours must not be negative');
  return decimalOf(value) / 1_000_000n;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
