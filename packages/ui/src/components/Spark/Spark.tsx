/** Properties of {@link Spark}. */
export interface SparkProps {
  /** What the curve says, in one sentence. */
  label: string;
  /** Evenly spaced values, oldest first; undefined is a gap. */
  values: (number | undefined)[];
}

const WIDTH = 72;
const HEIGHT = 20;

/** Runs of points between gaps, scaled to the picture. */
function runs(values: (number | undefined)[]): string[] {
  const known = values.filter((value): value is number =>
    Number.isFinite(value),
  );
  const low = Math.min(...known);
  const spread = Math.max(...known) - low || 1;
  const step = WIDTH / Math.max(1, values.length - 1);
  const result: string[] = [];
  let run: string[] = [];
  for (const [index, value] of [...values, undefined].entries()) {
    if (value !== undefined && Number.isFinite(value)) {
      const y = HEIGHT - 2 - ((value - low) / spread) * (HEIGHT - 4);
      run.push(`${(index * step).toFixed(1)},${y.toFixed(1)}`);
    } else if (run.length > 0) {
      result.push(run.join(' '));
      run = [];
    }
  }
  return result;
}

/** A small curve beside a figure; without axis, so only its shape says something. */
export function Spark({ label, values }: SparkProps) {
  return (
    <svg
      className="tl-spark"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
    >
      {runs(values).map(points => (
        <polyline key={points} points={points} />
      ))}
    </svg>
  );
}
