/** One measured figure beside its peer (or its floor). */
export interface BenchResult {
  name: string;
  unit: string;
  ours: number;
  peer: number;
  peerName: string;
  /** ours ÷ peer; undefined when the peer's figure is 0. */
  ratio: number | undefined;
  /** The target in words, as the table shows it. */
  target: string;
  met: boolean;
}

/** What `--json FILE` holds. */
export interface BenchReport {
  bench: string;
  results: BenchResult[];
}

export type Target =
  /** ours ≤ peer × factor + slack */
  | { kind: 'at-most-peer'; factor: number; slack: number }
  /** ours ≤ limit, whatever the peer does */
  | { kind: 'at-most'; limit: number };

/** Judges a figure; the same numbers give the words and the verdict. */
export function judge(
  figure: Pick<BenchResult, 'name' | 'unit' | 'ours' | 'peer' | 'peerName'>,
  target: Target,
): BenchResult {
  const { ours, peer, unit } = figure;
  const ratio = peer === 0 ? undefined : ours / peer;
  if (target.kind === 'at-most') {
    return {
      ...figure,
      ratio,
      target: `≤ ${target.limit} ${unit}`,
      met: ours <= target.limit,
    };
  }
  const { factor, slack } = target;
  const times = timesPeer(factor);
  return {
    ...figure,
    ratio,
    target: slack === 0 ? `≤ ${times}` : `≤ ${times} + ${slack} ${unit}`,
    met: ours <= peer * factor + slack,
  };
}

function timesPeer(factor: number): string {
  if (factor === 1) return 'peer';
  return factor < 1 ? `peer ÷ ${Math.round(1 / factor)}` : `peer × ${factor}`;
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * Quantile by linear interpolation between the closest ranks.
 * @throws RangeError without values
 */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('No values to rank.');
  const sorted = [...values].sort((a, b) => a - b);
  const rank = (sorted.length - 1) * share;
  const low = sorted[Math.floor(rank)] ?? 0;
  const high = sorted[Math.ceil(rank)] ?? low;
  return low + (high - low) * (rank - Math.floor(rank));
}
