import { Action, BarSeries, Intent } from '@textloom/ui';
import {
  AnomaliesView,
  AnomalyView,
  CostFilters,
  CostMarker,
} from '@textloom/plugin-costs-common';
import { nameIn } from '../text/names';
import { Say } from '../text/say';
import { minus, signOf, sizeOf } from './amounts';
import { openAnomalies } from './overview';

/** Anomalies that nobody has judged and that go on, the largest first; then all others, the newest first. */
export function sortedAnomalies(anomalies: readonly AnomalyView[]): {
  open: AnomalyView[];
  past: AnomalyView[];
} {
  const open = openAnomalies(anomalies);
  const ids = new Set(open.map(({ id }) => id));
  const past = anomalies
    .filter(({ id }) => !ids.has(id))
    .sort((a, b) => (a.to === b.to ? 0 : Number(a.to < b.to) || -1));
  return { open, past };
}

/** The page in one sentence. Impacts are not summed: a component and its service are the same money. */
export function anomaliesVerdict(
  view: AnomaliesView,
  say: Say,
  onOpen: (id: string) => void,
): { intent: Intent; sentence: string; detail: string; actions: Action[] } {
  const { names, strip } = view;
  const { open, past } = sortedAnomalies(view.anomalies);
  const [largest] = open;
  if (!largest) {
    const [last] = past;
    return {
      intent: 'positive',
      sentence: say('anomalies.none'),
      detail: last
        ? say('anomalies.last', {
            name: nameIn(names, last.value),
            range: say.range(last.from, last.to),
          })
        : say('anomalies.noneMore'),
      actions: [],
    };
  }
  const others = open.length - 1;
  return {
    intent: 'caution',
    sentence: say(
      signOf(largest.impact) < 0 ? 'anomalies.less' : 'anomalies.more',
      {
        name: nameIn(names, largest.value),
        amount: say.money(sizeOf(largest.impact), strip.currency),
        day: say.day(largest.from),
      },
    ),
    detail:
      others > 0
        ? say('anomalies.others', { count: others })
        : say('anomalies.noneMore'),
    actions: [
      {
        label: say('anomalies.openLargest'),
        onPress: () => onOpen(largest.id),
        variant: 'primary',
      },
    ],
  };
}

/**
 * Days as bars of what was expected and what lies beyond it, or, below zero, what is missing of it: they sum to what
 * the day cost. A day without expectation is a series of its own.
 */
export function anomalySeries(
  { series }: Pick<AnomalyView, 'series'>,
  say: Say,
): BarSeries[] {
  const hasUnexpected = series.some(({ expected }) => expected === undefined);
  return [
    {
      id: 'expected',
      label: say('anomalies.expected'),
      colour: 8,
      values: series.map(({ expected }) => expected),
    },
    {
      id: 'beyond',
      label: say('anomalies.beyond'),
      colour: 3,
      values: series.map(({ amount, expected }) =>
        expected === undefined ? undefined : minus(amount, expected),
      ),
    },
    ...(hasUnexpected
      ? [
          {
            id: 'unexpected',
            label: say('anomalies.unexpected'),
            colour: 1,
            values: series.map(({ amount, expected }) =>
              expected === undefined ? amount : undefined,
            ),
          },
        ]
      : []),
  ];
}

/** The anomaly itself and what changed before it, as far as its days are drawn. */
export function anomalyMarkers({
  id,
  value,
  from,
  causes,
  series,
}: AnomalyView): CostMarker[] {
  const days = new Set(series.map(({ day }) => day));
  const own: CostMarker = { at: from, kind: 'anomaly', label: value, ref: id };
  return [own, ...causes].filter(({ at }) => days.has(at.slice(0, 10)));
}

/** What of the bill an anomaly is about, or one of its drivers. */
export function anomalyFilter(
  { dimension, value }: Pick<AnomalyView, 'dimension' | 'value'>,
  driver?: AnomalyView['drivers'][number],
): CostFilters {
  return {
    [dimension]: [value],
    ...(driver && { [driver.dimension]: [driver.value] }),
  };
}
