import { formatDecimal } from '@textloom/kernel';
import {
  ChargeCategory,
  ChargeDay,
  ChargeFrequency,
  ChargesForecast,
  CostFilters,
  firstDayOf,
  forecastCharges,
  ForecastView,
  lastDayOf,
  monthOf,
} from '@textloom/plugin-costs-common';
import { Inquiry, isEmpty } from './Inquiry';

/** What a forecast learns from and counts: the bill by what makes it come again. */
export async function chargesOf(
  inquiry: Inquiry,
  filters: CostFilters,
): Promise<ChargeDay[]> {
  const groups = await inquiry.groups({
    ...inquiry.span,
    grain: 'day',
    groupBy: ['chargeCategory', 'chargeFrequency', 'service'],
    filters,
  });
  return groups.map(
    ({ bucket, keys: [category, frequency, label], costs }) => ({
      day: bucket,
      amount: costs.effective,
      chargeCategory: category as ChargeCategory,
      chargeFrequency: frequency as ChargeFrequency | '',
      label,
    }),
  );
}

/**
 * What a month will have cost when it is over; undefined when it is over, or when nothing is known of it. Worked out
 * once for a data version.
 */
export function forecastOf(
  inquiry: Inquiry,
  filters: CostFilters,
  month: string,
): Promise<ChargesForecast | undefined> {
  return inquiry.memo(['forecast', filters, month], async () => {
    const { span } = inquiry;
    const until = lastDayOf(month);
    if (isEmpty(span) || until <= span.to) {
      return undefined;
    }
    const charges = await chargesOf(inquiry, filters);
    return charges.length > 0
      ? forecastCharges(charges, { until, completeTo: span.to })
      : undefined;
  });
}

/** A forecast for a page: the days of its month that are still to come. */
export function forecastView(
  forecast: ChargesForecast,
  month: string,
): ForecastView {
  const inMonth = ({ day }: { day: string }) => monthOf(day) === month;
  return {
    method: forecast.method,
    hasHistory: forecast.hasHistory,
    scores: forecast.scores,
    days: forecast.days.filter(inMonth).map(({ day, amount, low, high }) => ({
      day,
      amount: formatDecimal(amount),
      low: formatDecimal(low),
      high: formatDecimal(high),
    })),
    total: formatDecimal(forecast.total),
    low: formatDecimal(forecast.low),
    high: formatDecimal(forecast.high),
    dated: forecast.dated
      .filter(({ day }) => day >= firstDayOf(month) && inMonth({ day }))
      .map(({ day, amount, label }) => ({
        day,
        amount: formatDecimal(amount),
        label,
      })),
  };
}
