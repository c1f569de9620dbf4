import { keyOf, Labels, pick } from '../series';
import { QueryError, Sample } from './values';

/** How samples are put together. */
export interface Grouping {
  how: 'by' | 'without';
  names: readonly string[];
}

const FOLDS: Record<string, (values: readonly number[]) => number> = {
  sum: values => values.reduce((a, b) => a + b, 0),
  avg: values => values.reduce((a, b) => a + b, 0) / values.length,
  // A value beats NaN, as in Prometheus.
  min: values => values.reduce((a, b) => (b < a || Number.isNaN(a) ? b : a)),
  max: values => values.reduce((a, b) => (b > a || Number.isNaN(a) ? b : a)),
  count: values => values.length,
  group: () => 1,
};

/** One sample for each group, or the first of each for `topk` and `bottomk`. @throws QueryError */
export function aggregate(
  operator: string,
  samples: readonly Sample[],
  { how, names }: Grouping,
  parameter: number | undefined,
): Sample[] {
  const kept = how === 'without' ? [...names, '__name__'] : names;
  const groups = new Map<string, { labels: Labels; members: Sample[] }>();
  for (const sample of samples) {
    const labels = pick(sample.labels, how, kept);
    const key = keyOf(labels);
    const group = groups.get(key) ?? { labels, members: [] };
    groups.set(key, group);
    group.members.push(sample);
  }
  const fold = FOLDS[operator];
  return [...groups.values()].flatMap(({ labels, members }) => {
    if (fold) {
      return [{ labels, value: fold(members.map(({ value }) => value)) }];
    }
    if (operator !== 'topk' && operator !== 'bottomk') {
      throw new QueryError(422, `${operator} is not served here`);
    }
    const sign = operator === 'topk' ? -1 : 1;
    return [...members]
      .sort((a, b) => sign * (a.value - b.value))
      .slice(0, Math.max(0, Math.floor(parameter ?? 0)));
  });
}
