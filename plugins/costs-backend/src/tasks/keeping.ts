import { formatDecimal } from '@textloom/kernel';
import {
  addDays,
  addMonths,
  forecastCharges,
  lastDayOf,
  monthOf,
} from '@textloom/plugin-costs-common';
import { chargesOf } from '../service/forecasting';
import { Inquiry } from '../service/Inquiry';
import { CostsStore, KeptForecast } from '../service/ports';

/** Day of the month on which its forecast is kept. */
const KEPT_ON = 10;
const HISTORY_DAYS = 14;

/**
 * Forecasts that are not kept yet, of each month as it was foreseen on its 10th day. For months before the portal had
 * their bills they are made from the days up to the 10th alone, as they would have been made then.
 */
export async function forecastsToKeep(
  inquiry: Inquiry,
  store: Pick<CostsStore, 'keptForecasts'>,
): Promise<KeptForecast[]> {
  const { span, currency, state } = inquiry;
  const kept = await store.keptForecasts(currency);
  const known = new Set(kept.map(({ month }) => month));
  const wanted = monthsOf(inquiry).filter(month => !known.has(month));
  if (wanted.length === 0) {
    return [];
  }
  const charges = await chargesOf(inquiry, {});
  return wanted.flatMap(month => {
    const on = dayIn(month);
    const past = charges.filter(({ day }) => day <= on);
    if (on > span.to || past.length === 0) {
      return [];
    }
    const forecast = forecastCharges(past, {
      until: lastDayOf(month),
      completeTo: on,
    });
    return [
      {
        currency,
        month,
        on,
        dataVersion: state.version,
        method: forecast.method,
        total: formatDecimal(forecast.total),
        low: formatDecimal(forecast.low),
        high: formatDecimal(forecast.high),
      },
    ];
  });
}

function dayIn(month: string): string {
  return `${month}-${String(KEPT_ON).padStart(2, '0')}`;
}

/** Months with enough days before their 10th to foresee from. */
function monthsOf({ span }: Inquiry): string[] {
  const months: string[] = [];
  const last = monthOf(span.to);
  for (let m = monthOf(span.from); m <= last; m = addMonths(m, 1)) {
    if (addDays(span.from, HISTORY_DAYS) <= dayIn(m)) {
      months.push(m);
    }
  }
  return months;
}
