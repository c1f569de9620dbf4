import { Decimal, sumDecimals } from '@textloom/kernel';
import { monthOf } from '../calendar';
import { Forecast } from '../methods';
import { ChargeDay, DatedCharge, repeatDated, splitDated } from './charges';
import { ForecastOptions, forecastSeries } from './forecast';

/** A forecast of a bill: usage as foreseen, and charges with known dates, which are part of days and total. */
export interface ChargesForecast extends Forecast {
  /** Those that are still to come. */
  dated: DatedCharge[];
}

/**
 * Foresees a bill: usage by {@link forecastSeries}, and charges with known dates by {@link repeatDated}, whose days
 * and amounts are taken as certain. The scores are those of the usage.
 */
export function forecastCharges(
  charges: readonly ChargeDay[],
  options: ForecastOptions,
): ChargesForecast {
  const last = charges.reduce((max, { day }) => (day > max ? day : max), '');
  const completeTo = options.completeTo ?? last;
  const known = charges.filter(({ day }) => day <= completeTo);
  if (known.length === 0) {
    return { ...forecastSeries([], options), dated: [] };
  }
  const { until } = options;
  const { usage, dated } = splitDated(known);
  const from = known.reduce((min, { day }) => (day < min ? day : min), last);
  const coming = repeatDated(dated, { from, completeTo, until });
  const forecast = forecastSeries(usage, { until, completeTo });
  const onDay = new Map<string, Decimal>();
  for (const { day, amount } of coming) {
    onDay.set(day, (onDay.get(day) ?? 0n) + amount);
  }
  const month = monthOf(until);
  const sure = sumDecimals(
    [...dated, ...coming]
      .filter(({ day }) => monthOf(day) === month)
      .map(({ amount }) => amount),
  );
  return {
    ...forecast,
    days: forecast.days.map(each => {
      const extra = onDay.get(each.day) ?? 0n;
      return {
        day: each.day,
        amount: each.amount + extra,
        low: each.low + extra,
        high: each.high + extra,
      };
    }),
    total: forecast.total + sure,
    low: forecast.low + sure,
    high: forecast.high + sure,
    dated: coming,
  };
}
