import { Families, Labels, TimeSeries } from './series';

/** Counters whose names do not say so, and gauges whose names say so. */
const COUNTERS = new Set(['pilot_xds_pushes', 'pilot_total_xds_rejects']);
const GAUGES = new Set([
  'minio_cluster_drive_offline_total',
  'minio_cluster_nodes_offline_total',
]);
const HISTOGRAM_PART = /_(?:bucket|count|sum)$/;

/** A number as Prometheus writes and reads it. */
export function formatNumber(value: number): string {
  return Math.abs(value) === Infinity
    ? `${value > 0 ? '+' : '-'}Inf`
    : String(value);
}

/**
 * What exporters tell at a moment, in Prometheus's text format 0.0.4. Series that are not scraped at that moment are
 * left out.
 * @param at - milliseconds since the epoch
 */
export function exposition(families: Families, at: number): string {
  const histograms = new Set(
    [...families.keys()]
      .filter(name => name.endsWith('_bucket'))
      .map(name => name.replace(HISTOGRAM_PART, '')),
  );
  const announced = new Set<string>();
  const lines: string[] = [];
  for (const [name, series] of families) {
    const base = name.replace(HISTOGRAM_PART, '');
    const family = histograms.has(base) ? base : name;
    if (!announced.has(family)) {
      announced.add(family);
      lines.push(`# TYPE ${family} ${typeOf(family, histograms)}`);
    }
    for (const one of series()) {
      if (isScraped(one, at)) {
        lines.push(
          `${name}${labelsOf(one.labels)} ${formatNumber(one.value(at))}`,
        );
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

function typeOf(name: string, histograms: ReadonlySet<string>): string {
  if (histograms.has(name)) {
    return 'histogram';
  }
  const counts = COUNTERS.has(name) || /_total$/.test(name);
  return counts && !GAUGES.has(name) ? 'counter' : 'gauge';
}

function isScraped(
  { from = -Infinity, until = Infinity }: TimeSeries,
  at: number,
) {
  return from <= at && at <= until;
}

function labelsOf(labels: Labels): string {
  const pairs = Object.entries(labels)
    .filter(([name]) => name !== '__name__')
    .map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}

function escaped(value: string): string {
  return value
    .replace(/\\/g, '\\\\')
    .replace(/\n/g, '\\n')
    .replace(/"/g, '\\"');
}
