import { BarBucket, BarForecast, BarMarker } from '@textloom/ui';
import {
  CostMarker,
  csvOf,
  ForecastView,
  Names,
  SeriesView,
} from '@textloom/plugin-costs-common';
import { nameIn } from '../text/names';
import { Say } from '../text/say';
import { byAmount } from './amounts';

/** Buckets of a series and after them those that are only foreseen. */
export function bucketsOf(
  buckets: readonly string[],
  ahead: readonly string[],
  say: Say,
): BarBucket[] {
  const known = new Set(buckets);
  return [...buckets, ...ahead.filter(day => !known.has(day))].map(id => ({
    id,
    label: id.length === 7 ? say.month(id) : say.day(id),
  }));
}

/** Days or months after the last billed day are not known, rather than nothing. */
export function unbilledUnknown(
  series: SeriesView,
  billedTo: string | undefined,
): SeriesView {
  const isKnown = (bucket: string) =>
    billedTo !== undefined && bucket <= billedTo.slice(0, bucket.length);
  const known = series.buckets.filter(isKnown).length;
  return {
    buckets: series.buckets,
    series: series.series.map(each => ({
      ...each,
      values: each.values.slice(0, known),
    })),
  };
}

/** A forecast's days by day. */
export function aheadOf(
  forecast: ForecastView | undefined,
): Record<string, BarForecast> {
  return Object.fromEntries(
    (forecast?.days ?? []).map(({ day, amount, low, high }) => [
      day,
      { amount, low, high },
    ]),
  );
}

/** What happened, on the day on which it did, in words. */
export function markersOf(
  markers: readonly CostMarker[],
  names: Names,
  say: Say,
  hrefOf: (marker: CostMarker) => string | undefined,
): BarMarker[] {
  return markers.map((marker, index) => ({
    id: `${index}/${marker.at}`,
    bucket: marker.at.slice(0, 10),
    kind: marker.kind === 'anomaly' ? 'anomaly' : 'event',
    label: say(`overview.marker.${marker.kind}`, {
      label: nameIn(names, marker.label),
    }),
    href: hrefOf(marker),
  }));
}

/** The largest series, for the sentence that says what a chart shows. */
export function largestOf(
  series: SeriesView['series'],
): SeriesView['series'][number] | undefined {
  return [...series].sort((a, b) => byAmount(a.total, b.total))[0];
}

/** A series as a file: a line per bucket, a column per series; amounts as they are, not rounded. */
export function seriesCsv(
  bucketLabel: string,
  buckets: readonly string[],
  series: readonly { label: string; values: readonly (string | undefined)[] }[],
): string {
  return csvOf(
    [bucketLabel, ...series.map(({ label }) => label)],
    buckets.map((bucket, index) => [
      bucket,
      ...series.map(({ values }) => values[index] ?? ''),
    ]),
  );
}
