import { Drill } from './drill';
import { DrillSummary } from './views';

/** A drill as it stands in lists. */
export function summaryOf(drill: Drill): DrillSummary {
  const { findings } = drill;
  const fields: DrillSummary = {
    id: drill.id,
    plan: drill.plan.id,
    store: drill.store.id,
    scenario: drill.plan.scenario,
    control: drill.control,
    state: drill.state,
    step: drill.step,
    startedBy: drill.startedBy,
    queuedAt: drill.queuedAt,
    endedAt: drill.endedAt,
    outcome: drill.outcome,
    rtaMs: findings.rta?.fullMs,
    rpaMs: findings.rpa?.upperMs,
    bytes: restoredBytes(drill),
    acknowledged: drill.acknowledged !== undefined,
  };
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as unknown as DrillSummary;
}

/** What the restore has written, or else what it was to write. */
function restoredBytes({
  steps,
  findings: { frozen },
}: Drill): number | undefined {
  const restored = steps.find(
    ({ step, state }) => step === 'restore' && state === 'passed',
  );
  const archived = frozen?.archive.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    restored &&
    (restored.bytes?.done ?? (frozen && frozen.backup.bytes + (archived ?? 0)))
  );
}

/** Whether a drill counts as the last word on its plan: it has a verdict, and a control that was found is no word on the store. */
export function hasVerdict({ outcome, control }: DrillSummary): boolean {
  return (
    outcome?.kind === 'verdict' && !(control && outcome.verdict === 'PASS')
  );
}

/** Whether a drill proves that its store can be restored. A control never does. */
export function isProof({ outcome, control }: DrillSummary): boolean {
  return outcome?.kind === 'verdict' && outcome.verdict === 'PASS' && !control;
}
