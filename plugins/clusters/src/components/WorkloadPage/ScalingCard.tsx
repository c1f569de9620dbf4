import {
  formatBytes,
  formatCount,
  formatCpu,
  formatPercent,
  Meter,
  Rail,
  Surface,
} from '@textloom/ui';
import {
  BudgetSummary,
  HpaSummary,
  VpaSummary,
  WorkloadView,
} from '@textloom/plugin-clusters-common';
import { useSay } from '../../hooks/useSay';
import { VpaRow, vpaRows } from '../../presentation/vpa';
import classes from './WorkloadPage.module.css';

function Hpa({ hpa }: { hpa: HpaSummary }) {
  const say = useSay();
  const blocked = (hpa.conditions ?? []).filter(
    condition =>
      condition.status === 'False' &&
      (condition.type === 'AbleToScale' || condition.type === 'ScalingActive'),
  );
  return (
    <div className={classes.block}>
      <h4>{say('workload.hpa', { name: hpa.name })}</h4>
      <Rail
        label={hpa.name}
        min={hpa.min}
        desired={hpa.desired}
        max={hpa.max}
      />
      {(hpa.metrics ?? []).map(metric => (
        <p key={metric.name}>
          {say('workload.hpaMetric', {
            name: metric.name,
            current: metric.current ?? say('unknownValue'),
            target: metric.target ?? say('unknownValue'),
          })}
        </p>
      ))}
      {blocked.map(condition => (
        <p key={condition.type} lang="en">
          {`${condition.type}: ${condition.reason ?? ''} ${
            condition.message ?? ''
          }`.trim()}
        </p>
      ))}
    </div>
  );
}

function VpaMeter({ row }: { row: VpaRow }) {
  const say = useSay();
  const format = row.id === 'cpu' ? formatCpu : formatBytes;
  return (
    <div className={classes.row}>
      {row.ratio !== undefined && (
        <Meter
          label={say(`meters.${row.id}`)}
          used={row.ratio}
          limit={1}
          value={formatPercent(row.ratio)}
        />
      )}
      <p>
        {say('workload.vpaFigure', {
          resource: say(`meters.${row.id}`),
          recommended: format(row.recommended),
          requested: format(row.requested),
        })}
      </p>
    </div>
  );
}

function Vpa(props: {
  vpa: VpaSummary;
  requests: { cpuMillis: number; memoryBytes: number };
}) {
  const { vpa, requests } = props;
  const say = useSay();
  const rows = vpaRows(vpa, requests);
  return (
    <div className={classes.block}>
      <h4>{say('workload.vpa', { name: vpa.name })}</h4>
      {rows.map(row => (
        <VpaMeter key={row.id} row={row} />
      ))}
      {rows.length === 0 && (
        <p>
          {say('workload.vpaNone')}{' '}
          {vpa.reason && <q lang="en">{vpa.reason}</q>}
        </p>
      )}
      <p>{say('workload.vpaMode', { mode: vpa.updateMode })}</p>
    </div>
  );
}

function Budget({ budget }: { budget: BudgetSummary }) {
  const say = useSay();
  return (
    <div className={classes.block}>
      <h4>{say('workload.budget', { name: budget.name })}</h4>
      <p>
        {say(
          budget.disruptionsAllowed > 0
            ? 'workload.budgetAllows'
            : 'workload.budgetBlocks',
          {
            count: budget.disruptionsAllowed,
            current: formatCount(budget.currentHealthy),
            desired: formatCount(budget.desiredHealthy),
          },
        )}
      </p>
    </div>
  );
}

/** What scales a workload and what bounds its disruption. */
export function ScalingCard({ view }: { view: WorkloadView }) {
  const say = useSay();
  const { hpa, vpa, budgets, requests } = view;
  return (
    <Surface title={say('workload.scaling')}>
      {hpa && <Hpa hpa={hpa} />}
      {vpa && <Vpa vpa={vpa} requests={requests} />}
      {budgets.map(budget => (
        <Budget key={budget.name} budget={budget} />
      ))}
      {!hpa && !vpa && budgets.length === 0 && (
        <p className={classes.none}>{say('workload.scalingNone')}</p>
      )}
    </Surface>
  );
}
