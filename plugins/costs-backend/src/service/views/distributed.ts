import { InputError, NotAllowedError } from '@backstage/errors';
import { Decimal } from '@textloom/kernel';
import {
  addCosts,
  COST_LAYERS,
  CostLayer,
  Costs,
  Dimension,
  distribute,
  ExploreQuery,
  NO_COSTS,
  Recipient,
} from '@textloom/plugin-costs-common';
import { foldBy } from '../figures';
import { Inquiry } from '../Inquiry';
import { EntryGroup } from '../ports';

/** Layers that are not components' own. */
const LAYERS = {
  layer: COST_LAYERS.filter(layer => layer !== 'attributed'),
};
const OWN = { layer: ['attributed'] };

/** What may be weighed when costs are distributed by `custom`. */
export type Weights = Readonly<Record<string, number>>;

/** A question whose layers are added to components. */
export type DistributedQuery = Omit<ExploreQuery, 'grain'> & {
  grain: 'day' | 'month' | 'total';
};

/**
 * The pivot with layers added to components. Shares are of all components, whatever the filter shows: a filter never
 * makes the share of what it shows larger.
 */
export async function distributedGroups(
  inquiry: Inquiry,
  query: DistributedQuery,
  weights: Weights,
): Promise<EntryGroup[]> {
  if (!inquiry.seesAll) {
    throw new NotAllowedError(
      'You cannot distribute layers: they are made of costs of all owners, and you see those of your own.',
    );
  }
  if (query.key === 'custom' && Object.keys(weights).length === 0) {
    throw new InputError(
      'key: there are no weights; costs.distribution.weights has them',
    );
  }
  const { from, to, grain, groupBy, filter } = query;
  const span = { from, to, grain };
  const [shown, all, layers] = await Promise.all([
    inquiry.groups({
      ...span,
      groupBy: [...groupBy, 'component', 'layer'],
      filters: filter,
    }),
    inquiry.groups({ ...span, groupBy: ['component'], filters: OWN }),
    inquiry.groups({ ...span, groupBy: ['layer'], filters: LAYERS }),
  ]);
  const buckets = new Set([...shown, ...all].map(({ bucket }) => bucket));
  return [...buckets].flatMap(bucket => {
    const of = (groups: readonly EntryGroup[]) =>
      groups.filter(group => group.bucket === bucket);
    return distributeBucket(
      { shown: of(shown), all: of(all), layers: of(layers) },
      query,
      weights,
    );
  });
}

function distributeBucket(
  groups: Record<'shown' | 'all' | 'layers', readonly EntryGroup[]>,
  query: DistributedQuery,
  weights: Weights,
): EntryGroup[] {
  const width = query.groupBy.length;
  const isOwn = ({ keys }: EntryGroup) => keys[width + 1] === 'attributed';
  const own = groups.shown.filter(isOwn);
  const result = distribute(
    [...own.map(shownRecipient(width)), ...hidden(own, groups.all, width)],
    new Map(
      groups.layers.map(({ keys: [layer], costs }) => [
        layer as CostLayer,
        costs,
      ]),
    ),
    {
      layers: query.distribute,
      key: query.key,
      weights: new Map(Object.entries(weights)),
    },
  );
  return [
    ...result.groups.map((group, index) => ({
      ...own[index],
      keys: own[index].keys.slice(0, width),
      costs: group.total,
    })),
    ...keptLayers(groups, result.layers, query),
  ];
}

function shownRecipient(width: number): (group: EntryGroup) => Recipient {
  return ({ keys, costs }) => ({
    key: JSON.stringify(keys),
    component: keys[width],
    shown: true,
    costs,
  });
}

/** What the filter leaves out of each component. */
function hidden(
  shown: readonly EntryGroup[],
  all: readonly EntryGroup[],
  width: number,
): Recipient[] {
  const seen = foldBy(shown, ({ keys }) => keys[width]);
  return all.flatMap(({ keys: [component], costs }) => {
    const rest = minus(costs, seen.get(component)?.costs ?? NO_COSTS);
    return isNothing(rest)
      ? []
      : [{ key: `${component} *`, component, shown: false, costs: rest }];
  });
}

/**
 * Layers that the filter shows and that were not added to components, and what is left of those that were. Idle capacity
 * falls to the mesh and the platform in part, which have more then.
 */
function keptLayers(
  groups: Record<'shown' | 'layers', readonly EntryGroup[]>,
  after: ReadonlyMap<CostLayer, Costs>,
  { groupBy, filter = {}, distribute: added }: DistributedQuery,
): EntryGroup[] {
  const width = groupBy.length;
  const isAdded = (layer: string) => added.some(each => each === layer);
  const kept = groups.shown
    .filter(({ keys }) => keys[width + 1] !== 'attributed')
    .filter(({ keys }) => !isAdded(keys[width + 1]))
    .map(group => ({ ...group, keys: group.keys.slice(0, width) }));
  const { layer: shownLayers, ...others } = filter;
  const rest = groups.layers.flatMap(group => {
    const [layer] = group.keys;
    const told = isAdded(layer) ? NO_COSTS : group.costs;
    const costs = minus(after.get(layer as CostLayer) ?? NO_COSTS, told);
    const isShown = shownLayers === undefined || shownLayers.includes(layer);
    return isShown && !isNothing(costs)
      ? [{ ...group, keys: groupBy.map(ofLayer(layer)), costs, rows: 0 }]
      : [];
  });
  return [...kept, ...(Object.keys(others).length > 0 ? [] : rest)];
}

function ofLayer(layer: string): (dimension: Dimension) => string {
  return dimension => (dimension === 'layer' ? layer : '');
}

function isNothing(costs: Costs): boolean {
  return Object.values(costs).every(value => value === 0n);
}

function minus(a: Costs, b: Costs): Costs {
  const negated = Object.fromEntries(
    Object.entries(b).map(([name, value]) => [name, -(value as Decimal)]),
  ) as Costs;
  return addCosts(a, negated);
}
