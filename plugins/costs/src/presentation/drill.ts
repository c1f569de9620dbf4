import { CostFilters, Dimension } from '@textloom/plugin-costs-common';

/** What one looks at next, from whose it is down to what it is. */
const WAY: readonly Dimension[] = [
  'layer',
  'owner',
  'system',
  'component',
  'environment',
  'service',
  'skuMeter',
  'resource',
];

/** Filters with the values of a row added: each dimension then has that one value. */
export function filterOf(
  filters: CostFilters,
  groupBy: readonly Dimension[],
  keys: readonly string[],
): CostFilters {
  return {
    ...filters,
    ...Object.fromEntries(
      groupBy.map((dimension, index) => [dimension, [keys[index] ?? '']]),
    ),
  };
}

/**
 * What a row opens down to: the first dimension further on the way that has not one value already; undefined when only
 * the rows of the bill are left.
 */
export function nextDimension(
  groupBy: readonly Dimension[],
  filters: CostFilters,
): Dimension | undefined {
  const reached = Math.max(
    -1,
    ...groupBy.map(dimension => WAY.indexOf(dimension)),
  );
  return WAY.slice(reached + 1).find(
    dimension => filters[dimension]?.length !== 1,
  );
}

/** A value on or off in the filters; a dimension without values is none. */
export function toggled(
  filters: CostFilters,
  dimension: Dimension,
  value: string,
): CostFilters {
  const before = filters[dimension] ?? [];
  const after = before.includes(value)
    ? before.filter(each => each !== value)
    : [...before, value];
  const { [dimension]: _, ...others } = filters;
  return after.length > 0 ? { ...others, [dimension]: after } : others;
}
