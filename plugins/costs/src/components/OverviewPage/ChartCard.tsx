import { RangePicker, StackedBars, Surface, useQueryParam } from '@textloom/ui';
import {
  daysOfMonth,
  OVERVIEW_GROUPS,
  OverviewView,
} from '@textloom/plugin-costs-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { scaled } from '../../presentation/amounts';
import {
  aheadOf,
  bucketsOf,
  largestOf,
  markersOf,
  seriesCsv,
  unbilledUnknown,
} from '../../presentation/chart';
import { valueName, viewLayerName } from '../../presentation/dimensions';
import { stackOf } from '../../presentation/palette';
import { saveCsv } from '../../text/saveFile';
import { Say } from '../../text/say';

/** The grouping of the chart, which lives in the address. */
export function useOverviewGroup() {
  const [text, set] = useQueryParam('by');
  const by = OVERVIEW_GROUPS.find(group => group === text) ?? 'layer';
  return [by, set] as const;
}

const BY = {
  layer: 'overview.byLayer',
  owner: 'overview.byOwner',
  environment: 'overview.byEnvironment',
} as const;

function GroupPicker() {
  const say = useSay();
  const [by, choose] = useOverviewGroup();
  return (
    <RangePicker
      label={say('overview.by')}
      options={OVERVIEW_GROUPS.map(id => ({ id, label: say(BY[id]) }))}
      value={by}
      onChange={choose}
    />
  );
}

/** How far the forecast was off on days that it had not seen. */
function holdout({ forecast }: OverviewView, say: Say) {
  if (!forecast) return undefined;
  const [best] = forecast.scores;
  return forecast.hasHistory && best
    ? say('overview.holdout', { error: say.percent(best.wape) })
    : say('overview.noHoldout');
}

/** Cost per day by layer, owner or environment, with the rest of the month, the budget and what happened. */
export function ChartCard({ view }: { view: OverviewView }) {
  const say = useSay();
  const links = useLinks();
  const [by] = useOverviewGroup();
  const { daily, strip, names, forecast, budget, month } = view;
  const { currency } = strip;
  const nameOf = (key: string) =>
    by === 'layer' ? viewLayerName(key, say) : valueName(by, key, names, say);
  const said = (amount: string) =>
    say.money(amount, currency, { digits: 'whole' });
  const series = stackOf(unbilledUnknown(daily, strip.billedTo), nameOf);
  const largest = largestOf(daily.series);
  const perDay = budget && scaled(budget.amount, 1, daysOfMonth(month).length);
  return (
    <Surface title={say('overview.perDay')} subtitle={holdout(view, say)}>
      <StackedBars
        label={
          largest
            ? say('overview.chart', {
                day: say.day(strip.billedTo ?? month),
                total: said(view.monthToDate),
                name: nameOf(largest.key),
                amount: said(largest.total),
              })
            : say('overview.chartEmpty')
        }
        bucketLabel={say('overview.day')}
        buckets={bucketsOf(
          daily.buckets,
          (forecast?.days ?? []).map(({ day }) => day),
          say,
        )}
        series={series}
        forecast={aheadOf(forecast)}
        forecastLabel={say('overview.foreseen')}
        limit={
          perDay === undefined
            ? undefined
            : {
                value: perDay,
                label: say('overview.dailyBudget', { amount: said(perDay) }),
              }
        }
        markers={markersOf(view.markers, names, say, ({ kind, ref }) => {
          if (!ref) return undefined;
          return kind === 'anomaly' ? links.anomaly(ref) : links.proposal(ref);
        })}
        today={strip.billedTo}
        format={said}
        formatAxis={value => said(String(value))}
        tools={<GroupPicker />}
        onSave={() =>
          saveCsv(
            `costs-${month}-${by}.csv`,
            seriesCsv(say('overview.day'), daily.buckets, series),
          )
        }
      />
    </Surface>
  );
}
