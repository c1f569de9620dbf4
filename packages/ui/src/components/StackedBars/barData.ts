import { formatDecimal, parseDecimal, sumDecimals } from '@textloom/kernel';

/** A day or a month of a bar chart. */
export interface BarBucket {
  id: string;
  /** As it stands under the axis and in the table. */
  label: string;
}

/** One layer of the stack. */
export interface BarSeries {
  id: string;
  label: string;
  /** Slot of the palette, 1 to 8; a series keeps it on every page. 8 is "other". */
  colour: number;
  /** Decimal strings by bucket; undefined where nothing is known. */
  values: (string | undefined)[];
}

/** What is foreseen of a bucket, with the range that holds it. Decimal strings. */
export interface BarForecast {
  amount: string;
  low: string;
  high: string;
}

/** Something that happened on a day, drawn over the bars and told beneath. */
export interface BarMarker {
  id: string;
  /** The bucket's identity. */
  bucket: string;
  kind: 'anomaly' | 'event';
  label: string;
  href?: string;
}

/** A piece of a bar, from one value of the axis to another. */
export interface Piece {
  series: string;
  colour: number;
  from: number;
  to: number;
}

/** Sum of decimal strings; undefined of none. */
export function totalOf(
  values: readonly (string | undefined)[],
): string | undefined {
  const known = values.flatMap(text => {
    const value = text === undefined ? undefined : parseDecimal(text);
    return value === undefined ? [] : [value];
  });
  return known.length === 0 ? undefined : formatDecimal(sumDecimals(known));
}

/** Only for drawing: sums are made of the strings. */
const drawn = (text: string | undefined) => {
  const value = Number(text);
  return Number.isFinite(value) ? value : 0;
};

/** Pieces of a bar: what is above zero upwards in the order of the series, what is below downwards. */
export function piecesOf(series: readonly BarSeries[], index: number): Piece[] {
  let up = 0;
  let down = 0;
  return series.flatMap(({ id, colour, values }) => {
    const value = drawn(values[index]);
    if (value === 0) return [];
    const from = value > 0 ? up : down;
    const to = from + value;
    if (value > 0) up = to;
    else down = to;
    return [{ series: id, colour, from, to }];
  });
}

/** What the axis has to hold: bars from zero, the range of the forecast, the limit. */
export function barExtent(
  bars: readonly Piece[][],
  forecast: readonly (BarForecast | undefined)[],
  limit?: string,
): [number, number] {
  const values = [
    0,
    ...bars.flatMap(pieces => pieces.flatMap(({ from, to }) => [from, to])),
    ...forecast.flatMap(entry =>
      entry ? [drawn(entry.low), drawn(entry.high), drawn(entry.amount)] : [],
    ),
    drawn(limit),
  ];
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  return low === high ? [0, 1] : [low, high];
}

/** Pixels that each of some labels may take with a gap to the next, so that the longest fits; CJK is wider. */
export function labelRoom(labels: readonly string[]): number {
  const widths = labels.map(label =>
    [...label].reduce((sum, char) => sum + (char > '\u2e7f' ? 12 : 7), 0),
  );
  return Math.max(72, ...widths.map(width => width + 16));
}

/** Of so many labels each of so many pixels: every how many fit into a width. */
export function labelStep(count: number, width: number, label: number): number {
  return Math.max(1, Math.ceil((count * label) / Math.max(label, width)));
}

/** A forecast's heights for drawing. */
export function forecastHeights(forecast: BarForecast) {
  return {
    amount: drawn(forecast.amount),
    low: drawn(forecast.low),
    high: drawn(forecast.high),
  };
}

/** A limit's height for drawing. */
export const limitHeight = drawn;
