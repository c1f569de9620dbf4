import { StackedBars, Surface } from '@textloom/ui';
import { ExploreQuery, ExploreView } from '@textloom/plugin-costs-common';
import { useSay } from '../../hooks/useSay';
import {
  bucketsOf,
  largestOf,
  seriesCsv,
  unbilledUnknown,
} from '../../presentation/chart';
import { valueName } from '../../presentation/dimensions';
import { stackOf } from '../../presentation/palette';
import { lastBilled } from '../../presentation/spans';
import { saveCsv } from '../../text/saveFile';

/** Costs per day or month by what they are grouped by first. */
export function ExploreChart(props: {
  view: ExploreView;
  asked: ExploreQuery;
}) {
  const { view, asked } = props;
  const say = useSay();
  const { strip, names, series, sum } = view;
  const [dimension = 'component'] = asked.groupBy;
  const nameOf = (key: string) => valueName(dimension, key, names, say);
  const said = (amount: string) =>
    say.money(amount, strip.currency, { digits: 'whole' });
  const largest = largestOf(series.series);
  const stack = stackOf(unbilledUnknown(series, strip.billedTo), nameOf);
  const grain = say(`explore.grains.${asked.grain}`);
  return (
    <Surface
      title={say('explore.chart', {
        dimension: say(`dimension.${dimension}`).toLocaleLowerCase('en'),
      })}
    >
      <StackedBars
        label={say('explore.chartLabel', {
          range: say.range(asked.from, lastBilled(asked, strip.billedTo)),
          total: said(sum),
          name: largest ? nameOf(largest.key) : say('unknownValue'),
          amount: said(largest?.total ?? '0'),
        })}
        bucketLabel={grain}
        buckets={bucketsOf(series.buckets, [], say)}
        series={stack}
        today={
          asked.grain === 'day' && strip.billedTo !== asked.to
            ? strip.billedTo
            : undefined
        }
        format={said}
        formatAxis={value => said(String(value))}
        onSave={() =>
          saveCsv(
            `costs-${asked.from}-${asked.to}-chart.csv`,
            seriesCsv(grain, series.buckets, stack),
          )
        }
      />
    </Surface>
  );
}
