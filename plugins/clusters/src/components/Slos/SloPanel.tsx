import {
  formatPercent,
  Meter,
  NO_VALUE,
  Surface,
  TextLink,
} from '@textloom/ui';
import { SloSummary } from '@textloom/plugin-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useSay } from '../../hooks/useSay';
import { severityIntent } from '../../presentation/intents';
import { Say } from '../../text/say';
import classes from './Slos.module.css';

/** Objectives are told exactly: 99.95 % is not 99.9 %. */
function exactPercent(share: number): string {
  return Number.isFinite(share)
    ? `${Number((share * 100).toFixed(2))}%`
    : NO_VALUE;
}

function budgetWords(left: number | undefined, say: Say): string {
  if (left === undefined || !Number.isFinite(left)) return say('slos.noData');
  return left >= 0
    ? say('slos.left', { left: formatPercent(left) })
    : say('slos.spent', { over: formatPercent(-left) });
}

function SloRow({ slo }: { slo: SloSummary }) {
  const say = useSay();
  const links = useLinks();
  const { budgetLeft, burnRate, good, severity } = slo;
  const href = slo.component && links.component(slo.component);
  const measured = budgetLeft !== undefined && Number.isFinite(budgetLeft);
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <h4 className={classes.title}>
          {href ? <TextLink href={href}>{slo.title}</TextLink> : slo.title}
        </h4>
        <span className={classes.quiet}>
          {say('slos.objective', {
            objective: exactPercent(slo.objective),
            days: slo.windowDays,
          })}
        </span>
      </div>
      <Meter
        label={say('slos.budget', { name: slo.title })}
        hideLabel
        used={measured ? Math.min(1, Math.max(0, budgetLeft)) : undefined}
        intent={severity ? severityIntent(severity) : undefined}
        value={budgetWords(budgetLeft, say)}
        noDataText={say('slos.noData')}
      />
      <p className={classes.quiet}>
        {say('slos.good', {
          good: good === undefined ? NO_VALUE : exactPercent(good),
        })}
        {burnRate !== undefined && Number.isFinite(burnRate) && (
          <>
            {' · '}
            {say('slos.burn', { rate: Number(burnRate.toFixed(1)) })}
          </>
        )}
      </p>
    </li>
  );
}

/** Properties of {@link SloPanel}. */
export interface SloPanelProps {
  /** Absent when Prometheus is not known. */
  slos?: SloSummary[];
}

/** Each objective with what is left of its error budget, those in danger first. */
export function SloPanel({ slos }: SloPanelProps) {
  const say = useSay();
  const ordered = [...(slos ?? [])].sort(
    (a, b) => (a.budgetLeft ?? 2) - (b.budgetLeft ?? 2),
  );
  return (
    <Surface title={say('slos.title')} subtitle={say('slos.subtitle')}>
      {ordered.length === 0 && (
        <p className={classes.quiet}>
          {say(slos ? 'slos.none' : 'slos.unknown')}
        </p>
      )}
      <ul className={classes.list}>
        {ordered.map(slo => (
          <SloRow key={slo.id} slo={slo} />
        ))}
      </ul>
    </Surface>
  );
}
