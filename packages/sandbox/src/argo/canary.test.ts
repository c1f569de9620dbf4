import { CanaryFacts, CanaryPlan, planCanary } from './canary';
import { CanaryStep, Rollout, RolloutStatus } from './types';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const STEPS: CanaryStep[] = [
  { setWeight: 10 },
  { pause: { duration: '2m' } },
  { setWeight: 60 },
  { pause: {} },
];

function rolloutWith(
  status: RolloutStatus | undefined,
  steps: CanaryStep[],
  paused?: boolean,
): Rollout {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'a' },
    spec: { ...(paused && { paused }), strategy: { canary: { steps } } },
    ...(status && { status }),
  };
}

/** Replicas that come up at once, on a clock that passes only when told. */
function play(options: { steps?: CanaryStep[]; replicas?: number } = {}) {
  const { steps = STEPS, replicas = 10 } = options;
  let status: RolloutStatus | undefined = {
    phase: 'Healthy',
    stableRS: 'old',
    currentPodHash: 'old',
  };
  let [available, now] = [0, NOW];
  let last: CanaryPlan | undefined;
  const step = (facts: Partial<CanaryFacts> = {}) => {
    last = planCanary({
      rollout: rolloutWith(status, steps),
      hash: 'new',
      replicas,
      available,
      complete: false,
      adopted: false,
      now,
      ...facts,
    });
    status = last.status;
    available = last.pods.kind === 'canary' ? last.pods.replicas : available;
    return last;
  };
  return {
    step,
    settle: () => {
      step();
      step();
      return step();
    },
    wait: (seconds: number) => {
      now += seconds * 1_000;
    },
    patch: (change: RolloutStatus) => {
      status = { ...status, ...change };
    },
  };
}

it.each([
  [10, 1, 1],
  [10, 6, 1],
  [25, 6, 2],
  [50, 1, 1],
  [50, 5, 3],
  [100, 6, 6],
  [0, 6, 0],
])(
  '%i %% of the traffic of %i pods is %i pods',
  (setWeight, replicas, pods) => {
    const { settle } = play({
      replicas,
      steps: [{ setWeight }, { pause: {} }],
    });
    expect(settle().pods).toEqual({ kind: 'canary', replicas: pods });
  },
);

it('gives traffic to pods only once they serve', () => {
  const { step } = play();
  expect(step().status).toMatchObject({
    phase: 'Progressing',
    currentStepIndex: 0,
    canary: { weights: { canary: { weight: 0 } } },
  });
  expect(step().status).toMatchObject({
    phase: 'Paused',
    currentStepIndex: 1,
    canary: { weights: { canary: { weight: 10 } } },
  });
});

it('goes on by itself when the time of a pause is over, and not before', () => {
  const { settle, wait } = play();
  expect(settle().status.currentStepIndex).toBe(1);
  wait(119);
  expect(settle().status.currentStepIndex).toBe(1);
  wait(1);
  expect(settle().status).toMatchObject({
    phase: 'Paused',
    currentStepIndex: 3,
  });
  wait(1_000_000);
  expect(settle().status.currentStepIndex).toBe(3);
});

it.each([
  ['30', 30],
  [30, 30],
  ['30s', 30],
  ['2m', 120],
  ['1h', 3_600],
])('reads a pause of %p as %i seconds', (duration, seconds) => {
  const { settle, wait } = play({
    steps: [{ pause: { duration } }, { setWeight: 50 }, { pause: {} }],
  });
  settle();
  wait(seconds - 1);
  expect(settle().status.currentStepIndex).toBe(0);
  wait(1);
  expect(settle().status.currentStepIndex).toBe(2);
});

it('ignores its steps for the first version', () => {
  const plan = planCanary({
    rollout: rolloutWith(undefined, STEPS),
    hash: 'first',
    replicas: 3,
    available: 0,
    complete: true,
    adopted: false,
    now: NOW,
  });
  expect(plan).toMatchObject({
    pods: { kind: 'stable' },
    status: { phase: 'Healthy', stableRS: 'first', currentStepIndex: 4 },
  });
});

it('skips all steps when it is promoted in full, and is stable once complete', () => {
  const { settle, step, patch } = play();
  settle();
  patch({ promoteFull: true, pauseConditions: null });
  expect(settle()).toMatchObject({
    pods: { kind: 'adopt' },
    status: { phase: 'Progressing', stableRS: 'old' },
  });
  expect(step({ complete: true })).toMatchObject({
    pods: { kind: 'stable' },
    status: { phase: 'Healthy', stableRS: 'new', currentStepIndex: 4 },
  });
});

it('is not promoted in full again by the promotion of an earlier version', () => {
  const { settle, step, patch } = play();
  settle();
  patch({ promoteFull: true, pauseConditions: null });
  settle();
  expect(step({ complete: true }).status).not.toHaveProperty('promoteFull');
  step({ hash: 'newer', available: 0 });
  expect(step({ hash: 'newer', available: 1 }).status).toMatchObject({
    phase: 'Paused',
    currentStepIndex: 1,
    stableRS: 'new',
  });
});

it('stays aborted until somebody has it tried again, and begins at the first step', () => {
  const { settle, patch, wait } = play();
  settle();
  patch({ abort: true });
  expect(settle()).toMatchObject({
    pods: { kind: 'canary', replicas: 0 },
    status: { phase: 'Degraded', abortedAt: '2026-11-25T10:00:00Z' },
  });
  wait(60);
  expect(settle().status.abortedAt).toBe('2026-11-25T10:00:00Z');
  patch({ abort: false });
  const { status } = settle();
  expect(status).toMatchObject({ phase: 'Paused', currentStepIndex: 1 });
  expect(status).not.toHaveProperty('abortedAt');
});

describe('blue-green', () => {
  const plan = (
    status: RolloutStatus,
    facts: Partial<CanaryFacts> = {},
    autoPromotionEnabled = false,
  ) =>
    planCanary({
      rollout: {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        metadata: { name: 'a' },
        spec: { strategy: { blueGreen: { autoPromotionEnabled } } },
        status,
      },
      hash: 'new',
      replicas: 4,
      available: 0,
      complete: false,
      adopted: false,
      now: NOW,
      ...facts,
    });
  const old = { phase: 'Healthy', stableRS: 'old', currentPodHash: 'old' };

  it('brings all pods up without traffic, and switches when somebody says so', () => {
    const begun = plan(old);
    expect(begun.pods).toEqual({ kind: 'canary', replicas: 4 });
    expect(begun.status).toMatchObject({
      phase: 'Progressing',
      currentStepIndex: 0,
      canary: { weights: { canary: { weight: 0 } } },
    });
    const waits = plan(begun.status, { available: 4 });
    expect(waits.status).toMatchObject({
      phase: 'Paused',
      currentStepIndex: 0,
      pauseConditions: [{ reason: 'BlueGreenPause' }],
      canary: { weights: { canary: { weight: 0 } } },
    });
    const promoted = { ...waits.status, pauseConditions: null };
    const switched = plan(promoted, { available: 4 });
    expect(switched.pods).toEqual({ kind: 'adopt' });
    expect(switched.status).toMatchObject({
      currentStepIndex: 1,
      canary: { weights: { canary: { weight: 100 } } },
    });
  });

  it('switches by itself where nobody is to look', () => {
    expect(plan(old, { available: 4 }, true).pods).toEqual({ kind: 'adopt' });
  });
});
