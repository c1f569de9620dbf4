import { decimalToNumber, formatDecimal, parseDecimal } from '@textloom/kernel';
import {
  addMonths,
  ForecastQuery,
  ForecastsView,
  lastDayOf,
} from '@textloom/plugin-costs-common';
import { forecastOf, forecastView } from '../forecasting';
import { Inquiry, isEmpty, lastDays } from '../Inquiry';
import { monthAsked } from '../Inquiries';
import { CostsStore } from '../ports';

const ACTUAL_DAYS = 90;
const NEXT_MONTHS = 3;

/** What will come, how far such forecasts can be believed, and how the kept ones did. */
export async function forecasts(
  inquiry: Inquiry,
  { filter = {} }: ForecastQuery,
  store: Pick<CostsStore, 'keptForecasts'>,
): Promise<Omit<ForecastsView, 'strip' | 'names'>> {
  const month = monthAsked(inquiry);
  const [actual, forecast, months, kept] = await Promise.all([
    isEmpty(inquiry.span)
      ? []
      : inquiry.days(lastDays(inquiry.span, ACTUAL_DAYS), filter),
    forecastOf(inquiry, filter, month),
    nextMonths(inquiry, filter, month),
    // What was kept is of everybody's costs.
    inquiry.seesAll && Object.keys(filter).length === 0
      ? keptOf(inquiry, store)
      : [],
  ]);
  return {
    month,
    actual: actual.map(({ day, amount }) => ({
      day,
      amount: formatDecimal(amount),
    })),
    ...(forecast && { forecast: forecastView(forecast, month) }),
    months,
    kept,
  };
}

async function nextMonths(
  inquiry: Inquiry,
  filter: NonNullable<ForecastQuery['filter']>,
  month: string,
): Promise<ForecastsView['months']> {
  const months = Array.from({ length: NEXT_MONTHS }, (_, n) =>
    addMonths(month, n + 1),
  );
  const found = await Promise.all(
    months.map(next => forecastOf(inquiry, filter, next)),
  );
  return found.flatMap((forecast, index) =>
    forecast
      ? [
          {
            month: months[index],
            total: formatDecimal(forecast.total),
            low: formatDecimal(forecast.low),
            high: formatDecimal(forecast.high),
          },
        ]
      : [],
  );
}

/** Kept forecasts of months that are over, against what came. */
async function keptOf(
  inquiry: Inquiry,
  store: Pick<CostsStore, 'keptForecasts'>,
): Promise<ForecastsView['kept']> {
  const kept = await store.keptForecasts(inquiry.currency);
  const over = kept.filter(({ month }) => isOver(inquiry, month));
  const sums = await inquiry.groups({ ...inquiry.span, grain: 'month' });
  return over
    .flatMap(({ month, total }) => {
      const sum = sums.find(({ bucket }) => bucket === month);
      const actual = sum?.costs.effective ?? 0n;
      const error = (parseDecimal(total) ?? 0n) - actual;
      return actual === 0n
        ? []
        : [
            {
              month,
              foreseen: total,
              actual: formatDecimal(actual),
              error: decimalToNumber(error) / decimalToNumber(actual),
            },
          ];
    })
    .sort((a, b) => (a.month < b.month ? 1 : -1));
}

/** Whether the month is billed to its last day. */
function isOver({ billedTo = '' }: Inquiry, month: string): boolean {
  return lastDayOf(month) <= billedTo;
}
