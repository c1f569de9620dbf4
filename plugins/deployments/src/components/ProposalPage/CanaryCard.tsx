import {
  Chart,
  ChartPoint,
  DataTable,
  formatCount,
  formatPercent,
  NO_VALUE,
  PageState,
  StatusLabel,
  Surface,
} from '@textloom/ui';
import { LiveFigures } from '@textloom/plugin-deployments-common';
import { useSay } from '../../hooks/useSay';
import {
  canaryIntents,
  CanaryRow,
  canaryRows,
  canaryVerdict,
} from '../../presentation/canary';
import { Say } from '../../text/say';
import { BlockProps, isMoving } from './useProposal';
import classes from './CanaryCard.module.css';

const percent = (value: number) => formatPercent(value / 100);
const milliseconds = (value: number) => `${formatCount(Math.round(value))} ms`;

const formats: Record<CanaryRow['metric'], (value: number) => string> = {
  errorRate: percent,
  p95: milliseconds,
  requests: value => formatCount(Math.round(value)),
  restarts: formatCount,
};

function shown(row: CanaryRow, value: number | undefined): string {
  return value === undefined || !Number.isFinite(value)
    ? NO_VALUE
    : formats[row.metric](value);
}

function limitOf(row: CanaryRow, say: Say): string {
  if (row.limit === undefined) return NO_VALUE;
  return say(row.metric === 'requests' ? 'canary.atLeast' : 'canary.atMost', {
    value: shown(row, row.limit),
  });
}

function Comparison(props: { rows: CanaryRow[]; old: string; fresh: string }) {
  const { rows, old, fresh } = props;
  const say = useSay();
  return (
    <DataTable
      label={say('canary.caption')}
      count={false}
      rows={rows}
      rowId={row => row.metric}
      columns={[
        {
          id: 'metric',
          header: say('canary.metric'),
          cell: row => say(`canary.${row.metric}`),
        },
        {
          id: 'stable',
          header: old,
          align: 'end',
          cell: row => shown(row, row.stable),
        },
        {
          id: 'canary',
          header: fresh,
          align: 'end',
          phone: 'figure',
          cell: row => <b>{shown(row, row.canary)}</b>,
        },
        {
          id: 'limit',
          header: say('canary.limit'),
          align: 'end',
          cell: row => limitOf(row, say),
        },
        {
          id: 'verdict',
          header: say('canary.verdict'),
          cell: ({ verdict }) =>
            verdict ? (
              <StatusLabel intent={canaryIntents[verdict]}>
                {say(`canary.${verdict}`)}
              </StatusLabel>
            ) : (
              NO_VALUE
            ),
        },
      ]}
    />
  );
}

const points = (curve: readonly [number, number][]): ChartPoint[] =>
  curve.map(([at, value]) => ({ at: new Date(at).toISOString(), value }));

interface CurveProps {
  live: LiveFigures;
  metric: 'errorRate' | 'p95';
  limit: number;
  old: string;
  fresh: string;
}

function Curve({ live, metric, limit, old, fresh }: CurveProps) {
  const say = useSay();
  const format = formats[metric];
  const { stable, canary } = live.curves[metric];
  const times = [...stable, ...canary].map(([at]) => at);
  if (times.length === 0) return null;
  const name = say(`canary.${metric}`);
  return (
    <div className={classes.curve}>
      <h4>{name}</h4>
      <Chart
        label={say('canary.curve', {
          metric: name,
          stable: old,
          canary: fresh,
        })}
        from={new Date(Math.min(...times)).toISOString()}
        to={new Date(Math.max(...times, live.fetchedAt)).toISOString()}
        format={format}
        height={160}
        limit={{
          value: limit,
          label: say('canary.rollsBack', { value: format(limit) }),
        }}
        lines={[
          { id: 'stable', label: old, colour: 1, points: points(stable) },
          { id: 'canary', label: fresh, colour: 3, points: points(canary) },
        ]}
      />
    </div>
  );
}

/** The new version beside the old one: figures against their limits, and their curves. */
export function CanaryCard({ view }: BlockProps) {
  const say = useSay();
  const { live, liveProblem, proposal } = view;
  if (!live && !liveProblem && !isMoving(view)) return null;
  const title = say('canary.title');
  if (!live) {
    return (
      <Surface title={title}>
        {liveProblem ? (
          <PageState kind="error" size="cell" title={say('canary.failed')}>
            <span lang="en">{liveProblem}</span>
          </PageState>
        ) : (
          <PageState kind="empty" size="cell" title={say('canary.empty')}>
            {say('canary.emptyText')}
          </PageState>
        )}
      </Surface>
    );
  }
  const { limits } = proposal.policy;
  const rows = canaryRows(live, limits);
  const verdict = canaryVerdict(live, limits);
  const names = {
    old: proposal.baseline?.version ?? say('canary.stable'),
    fresh: proposal.release.version,
  };
  return (
    <Surface
      flush
      title={title}
      subtitle={say('canary.subtitle', {
        source: live.source,
        age: say.age(live.fetchedAt),
      })}
      action={
        <StatusLabel intent={canaryIntents[verdict]} variant="chip">
          {say(`canary.${verdict}`)}
        </StatusLabel>
      }
    >
      <Comparison rows={rows} {...names} />
      <div className={classes.curves}>
        <Curve
          live={live}
          metric="errorRate"
          limit={limits.errorRatePercent}
          {...names}
        />
        <Curve live={live} metric="p95" limit={limits.p95Ms} {...names} />
      </div>
    </Surface>
  );
}
