import { decimalOf, groupBy, splitDecimal } from '@textloom/kernel';
import { Attributor, Destination } from './attribution';
import { splitCosts } from './allocateCosts';
import {
  addCosts,
  AllocatedEntry,
  Attribution,
  BillFacts,
  Costs,
} from './cost';
import { PoolShares, podSharesOf } from './podShares';
import { SplitMethod, UsageDay } from './usage';

export interface AllocationOptions {
  attribute: Attributor;
  /** How the price of a node is divided between CPU and memory. */
  method: SplitMethod;
}

/** A part of a row: whose, and how much of it in relation to the other parts. */
interface Part {
  to: Attribution;
  weight: bigint;
}

type Summed = Pick<BillFacts, 'costs' | 'quantity' | 'rows'>;
type Split = Extract<Destination, { kind: 'split' }>;

/**
 * Allocates the bill of one day: double entry, so that for each row the parts sum to it exactly in all four costs and in
 * quantity, and in `rows` too, which stay with the largest part. Neither the order of the facts nor how they are cut
 * into facts of the same row changes the answer, which is sorted, one entry for each set of values.
 *
 * A node group of which nothing is known on the day is `shared` (`pods:no-usage`): shares of another day are not taken
 * for it. A negative row of a node group is split by the same shares. What is split in proportion to what components
 * cost by themselves is split last.
 * @param usage of the same day; undefined when there is none
 * @throws RangeError when the facts are of several days
 */
export function allocateDay(
  facts: readonly BillFacts[],
  usage: UsageDay | undefined,
  { attribute, method }: AllocationOptions,
): AllocatedEntry[] {
  if (facts.some(({ day }) => day !== facts[0].day)) {
    throw new RangeError('Facts must be of one day');
  }
  const pools = usage ? podSharesOf(usage, method) : new Map();
  const entries: AllocatedEntry[] = [];
  const later: { row: BillFacts; split: Split }[] = [];
  for (const row of summed(facts, factsKey)) {
    const destination = attribute.of(row);
    switch (destination.kind) {
      case 'whole':
        entries.push(entryOf(row, destination.to, row));
        break;
      case 'pool':
        entries.push(...partsOf(row, poolParts(destination, pools, attribute)));
        break;
      default:
        if (destination.key === 'proportional') {
          later.push({ row, split: destination });
        } else {
          entries.push(...partsOf(row, weighted(destination)));
        }
    }
  }
  const own = ownCosts(later.length > 0 ? entries : []);
  for (const { row, split } of later) {
    entries.push(
      ...partsOf(
        row,
        orEven(
          split.parts.map(({ to }) => ({
            to,
            weight: own.get(ownKey(row.currency, to.component)) ?? 0n,
          })),
        ),
      ),
    );
  }
  return summed(entries, entryKey);
}

/** The parts of a node group's price, with owners. */
function poolParts(
  { nodeGroup, environment }: Extract<Destination, { kind: 'pool' }>,
  pools: ReadonlyMap<string, PoolShares>,
  attribute: Attributor,
): Part[] {
  const nobody = {
    component: '',
    owner: '',
    system: '',
    environment,
    nodeGroup,
  };
  const pool = pools.get(nodeGroup);
  if (!pool) {
    const reason = 'pods:no-usage';
    return [{ to: { ...nobody, layer: 'shared', reason }, weight: 1n }];
  }
  const reason = pool.hasCapacity ? 'pods' : 'pods:no-capacity';
  return pool.shares.map(({ weight, layer, ...share }) => {
    const place = {
      environment: share.environment || environment,
      nodeGroup,
      reason,
    };
    return {
      weight,
      to:
        layer === 'attributed'
          ? attribute.component(share.component, place)
          : { ...nobody, ...place, layer },
    };
  });
}

function weighted({ parts }: Split): Part[] {
  return orEven(
    parts.map(({ to, weight }) => ({ to, weight: decimalOf(weight) })),
  );
}

/** Weights that say nothing are taken for equal ones; none is negative. */
function orEven(parts: readonly Part[]): Part[] {
  return parts.some(({ weight }) => weight > 0n)
    ? parts.map(({ to, weight }) => ({ to, weight: weight > 0n ? weight : 0n }))
    : parts.map(({ to }) => ({ to, weight: 1n }));
}

/** What components cost by themselves, by currency. */
function ownCosts(entries: readonly AllocatedEntry[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { layer, currency, component, costs } of entries) {
    if (layer !== 'attributed') continue;
    const key = ownKey(currency, component);
    sums.set(key, (sums.get(key) ?? 0n) + costs.effective);
  }
  return sums;
}

function ownKey(currency: string, component: string): string {
  return `${currency} ${component}`;
}

function partsOf(row: BillFacts, parts: readonly Part[]): AllocatedEntry[] {
  const weights = parts.map(({ weight }) => weight);
  const costs = splitCosts(row.costs, weights);
  const quantities = splitDecimal(row.quantity, weights);
  const largest = weights.reduce(
    (best, weight, index) => (weight > weights[best] ? index : best),
    0,
  );
  return parts
    .map(({ to }, index) =>
      entryOf(row, to, {
        costs: costs[index],
        quantity: quantities[index],
        rows: index === largest ? row.rows : 0,
      }),
    )
    .filter(
      ({ costs: part, quantity, rows }) =>
        rows > 0 || quantity !== 0n || !isNothing(part),
    );
}

function isNothing({ effective, billed, list, contracted }: Costs): boolean {
  return effective === 0n && billed === 0n && list === 0n && contracted === 0n;
}

function entryOf(
  { tags, resourceName, resourceType, ...row }: BillFacts,
  to: Attribution,
  part: Summed,
): AllocatedEntry {
  const { costs, quantity, rows } = part;
  return { ...row, ...to, costs, quantity, rows };
}

/** One for each key, with the sums of those that have it, sorted by key. */
function summed<T extends Summed>(
  items: readonly T[],
  keyOf: (item: T) => string,
): T[] {
  return [...groupBy(items, keyOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) =>
      group.reduce((sum, item) => ({
        ...sum,
        costs: addCosts(sum.costs, item.costs),
        quantity: sum.quantity + item.quantity,
        rows: sum.rows + item.rows,
      })),
    );
}

function rowKey(row: Omit<AllocatedEntry, keyof Attribution>): unknown[] {
  return [
    row.day,
    row.billingPeriod,
    row.currency,
    row.resource,
    row.service,
    row.serviceCategory,
    row.chargeCategory,
    row.chargeFrequency,
    row.pricingCategory,
    row.region,
    row.account,
    row.provider,
    row.skuMeter,
    row.unit,
    row.commitment,
    row.commitmentStatus,
    row.correction,
  ];
}

/** The identity of a sum says all of what it is the sum of. */
function factsKey(row: BillFacts): string {
  if (row.fact !== undefined) return String(row.fact);
  const tags = Object.entries(row.tags).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    rowKey(row),
    row.resourceName,
    row.resourceType,
    tags,
  ]);
}

function entryKey(entry: AllocatedEntry): string {
  return JSON.stringify([
    // Entries of different sums stay apart, so that the rows behind each are found.
    entry.fact === undefined ? rowKey(entry) : String(entry.fact),
    entry.layer,
    entry.component,
    entry.owner,
    entry.system,
    entry.environment,
    entry.nodeGroup,
    entry.reason,
  ]);
}
