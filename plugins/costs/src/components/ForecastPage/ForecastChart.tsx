import { StackedBars, Surface } from '@textloom/ui';
import { ForecastsView } from '@textloom/plugin-costs-common';
import { useSay } from '../../hooks/useSay';
import { aheadOf, bucketsOf, seriesCsv } from '../../presentation/chart';
import { saveCsv } from '../../text/saveFile';

/** Billed days and after them the days that are foreseen, with their range. */
export function ForecastChart({ view }: { view: ForecastsView }) {
  const say = useSay();
  const { actual, forecast, strip, month } = view;
  const said = (amount: string) =>
    say.money(amount, strip.currency, { digits: 'whole' });
  const days = actual.map(({ day }) => day);
  const label = say('forecast.actual');
  const series = [
    {
      id: 'actual',
      label,
      colour: 1,
      values: actual.map(({ amount }) => amount),
    },
  ];
  return (
    <Surface title={say('forecast.chart')}>
      <StackedBars
        label={
          forecast
            ? say('forecast.chartLabel', {
                days: days.length,
                day: say.day(days[days.length - 1] ?? month),
                total: said(forecast.total),
                low: said(forecast.low),
                high: said(forecast.high),
              })
            : say('forecast.chartNone', { days: days.length })
        }
        bucketLabel={say('forecast.when')}
        buckets={bucketsOf(
          days,
          (forecast?.days ?? []).map(({ day }) => day),
          say,
        )}
        series={series}
        forecast={aheadOf(forecast)}
        forecastLabel={say('overview.foreseen')}
        today={strip.billedTo}
        format={said}
        formatAxis={value => said(String(value))}
        onSave={() =>
          saveCsv(
            `forecast-${month}.csv`,
            seriesCsv(say('forecast.when'), days, series),
          )
        }
      />
    </Surface>
  );
}
