import { ChartSeries } from '@textloom/plugin-clusters-common';

/** Points that a small curve can show. */
const MOST = 36;

/** A series thinned out evenly to what a small curve can show; nothing when no point is known. */
export function sparkValues(
  points: ChartSeries['points'],
): (number | undefined)[] {
  const step = Math.max(1, Math.ceil(points.length / MOST));
  // Counted from the end, so that the newest value is always shown.
  const offset = (points.length - 1) % step;
  const values = points
    .filter((_, index) => index % step === offset)
    .map(({ value }) => (Number.isFinite(value) ? value : undefined));
  return values.some(value => value !== undefined) ? values : [];
}
