import { rfc3339 } from '../kubernetes/store';
import { CanaryStep, Rollout, RolloutStatus } from './types';

/** What a rollout's next state depends on. */
export interface CanaryFacts {
  rollout: Rollout;
  /** Hash of the template that is wanted. */
  hash: string;
  /** Replicas that are wanted of the service. */
  replicas: number;
  /** Pods of the new version that serve. */
  available: number;
  /** Whether the Deployment runs the wanted template and nothing else. */
  complete: boolean;
  /** Whether the Deployment has taken the pods of the new version over. */
  adopted: boolean;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What to do about a rollout. */
export interface CanaryPlan {
  status: RolloutStatus;
  /**
   * `canary`: so many pods of the new version beside the stable ones; `adopt`: the Deployment takes the new version
   * over, with its pods; `stable`: there is one version only.
   */
  pods: { kind: 'canary'; replicas: number } | { kind: 'adopt' | 'stable' };
}

/** Decides as Argo Rollouts' canary strategy does: weight by weight, waiting where a step says so. */
export function planCanary(facts: CanaryFacts): CanaryPlan {
  const { rollout, hash, now } = facts;
  const before = rollout.status ?? {};
  const stable = before.stableRS ?? hash;
  // The first version ignores the steps.
  const status: RolloutStatus =
    before.currentPodHash === hash
      ? { ...before, stableRS: stable }
      : restarted(before, hash, stable);
  if (hash === stable) {
    return { pods: { kind: 'stable' }, status: settled(status, facts) };
  }
  if (status.abort) {
    return {
      pods: { kind: 'canary', replicas: 0 },
      status: aborted(status, facts),
    };
  }
  const { abortedAt, ...retried } = status;
  return climb({ status: retried, facts, at: rfc3339(now) });
}

function restarted(
  before: RolloutStatus,
  hash: string,
  stable: string,
): RolloutStatus {
  const { abortedAt, promoteFull, message, ...kept } = before;
  return {
    ...kept,
    stableRS: stable,
    currentPodHash: hash,
    currentStepIndex: 0,
    abort: false,
    controllerPause: false,
    pauseConditions: null,
    canary: weights(0, hash, stable),
  };
}

/** All pods of the new colour come up without traffic, and somebody looks before the switch. */
const BEFORE_THE_SWITCH: CanaryStep = {
  setCanaryScale: { weight: 100 },
  pause: {},
};

/** Blue-green is a canary that goes from nothing to all. */
function stepsOf({ spec }: Rollout): readonly CanaryStep[] {
  const { canary, blueGreen } = spec.strategy;
  if (blueGreen) {
    return blueGreen.autoPromotionEnabled === false ? [BEFORE_THE_SWITCH] : [];
  }
  return canary?.steps ?? [];
}

const pauseReason = ({ spec }: Rollout) =>
  spec.strategy.blueGreen ? 'BlueGreenPause' : 'CanaryPauseStep';

function settled(
  { message, abortedAt, promoteFull, ...status }: RolloutStatus,
  { rollout, hash, complete }: CanaryFacts,
): RolloutStatus {
  return {
    ...status,
    abort: false,
    currentPodHash: hash,
    currentStepIndex: stepsOf(rollout).length,
    controllerPause: false,
    pauseConditions: null,
    canary: weights(0, hash, hash),
    ...(complete
      ? { phase: 'Healthy' }
      : {
          phase: 'Progressing',
          message: 'updated replicas are still becoming available',
        }),
  };
}

function aborted(
  status: RolloutStatus,
  { hash, now }: CanaryFacts,
): RolloutStatus {
  return {
    ...status,
    abortedAt: status.abortedAt ?? rfc3339(now),
    currentStepIndex: 0,
    controllerPause: false,
    pauseConditions: null,
    phase: 'Degraded',
    message: 'RolloutAborted: Rollout aborted update',
    canary: weights(0, hash, status.stableRS ?? hash),
  };
}

interface Climb {
  status: RolloutStatus;
  facts: CanaryFacts;
  at: string;
}

/** Goes on until something has to be waited for. */
function climb({ status: begun, facts, at }: Climb): CanaryPlan {
  const { rollout, hash, available, complete } = facts;
  const steps = stepsOf(rollout);
  const stable = begun.stableRS ?? hash;
  let status = begun;
  if (rollout.spec.paused) {
    return waiting(status, facts, 'Paused', 'manually paused');
  }
  if (status.promoteFull) {
    status = {
      ...status,
      currentStepIndex: steps.length,
      pauseConditions: null,
    };
  }
  for (let index = status.currentStepIndex ?? 0; index < steps.length; ) {
    const { setWeight, pause } = steps[index];
    const share = shareOf(steps[index]) ?? 0;
    if (available < podsFor(share, facts.replicas)) {
      const message = 'more replicas need to be updated';
      return waiting(status, facts, 'Progressing', message);
    }
    if (setWeight !== undefined) {
      status = { ...status, canary: weights(setWeight, hash, stable) };
    }
    if (pause !== undefined && !isOver(pause, status, facts.now)) {
      const reason = pauseReason(rollout);
      const paused = { ...status, ...pauseOf(status, at, reason) };
      return waiting(paused, facts, 'Paused', reason);
    }
    index += 1;
    status = {
      ...status,
      currentStepIndex: index,
      controllerPause: false,
      pauseConditions: null,
    };
  }
  const full = { ...status, canary: weights(100, hash, stable) };
  if (complete) {
    return {
      pods: { kind: 'stable' },
      status: settled({ ...full, stableRS: hash }, facts),
    };
  }
  const message = 'waiting for all steps to complete';
  const plan = waiting(full, facts, 'Progressing', message);
  return available < facts.replicas && !facts.adopted
    ? plan
    : { ...plan, pods: { kind: 'adopt' } };
}

function waiting(
  status: RolloutStatus,
  facts: CanaryFacts,
  phase: string,
  message: string,
): CanaryPlan {
  const replicas = podsFor(
    weightAt(stepsOf(facts.rollout), status.currentStepIndex ?? 0),
    facts.replicas,
  );
  return {
    pods: { kind: 'canary', replicas },
    status: { ...status, phase, message },
  };
}

/** The controller pauses once; when its condition has been taken away, somebody has promoted. */
function isOver(
  pause: CanaryStep['pause'],
  { controllerPause, pauseConditions }: RolloutStatus,
  now: number,
): boolean {
  const [condition] = pauseConditions ?? [];
  if (!condition) {
    return controllerPause === true;
  }
  const duration = secondsOf(pause?.duration);
  return (
    duration !== undefined &&
    now - Date.parse(condition.startTime) >= duration * 1_000
  );
}

function pauseOf(
  { pauseConditions }: RolloutStatus,
  at: string,
  reason: string,
) {
  return {
    controllerPause: true,
    pauseConditions: pauseConditions?.length
      ? pauseConditions
      : [{ reason, startTime: at }],
  };
}

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3_600 };

/** `30`, `30s`, `5m`, `1h`. */
function secondsOf(duration: number | string | undefined): number | undefined {
  const [, count, unit = 's'] = /^(\d+)([smh])?$/.exec(`${duration}`) ?? [];
  return count === undefined ? undefined : Number(count) * UNITS[unit];
}

/** Share of the pods that a step asks for, per cent. */
function shareOf({
  setWeight,
  setCanaryScale,
}: CanaryStep): number | undefined {
  return setWeight ?? setCanaryScale?.weight;
}

/** Share of the pods that the steps so far ask for; all of them once they are over. */
function weightAt(steps: readonly CanaryStep[], index: number): number {
  return index >= steps.length
    ? 100
    : steps
        .slice(0, index + 1)
        .map(shareOf)
        .findLast(weight => weight !== undefined) ?? 0;
}

/** Pods that serve a share of the traffic, at least one. */
function podsFor(weight: number, replicas: number): number {
  return Math.ceil((replicas * weight) / 100);
}

function weights(weight: number, hash: string, stable: string) {
  return {
    weights: {
      canary: { weight, podTemplateHash: hash },
      stable: { weight: 100 - weight, podTemplateHash: stable },
      verified: true,
    },
  };
}
