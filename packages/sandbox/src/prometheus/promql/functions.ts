import { keyOf, Labels, pick, unnamed } from '../series';
import { compile } from './select';
import {
  numberOf,
  QueryError,
  Sample,
  samplesOf,
  scalar,
  textOf,
  Value,
  vector,
} from './values';

const MATH: Record<string, (value: number) => number> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  exp: Math.exp,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sqrt: Math.sqrt,
  sgn: Math.sign,
};

const mapped = (value: Value, change: (value: number) => number): Value =>
  vector(
    samplesOf(value).map(sample => ({
      labels: unnamed(sample.labels),
      value: change(sample.value),
    })),
  );

/** A function over instant values. @param at - milliseconds since the epoch. @throws QueryError */
export function call(name: string, args: readonly Value[], at: number): Value {
  const [first = vector([]), second, third] = args;
  if (name in MATH) {
    return mapped(first, MATH[name]);
  }
  switch (name) {
    case 'time':
      return scalar(at / 1_000);
    case 'vector':
      return vector([{ labels: {}, value: numberOf(first) }]);
    case 'scalar': {
      const samples = samplesOf(first);
      return scalar(samples.length === 1 ? samples[0].value : NaN);
    }
    case 'timestamp':
      return mapped(first, () => at / 1_000);
    case 'clamp_min':
      return mapped(first, value => Math.max(value, numberOf(second)));
    case 'clamp_max':
      return mapped(first, value => Math.min(value, numberOf(second)));
    case 'clamp':
      return mapped(first, value =>
        Math.max(numberOf(second), Math.min(numberOf(third), value)),
      );
    case 'round': {
      const to = second ? numberOf(second) : 1;
      return mapped(first, value => Math.floor(value / to + 0.5) * to);
    }
    case 'sort':
      return vector([...samplesOf(first)].sort((a, b) => a.value - b.value));
    case 'sort_desc':
      return vector([...samplesOf(first)].sort((a, b) => b.value - a.value));
    case 'absent':
      return vector(
        samplesOf(first).length > 0 ? [] : [{ labels: {}, value: 1 }],
      );
    case 'label_replace':
      return vector(relabelled(samplesOf(first), args.slice(1).map(textOf)));
    case 'histogram_quantile':
      return vector(quantiles(numberOf(first), samplesOf(args[1] ?? first)));
    default:
      throw new QueryError(400, `unknown function with name "${name}"`);
  }
}

function relabelled(
  samples: readonly Sample[],
  [target = '', replacement = '', source = '', pattern = '']: string[],
): Sample[] {
  const expression = compile(pattern);
  return samples.map(({ labels, value }) => {
    const text = labels[source] ?? '';
    if (!expression.test(text)) {
      return { labels, value };
    }
    const content = expanded(replacement, expression.exec(text) ?? []);
    const rest = pick(labels, 'without', [target]);
    return {
      labels: content === '' ? rest : { ...rest, [target]: content },
      value,
    };
  });
}

/** A replacement with `$1`, `${1}` or `${name}`, as Go's regexp.Expand reads it. */
function expanded(
  replacement: string,
  match: RegExpExecArray | readonly string[],
): string {
  const named = 'groups' in match ? match.groups ?? {} : {};
  return replacement.replace(
    /\$(?:(\$)|(\w+)|\{(\w+)\})/g,
    (_, dollar?: string, bare?: string, braced?: string) => {
      const name = bare ?? braced ?? '';
      const group = /^\d+$/.test(name) ? match[Number(name)] : named[name];
      return dollar ?? group ?? '';
    },
  );
}

interface Bucket {
  upper: number;
  count: number;
}

/** Quantile of each classic histogram, interpolated within its bucket. */
function quantiles(quantile: number, samples: readonly Sample[]): Sample[] {
  const groups = new Map<string, { labels: Labels; buckets: Bucket[] }>();
  for (const { labels, value } of samples) {
    const upper = labels.le === '+Inf' ? Infinity : Number(labels.le ?? NaN);
    if (!Number.isNaN(upper)) {
      const rest = pick(labels, 'without', ['le', '__name__']);
      const group = groups.get(keyOf(rest)) ?? { labels: rest, buckets: [] };
      groups.set(keyOf(rest), group);
      group.buckets.push({ upper, count: value });
    }
  }
  return [...groups.values()].map(({ labels, buckets }) => ({
    labels,
    value: quantileOf(quantile, buckets),
  }));
}

function quantileOf(quantile: number, unsorted: readonly Bucket[]): number {
  const buckets = [...unsorted].sort((a, b) => a.upper - b.upper);
  const last = buckets[buckets.length - 1];
  if (quantile < 0 || quantile > 1) {
    return quantile < 0 ? -Infinity : Infinity;
  }
  if (
    Number.isNaN(quantile) ||
    buckets.length < 2 ||
    last.upper !== Infinity ||
    !(last.count > 0)
  ) {
    return NaN;
  }
  const rank = quantile * last.count;
  const index = buckets.findIndex(({ count }) => count >= rank);
  if (index === buckets.length - 1) {
    return buckets[index - 1].upper;
  }
  const { upper, count } = buckets[index];
  const below = buckets[index - 1] ?? { upper: 0, count: 0 };
  if (index === 0 && upper <= 0) {
    return upper;
  }
  return (
    below.upper +
    ((upper - below.upper) * (rank - below.count)) / (count - below.count)
  );
}
