import { ChartLine } from '@textloom/ui';
import {
  ChartId,
  ChartSeries,
  ChartView,
} from '@textloom/plugin-clusters-common';

/** Lines that a picture can tell apart. */
const MOST = 8;
const OTHER = 8;

/** A colour for each name, the same on every page; names that meet take the next free one. */
function colours(ids: string[]): Map<string, number> {
  const taken = new Set<number>();
  return new Map(
    [...ids].sort().map((id): [string, number] => {
      let hash = 0;
      for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
      let colour = hash % (OTHER - 1);
      while (taken.has(colour) && taken.size < OTHER - 1) {
        colour = (colour + 1) % (OTHER - 1);
      }
      taken.add(colour);
      return [id, colour + 1];
    }),
  );
}

/** What a chart draws of its view. */
export interface ChartLines {
  lines: ChartLine[];
  /** Series that have no line. */
  left: number;
}

/** A chart that is one curve has the first colour on every page. */
export function chartLines(
  series: ChartSeries[],
  nameOf: (id: string) => string,
): ChartLines {
  const shown = series.slice(0, MOST);
  const colour = colours(shown.map(({ id }) => id));
  return {
    lines: shown.map(({ id, points }) => ({
      id,
      label: nameOf(id),
      colour: shown.length === 1 ? 1 : colour.get(id) ?? OTHER,
      points,
    })),
    left: series.length - shown.length,
  };
}

/** Newest value and the highest of all lines; absent when nothing was measured. */
export function chartFacts(view: ChartView): {
  current?: number;
  highest?: number;
} {
  const values = view.series.flatMap(({ points }) =>
    points.flatMap(({ value }) =>
      value !== undefined && Number.isFinite(value) ? [value] : [],
    ),
  );
  const last = view.series[0]?.points[view.series[0].points.length - 1]?.value;
  return {
    current: Number.isFinite(last) ? last : undefined,
    highest: values.length
      ? values.reduce((a, b) => Math.max(a, b), -Infinity)
      : undefined,
  };
}

/** Charts whose one curve needs no name of its own. */
export function lineName(chart: ChartId, id: string, title: string): string {
  return id === '' || id === chart ? title : id;
}
