import { Answer } from './servers';

interface Series {
  metric: Record<string, string>;
  value?: [number, string];
  values?: [number, string][];
}

/** Numbers by labels: one for an instant, several for a range. A scalar has no labels. */
export type Numbers = Record<string, number[]>;

/** What a query has come to, in an order of its own. */
export function numbersOf({ body }: Answer): Numbers {
  const { resultType, result } = body.data ?? {};
  if (resultType === 'scalar') {
    const [, value] = result as [number, string];
    return { scalar: [toNumber(value)] };
  }
  return Object.fromEntries(
    (result as Series[])
      .map(({ metric, value, values }): [string, number[]] => [
        JSON.stringify(Object.entries(metric).sort()),
        (values ?? (value ? [value] : [])).map(([, text]) => toNumber(text)),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function toNumber(text: string): number {
  return /Inf$/.test(text)
    ? Infinity * (text.startsWith('-') ? -1 : 1)
    : Number(text);
}

/**
 * The share by which numbers differ where they differ most: 0 when all are the same, Infinity when other series or
 * other moments are there.
 */
export function difference(a: Numbers, b: Numbers): number {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Math.max(
    0,
    ...[...keys].map(key => {
      const [left = [], right = []] = [a[key], b[key]];
      return left.length === right.length
        ? Math.max(0, ...left.map((value, n) => apart(value, right[n])))
        : Infinity;
    }),
  );
}

function apart(a: number, b: number): number {
  if (Object.is(a, b) || a === b) {
    return 0;
  }
  const share = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
  return Number.isNaN(share) ? Infinity : share;
}
