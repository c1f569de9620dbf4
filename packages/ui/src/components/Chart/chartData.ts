/** One measurement; without a value it is a gap. */
export interface ChartPoint {
  /** ISO 8601 instant. */
  at: string;
  value?: number;
}

/** One line of a chart. */
export interface ChartLine {
  id: string;
  label: string;
  /** Slot of the palette, 1 to 8; a line keeps it on every page. 8 is "other". */
  colour: number;
  points: ChartPoint[];
}

/** A line's point with its time in epoch milliseconds. */
export interface Sample {
  at: number;
  value?: number;
}

/** Points in order of time, with what is no number as a gap and what has no time left out. */
export function samples(points: ChartPoint[]): Sample[] {
  return points
    .map(({ at, value }) => ({
      at: Date.parse(at),
      value: Number.isFinite(value) ? value : undefined,
    }))
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at);
}

/** The newest value, or undefined when the line ends in a gap. */
export function currentValue(line: Sample[]): number | undefined {
  return line[line.length - 1]?.value;
}

/**
 * Lowest and highest value that the axis has to hold: all that is measured and the limit. Starts at
 * zero unless everything lies in the upper half of what it would show.
 */
export function valueExtent(
  lines: Sample[][],
  limit?: number,
): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  const take = (value: number | undefined) => {
    if (value === undefined || !Number.isFinite(value)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const line of lines) for (const { value } of line) take(value);
  take(limit);
  if (low > high) return [0, 1];
  const base = low > 0 && low < high / 2 ? 0 : low;
  if (base === high)
    return high === 0 ? [0, 1] : [Math.min(0, high), Math.max(0, high)];
  return [base, high];
}

/** All times at which anything was measured, in order, each once. */
export function instants(lines: Sample[][]): number[] {
  return [...new Set(lines.flatMap(line => line.map(({ at }) => at)))].sort(
    (a, b) => a - b,
  );
}

/** Index of the time nearest to one; -1 of none. */
export function nearest(times: number[], wanted: number): number {
  let best = -1;
  times.forEach((time, index) => {
    if (best < 0 || Math.abs(time - wanted) < Math.abs(times[best] - wanted)) {
      best = index;
    }
  });
  return best;
}

/** Value of a line at exactly a time. */
export function valueAt(line: Sample[], at: number): number | undefined {
  return line.find(sample => sample.at === at)?.value;
}

/** Room around the curve for the words of the axes, in pixels. */
export const MARGIN = { top: 16, right: 14, bottom: 24, left: 56 };

/** Time under a horizontal position of a plot. */
export function timeAt(
  offset: number,
  width: number,
  from: number,
  to: number,
): number {
  const inner = Math.max(1, width - MARGIN.left - MARGIN.right);
  const share = Math.min(1, Math.max(0, (offset - MARGIN.left) / inner));
  return from + share * (to - from);
}
