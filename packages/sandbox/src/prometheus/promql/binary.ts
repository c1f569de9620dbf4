import { keyOf, Labels, pick, unnamed } from '../series';
import { QueryError, Sample, scalar, Value, vector } from './values';

/** How two vectors are joined. */
export interface Matching {
  on: boolean;
  names: readonly string[];
  /** The side on which many samples may meet one. */
  many?: 'left' | 'right';
  /** Labels that are taken from the other side. */
  include: readonly string[];
  /** Comparisons answer 0 or 1 instead of filtering. */
  bool: boolean;
}

const ARITHMETIC: Record<string, (a: number, b: number) => number> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '^': (a, b) => a ** b,
};
const COMPARISON: Record<string, (a: number, b: number) => boolean> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
};

/** @throws QueryError */
export function binary(
  operator: string,
  left: Value,
  right: Value,
  matching: Matching,
): Value {
  if (left.type === 'string' || right.type === 'string') {
    throw new QueryError(
      400,
      'binary expression must contain only scalar and instant vector types',
    );
  }
  if (left.type === 'vector' && right.type === 'vector') {
    return vector(
      /^[a-z]+$/.test(operator)
        ? setOperation(operator, left.samples, right.samples, matching)
        : joined(operator, left.samples, right.samples, matching),
    );
  }
  if (left.type === 'vector' && right.type === 'scalar') {
    const { value } = right;
    return each(left.samples, operator, a => [a, value], matching.bool);
  }
  if (left.type === 'scalar' && right.type === 'vector') {
    const { value } = left;
    return each(right.samples, operator, b => [value, b], matching.bool);
  }
  return scalars(
    operator,
    left as { value: number },
    right as { value: number },
    matching.bool,
  );
}

function scalars(
  operator: string,
  { value: a }: { value: number },
  { value: b }: { value: number },
  bool: boolean,
): Value {
  if (ARITHMETIC[operator]) {
    return scalar(ARITHMETIC[operator](a, b));
  }
  if (!COMPARISON[operator] || !bool) {
    throw new QueryError(
      400,
      COMPARISON[operator]
        ? 'comparisons between scalars must use BOOL modifier'
        : `set operator "${operator}" not allowed in binary scalar expression`,
    );
  }
  return scalar(COMPARISON[operator](a, b) ? 1 : 0);
}

/** Value and labels of one result; undefined when a comparison filters it out. */
function combine(
  operator: string,
  [a, b]: readonly [number, number],
  bool: boolean,
): { value: number; named: boolean } | undefined {
  const compute = ARITHMETIC[operator];
  if (compute) {
    return { value: compute(a, b), named: false };
  }
  const compare = COMPARISON[operator];
  if (!compare) {
    throw new QueryError(422, `operator ${operator} is not served here`);
  }
  const holds = compare(a, b);
  if (bool) {
    return { value: holds ? 1 : 0, named: false };
  }
  return holds ? { value: a, named: true } : undefined;
}

function each(
  samples: readonly Sample[],
  operator: string,
  pair: (value: number) => [number, number],
  bool: boolean,
): Value {
  return vector(
    samples.flatMap(({ labels, value }) => {
      const result = combine(operator, pair(value), bool);
      return result
        ? [
            {
              labels: result.named ? labels : unnamed(labels),
              // A filter keeps the vector's own value, on whichever side it stands.
              value: result.named ? value : result.value,
            },
          ]
        : [];
    }),
  );
}

function signature(labels: Labels, { on, names }: Matching): Labels {
  return on
    ? pick(labels, 'by', names)
    : pick(labels, 'without', [...names, '__name__']);
}

function setOperation(
  operator: string,
  left: readonly Sample[],
  right: readonly Sample[],
  matching: Matching,
): Sample[] {
  const keysOf = (samples: readonly Sample[]) =>
    new Set(samples.map(({ labels }) => keyOf(signature(labels, matching))));
  const isIn =
    (known: Set<string>) =>
    ({ labels }: Sample) =>
      known.has(keyOf(signature(labels, matching)));
  const onRight = isIn(keysOf(right));
  switch (operator) {
    case 'and':
      return left.filter(onRight);
    case 'unless':
      return left.filter(sample => !onRight(sample));
    case 'or': {
      const onLeft = isIn(keysOf(left));
      return [...left, ...right.filter(sample => !onLeft(sample))];
    }
    default:
      throw new QueryError(422, `operator ${operator} is not served here`);
  }
}

function joined(
  operator: string,
  left: readonly Sample[],
  right: readonly Sample[],
  matching: Matching,
): Sample[] {
  const swapped = matching.many === 'right';
  const [many, one] = swapped ? [right, left] : [left, right];
  const partners = new Map<string, Sample>();
  for (const sample of one) {
    const key = keyOf(signature(sample.labels, matching));
    if (partners.has(key)) {
      throw new QueryError(
        422,
        `found duplicate series for the match group ${key}; many-to-many matching not allowed: matching labels must be unique on one side`,
      );
    }
    partners.set(key, sample);
  }
  const seen = new Set<string>();
  return many.flatMap(sample => {
    const key = keyOf(signature(sample.labels, matching));
    const partner = partners.get(key);
    if (!partner) {
      return [];
    }
    if (!matching.many && seen.has(key)) {
      throw new QueryError(
        422,
        'multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)',
      );
    }
    seen.add(key);
    const pair = swapped
      ? ([partner.value, sample.value] as const)
      : ([sample.value, partner.value] as const);
    const result = combine(operator, pair, matching.bool);
    return result
      ? [
          {
            labels: resultLabels(
              result.named ? sample.labels : unnamed(sample.labels),
              partner.labels,
              matching,
            ),
            value: result.value,
          },
        ]
      : [];
  });
}

function resultLabels(own: Labels, other: Labels, matching: Matching): Labels {
  const { many, on, names, include } = matching;
  if (!many) {
    return pick(own, on ? 'by' : 'without', names);
  }
  return include.length === 0
    ? own
    : { ...pick(own, 'without', include), ...pick(other, 'by', include) };
}
