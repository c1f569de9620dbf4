import {
  Chart,
  formatDateTime,
  NO_VALUE,
  PageState,
  Surface,
  useLocale,
} from '@textloom/ui';
import { ChartId, ChartView } from '@textloom/plugin-clusters-common';
import { useChart } from '../../hooks/useOperations';
import { useSay } from '../../hooks/useSay';
import { Say } from '../../text/say';
import { BlockFrame } from '../PageFrame/BlockFrame';
import { SourceNote } from '../Sources/SourceNote';
import { chartFacts, chartLines, lineName } from './chartLines';
import { RangeChoice } from './RangeChoice';
import { useRange } from './useRange';

const MARKERS = 30;

function sentence(view: ChartView, span: string, say: Say): string {
  const { current, highest } = chartFacts(view);
  const figure = (value?: number) =>
    value === undefined ? NO_VALUE : say.figure({ value, unit: view.unit });
  const facts = {
    chart: say(`chart.${view.chart}`),
    subject: view.group ?? view.cluster,
    value: figure(current),
    highest: figure(highest),
    span,
  };
  return view.limit
    ? say('chart.labelLimit', { ...facts, limit: figure(view.limit.value) })
    : say('chart.label', facts);
}

/** Lines that the backend draws over many subjects. */
const LINES = ['average', 'highest', 'reporting', 'completed'] as const;

function isLine(id: string): id is (typeof LINES)[number] {
  return (LINES as readonly string[]).includes(id);
}

function Curve({ view }: { view: ChartView }) {
  const say = useSay();
  const locale = useLocale();
  const { unit, limit, chart } = view;
  const title = say(`chart.${chart}`);
  const time = (at: string) =>
    formatDateTime(new Date(at), locale, new Date(view.to));
  const span = say('range.span', { from: time(view.from), to: time(view.to) });
  const { lines, left } = chartLines(view.series, id =>
    isLine(id) ? say(`chart.${id}`) : lineName(chart, id, title),
  );
  if (chartFacts(view).highest === undefined) {
    // An unconnected source has said so already.
    return view.source.state === 'live' ? (
      <PageState kind="empty" size="cell" title={say('chart.none')} />
    ) : null;
  }
  return (
    <>
      <Chart
        label={sentence(view, span, say)}
        lines={lines}
        from={view.from}
        to={view.to}
        format={value => say.figure({ value, unit })}
        limit={
          limit && {
            value: limit.value,
            label: say(
              limit.bad === 'above' ? 'chart.limitAbove' : 'chart.limitBelow',
              { limit: { figure: { value: limit.value, unit } } },
            ),
          }
        }
        markers={view.markers.slice(-MARKERS).map(({ at, state, subject }) => ({
          at,
          label: say('chart.marker', {
            subject,
            state: say(`health.${state}`),
          }),
        }))}
      />
      {left > 0 && (
        <p className="tl-quiet">{say('chart.more', { count: left })}</p>
      )}
    </>
  );
}

/** Properties of {@link ChartCard}. */
export interface ChartCardProps {
  cluster: string;
  chart: ChartId;
  /** The cluster as a whole when absent. */
  group?: string;
}

/** One measured thing over a range of time that lives in the address. */
export function ChartCard({ cluster, chart, group }: ChartCardProps) {
  const say = useSay();
  const { range, setRange } = useRange();
  const query = useChart(cluster, chart, range, group);
  return (
    <Surface
      title={say(`chart.${chart}`)}
      action={<RangeChoice range={range} onChange={setRange} />}
    >
      <BlockFrame query={query} rows={6}>
        {view => (
          <>
            <SourceNote source="prometheus" status={view.source} />
            <Curve view={view} />
          </>
        )}
      </BlockFrame>
    </Surface>
  );
}
