import { decimalOf, groupBy, sumDecimals } from '@textloom/kernel';
import { splitCosts } from './allocateCosts';
import { addCosts, CostLayer, Costs, NO_COSTS } from './cost';

/** Layers of nobody alone that can be added to components. */
export type DistributableLayer = Exclude<
  CostLayer,
  'attributed' | 'third-party' | 'untagged'
>;

/** A group of the attributed bill that gets a part of the layers. */
export interface Recipient {
  /** Identity of the group, such as its values joined. */
  key: string;
  /** Entity reference of its component. */
  component: string;
  /** False for what a filter leaves out: it counts in the shares and ends in {@link Distribution.filtered}. */
  shown: boolean;
  costs: Costs;
}

export interface DistributionOptions {
  /** Layers to add. The others stay as they are. */
  layers: readonly DistributableLayer[];
  /**
   * `proportional` to the effective cost of each by itself, `even` per component, `custom` by `weights`. Within a
   * component always proportional.
   */
  key: 'proportional' | 'even' | 'custom';
  /** Weight by component for `custom`; a component that is not named gets nothing. */
  weights?: ReadonlyMap<string, number>;
}

/** A shown group with what was added to it. */
export interface DistributedGroup {
  key: string;
  component: string;
  own: Costs;
  added: Costs;
  total: Costs;
}

/** Own costs and layers, distributed: groups, filtered and layers sum to what was given, exactly. */
export interface Distribution {
  /** In the order of the recipients. */
  groups: DistributedGroup[];
  /** What is of groups that are not shown, with what was added to them. */
  filtered: Costs;
  /** What stays of each layer. */
  layers: Map<CostLayer, Costs>;
}

/** Later layers take their part of the earlier ones with them. */
const ORDER: readonly DistributableLayer[] = [
  'idle',
  'mesh',
  'shared',
  'unused-commitment',
  'support-tax',
];
/** Layers that stand on nodes themselves: they get a part of idle before they are distributed. */
const ON_NODES: readonly DistributableLayer[] = ['mesh', 'shared'];

/** A component with its weight, and its recipients by index with their weights inside it. */
interface Share {
  weight: bigint;
  indices: number[];
  inner: bigint[];
}

/**
 * Adds layers that belong to nobody alone to those who stand on them. Shares are computed over all recipients, before
 * anything is added and before a filter (OpenCost, `summaryallocation.go`, `computeShareCoeffs`): a filter never makes
 * the share of what it shows larger. Idle comes first and goes, when proportional, to mesh and shared platform too;
 * these come next. What nobody can take stays in its layer. All four costs follow the shares of effective cost.
 * @throws RangeError for a weight that is negative or no number
 */
export function distribute(
  recipients: readonly Recipient[],
  layers: ReadonlyMap<CostLayer, Costs>,
  options: DistributionOptions,
): Distribution {
  const remaining = new Map(layers);
  const added = recipients.map(() => NO_COSTS);
  const components = sharesOf(recipients, options);
  for (const layer of ORDER) {
    const amount = remaining.get(layer);
    if (!amount || !options.layers.includes(layer)) continue;
    const others =
      layer === 'idle' && options.key === 'proportional'
        ? ON_NODES.map(each => ({
            layer: each,
            weight: positive(layers.get(each)?.effective ?? 0n),
          }))
        : [];
    if (!components.some(({ weight }) => weight > 0n)) continue;
    const weights = [...components, ...others].map(({ weight }) => weight);
    const parts = splitCosts(amount, weights);
    remaining.set(layer, NO_COSTS);
    components.forEach(({ indices, inner }, at) => {
      splitCosts(parts[at], inner).forEach((part, within) => {
        added[indices[within]] = addCosts(added[indices[within]], part);
      });
    });
    others.forEach(({ layer: other, weight }, at) => {
      if (weight === 0n) return;
      const part = parts[components.length + at];
      remaining.set(other, addCosts(remaining.get(other) ?? NO_COSTS, part));
    });
  }
  return resultOf(recipients, added, remaining);
}

function resultOf(
  recipients: readonly Recipient[],
  added: readonly Costs[],
  layers: Map<CostLayer, Costs>,
): Distribution {
  const groups: DistributedGroup[] = [];
  let filtered = NO_COSTS;
  recipients.forEach(({ key, component, shown, costs: own }, index) => {
    const total = addCosts(own, added[index]);
    if (shown) {
      groups.push({ key, component, own, added: added[index], total });
    } else {
      filtered = addCosts(filtered, total);
    }
  });
  return { groups, filtered, layers };
}

function sharesOf(
  recipients: readonly Recipient[],
  options: DistributionOptions,
): Share[] {
  const order = recipients.map((recipient, index) => ({ recipient, index }));
  // Sorted, so that the order of the recipients does not decide who gets the last 10^-12.
  order.sort((a, b) => compare(a.recipient.key, b.recipient.key));
  const byComponent = [
    ...groupBy(order, ({ recipient }) => recipient.component),
  ].sort(([a], [b]) => compare(a, b));
  const sums = byComponent.map(([, members]) =>
    positive(sumDecimals(members.map(each => each.recipient.costs.effective))),
  );
  const isProportional =
    options.key === 'proportional' && sums.some(sum => sum > 0n);
  return byComponent.map(([component, members], at) => {
    const inner = members.map(({ recipient }) =>
      positive(recipient.costs.effective),
    );
    return {
      indices: members.map(({ index }) => index),
      inner: inner.some(weight => weight > 0n) ? inner : inner.map(() => 1n),
      weight: isProportional ? sums[at] : fixedWeight(component, options),
    };
  });
}

/** Even when custom weights are not asked for: also what is left when nothing costs anything. */
function fixedWeight(
  component: string,
  { key, weights }: DistributionOptions,
): bigint {
  if (key !== 'custom') return 1n;
  const weight = decimalOf(weights?.get(component) ?? 0);
  if (weight < 0n) throw new RangeError('Weights must not be negative');
  return weight;
}

function positive(value: bigint): bigint {
  return value > 0n ? value : 0n;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
