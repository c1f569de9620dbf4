import {
  Chart,
  ChartMarker,
  SelectField,
  Surface,
  useQueryParam,
} from '@textloom/ui';
import {
  DrillSummary,
  PlanView,
  StoreDetailView,
  Words,
} from '@textloom/plugin-restore-drills-common';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { planName } from '../../presentation/overview';
import { axisUnit } from '../../presentation/timeAxis';
import { drillIntent, drillWord } from '../../presentation/states';
import { Say } from '../../text/say';
import parts from '../Parts/Parts.module.css';
import { Prediction } from './Prediction';
import classes from './TrendCard.module.css';

const iso = (at: number) => new Date(at).toISOString();

/** A drill that was measured, of a plan. */
function measuredOf(
  drills: readonly DrillSummary[],
  plan: string | undefined,
): DrillSummary[] {
  return drills
    .filter(
      drill =>
        drill.plan === plan &&
        !drill.control &&
        drill.endedAt !== undefined &&
        (drill.rtaMs !== undefined || drill.rpaMs !== undefined),
    )
    .sort((a, b) => a.queuedAt - b.queuedAt);
}

function failures(
  drills: readonly DrillSummary[],
  words: Words,
  say: Say,
): ChartMarker[] {
  return drills.flatMap(drill => {
    const intent = drillIntent(drill);
    return intent === 'critical' || intent === 'invalid'
      ? [{ at: iso(drill.queuedAt), label: drillWord(drill, words, say) }]
      : [];
  });
}

interface CurveProps {
  figure: 'rta' | 'rpa';
  drills: readonly DrillSummary[];
  limit: number | undefined;
}

function Curve({ figure, drills, limit }: CurveProps) {
  const say = useSay();
  const words = useWords();
  const field = figure === 'rta' ? 'rtaMs' : 'rpaMs';
  const name = say(`trend.${figure}`);
  const newest = drills[drills.length - 1];
  const value = newest[field];
  const unit = axisUnit(
    Math.max(limit ?? 0, ...drills.map(drill => drill[field] ?? 0)),
  );
  const inUnit = (ms: number | undefined) => ms && ms / unit;
  return (
    <div className={classes.curve}>
      <h4>{name}</h4>
      <Chart
        label={say('trend.label', {
          figure: name,
          count: drills.length,
          newest:
            value === undefined ? say('unknownValue') : say.duration(value),
        })}
        from={iso(drills[0].queuedAt)}
        to={iso(newest.queuedAt)}
        format={of => say.duration(of * unit)}
        height={160}
        markers={failures(drills, words, say)}
        limit={
          limit === undefined
            ? undefined
            : {
                value: limit / unit,
                label: say('trend.limit', {
                  name: figure === 'rta' ? 'RTO' : 'RPO',
                  value: say.duration(limit),
                }),
              }
        }
        lines={[
          {
            id: figure,
            label: name,
            colour: figure === 'rta' ? 1 : 3,
            points: drills.map(drill => ({
              at: iso(drill.queuedAt),
              value: inUnit(drill[field]),
            })),
          },
        ]}
      />
    </div>
  );
}

function usePlan(plans: readonly PlanView[]) {
  const [wanted, choose] = useQueryParam('plan');
  const real = plans.filter(({ plan }) => !plan.control);
  const plan = real.find(entry => entry.plan.id === wanted) ?? real[0];
  return { plan, plans: real, choose };
}

/** Time and loss from drill to drill against the limits, and what a larger store would take. */
export function TrendCard({ view }: { view: StoreDetailView }) {
  const say = useSay();
  const words = useWords();
  const { plan, plans, choose } = usePlan(view.plans);
  const drills = measuredOf(view.drills, plan?.plan.id);
  const title = say('trend.title');
  return (
    <Surface
      title={title}
      subtitle={say('trend.subtitle')}
      action={
        plans.length > 1 && (
          <SelectField
            label={say('trend.plan')}
            value={plan?.plan.id ?? ''}
            options={plans.map(entry => ({
              value: entry.plan.id,
              label: planName(view.store.title, entry.plan, words, say),
            }))}
            onChange={choose}
          />
        )
      }
    >
      {drills.length < 2 ? (
        <p className={parts.quiet}>
          {say('trend.tooFew', { count: drills.length })}
        </p>
      ) : (
        <div className={classes.curves}>
          <Curve figure="rta" drills={drills} limit={plan?.target?.rtoMs} />
          <Curve figure="rpa" drills={drills} limit={plan?.target?.rpoMs} />
        </div>
      )}
      <Prediction drills={drills} rtoMs={plan?.target?.rtoMs} />
    </Surface>
  );
}
