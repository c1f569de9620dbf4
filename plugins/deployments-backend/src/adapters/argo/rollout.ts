import { RolloutState } from '../../service/ports';
import { RolloutObject } from './wire';

/** Reason of Argo Rollouts for a pause that a step asks for, and for one before the switch of blue-green. */
const STEP_PAUSES = ['CanaryPauseStep', 'BlueGreenPause'];

/** What a Rollout says of itself. Undefined for one that has no stable version yet: it ignores its steps. */
export function rolloutState(rollout: RolloutObject): RolloutState | undefined {
  const { spec, status = {} } = rollout;
  const { stableRS, currentPodHash } = status;
  if (!stableRS || !currentPodHash) {
    return undefined;
  }
  const current = isCurrent(rollout);
  const steps = stepsOf(spec.strategy);
  const done = currentPodHash === stableRS;
  const step = status.currentStepIndex ?? (done ? steps.length : 0);
  return {
    phase: current ? phaseOf(status.phase) : 'Progressing',
    ...(status.message && { message: status.message }),
    step,
    steps,
    weight: weightOf(rollout, steps, step, done),
    podHash: currentPodHash,
    stableHash: stableRS,
    waits:
      current &&
      !done &&
      !status.abort &&
      !spec.paused &&
      (status.pauseConditions ?? []).some(({ reason }) =>
        STEP_PAUSES.includes(reason),
      ),
    aborted: status.abort === true,
    held: spec.paused === true,
  };
}

/** Blue-green that does not promote itself is one step without traffic, at which it waits. */
function stepsOf(
  strategy: RolloutObject['spec']['strategy'],
): RolloutState['steps'] {
  const { canary, blueGreen } = strategy ?? {};
  if (blueGreen) {
    const { autoPromotionEnabled, autoPromotionSeconds } = blueGreen;
    return autoPromotionEnabled === false && !autoPromotionSeconds
      ? [{ weight: 0, pause: true }]
      : [];
  }
  return (canary?.steps ?? []).map(step => ({
    ...(step.setWeight !== undefined && { weight: step.setWeight }),
    // With a duration it goes on by itself.
    ...(step.pause && step.pause.duration === undefined && { pause: true }),
  }));
}

/** Whether the status is of the object as it is now written. */
function isCurrent({ metadata, status }: RolloutObject): boolean {
  const observed = status?.observedGeneration;
  return (
    observed === undefined ||
    metadata.generation === undefined ||
    observed === String(metadata.generation)
  );
}

function phaseOf(phase: string | undefined): RolloutState['phase'] {
  switch (phase) {
    case 'Progressing':
    case 'Paused':
    case 'Healthy':
    case 'Degraded':
      return phase;
    default:
      return 'Unknown';
  }
}

/** The router's weight where it tells one; else what the steps so far have set. */
function weightOf(
  { status }: RolloutObject,
  steps: RolloutState['steps'],
  step: number,
  done: boolean,
): number {
  if (done) {
    return 100;
  }
  const told = status?.canary?.weights?.canary.weight;
  if (told !== undefined) {
    return told;
  }
  return (
    steps
      .slice(0, step + 1)
      .map(({ weight }) => weight)
      .findLast(weight => weight !== undefined) ?? 0
  );
}
