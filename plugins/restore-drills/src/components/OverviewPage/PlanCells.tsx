import { Clock, NO_VALUE, Since, StatusLabel, useNow } from '@textloom/ui';
import { PlanView } from '@textloom/plugin-restore-drills-common';
import { useSay } from '../../hooks/useSay';
import { useWords } from '../../hooks/useWords';
import { overdueIntent } from '../../presentation/states';
import { DrillLabel } from '../Parts/DrillLabel';
import parts from '../Parts/Parts.module.css';

const MINUTE_MS = 60_000;
const iso = (at: number) => new Date(at).toISOString();

/** How the newest drill of a plan ended, or how far it is. */
export function Result({ plan }: { plan: PlanView | undefined }) {
  const say = useSay();
  const words = useWords();
  if (plan?.running) {
    return (
      <>
        <DrillLabel drill={plan.running} />
        <span className={parts.note}>{words.steps[plan.running.step]}</span>
      </>
    );
  }
  if (!plan?.last) {
    return (
      <span className={parts.nowrap}>
        <StatusLabel intent="unknown">{say('state.never')}</StatusLabel>
      </span>
    );
  }
  return (
    <span className={parts.nowrap}>
      <DrillLabel drill={plan.last} />
    </span>
  );
}

/** How old the newest proof of a plan is; a control proves nothing of the store. */
export function Proven({ plan }: { plan: PlanView | undefined }) {
  const say = useSay();
  if (!plan || plan.plan.control) return <>{NO_VALUE}</>;
  const at = plan.lastProven?.endedAt;
  return at === undefined ? (
    <>{say('overview.notProven')}</>
  ) : (
    <Since ago at={iso(at)} />
  );
}

/** When a plan is due, or that it is overdue. */
export function Due({ plan }: { plan: PlanView | undefined }) {
  const say = useSay();
  const now = useNow(MINUTE_MS);
  if (!plan) return <>{NO_VALUE}</>;
  if (!plan.overdue && plan.dueAt <= now) {
    return <StatusLabel intent="waiting">{say('overview.dueNow')}</StatusLabel>;
  }
  if (!plan.overdue) {
    return (
      <span className={parts.end}>
        <Clock day at={iso(plan.dueAt)} />
      </span>
    );
  }
  const { overdue } = plan;
  return (
    <StatusLabel intent={overdueIntent(overdue)}>
      {say(`overdueWord.${overdue.reason}`, { priority: overdue.priority })}
    </StatusLabel>
  );
}
