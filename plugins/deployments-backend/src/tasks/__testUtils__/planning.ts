import { Execution, Proposal } from '@textloom/plugin-deployments-common';
import { Observation, RolloutState } from '../../service/ports';
import { nextStep } from '../plan';
import { PlanInput, Step } from '../steps';

export const COMMIT = 'c'.repeat(40);
export const REVERT = 'd'.repeat(40);
export const image = (digit: string) => ({
  repository: 'registry/api',
  digest: `sha256:${digit.repeat(64)}`,
});
export const NEW = image('2');
export const OLD = image('1');

/** At 5 % and waiting, with good figures, unless told otherwise. */
export const planOf = (
  proposed: Proposal,
  more: {
    state?: Proposal['state'];
    execution?: Partial<Execution>;
    seen?: Partial<Observation>;
    rollout?: Partial<RolloutState> | null;
  } & Partial<Omit<PlanInput, 'proposal' | 'seen'>>,
): Step => {
  const { state = 'Executing', execution, seen, rollout, ...input } = more;
  const now = proposed.requestedAt + 10_000;
  const proposal: Proposal = {
    ...proposed,
    state,
    execution: {
      token: 1,
      attempt: 1,
      startedAt: proposed.requestedAt,
      step: 0,
      weight: 5,
      heldSince: proposed.requestedAt + 5_000,
      commit: COMMIT,
      waitingFor: [],
      ...execution,
    },
  };
  return nextStep({
    proposal,
    token: 1,
    seen: {
      revision: COMMIT,
      sync: 'synced',
      health: 'healthy',
      images: [OLD, NEW],
      observedAt: now,
      ...(rollout !== null && {
        rollout: {
          phase: 'Paused',
          step: 1,
          steps: [5, 25, 50].flatMap(weight => [{ weight }, { pause: true }]),
          weight: 5,
          podHash: 'new',
          stableHash: 'old',
          waits: true,
          aborted: false,
          held: false,
          ...rollout,
        },
      }),
      ...seen,
    },
    carries: { commit: true, revert: false, restored: false },
    judgement: { verdict: 'within', reasons: [] },
    milestones: {
      commitIntended: true,
      revertIntended: false,
      restoreIntended: false,
      synced: true,
      resumed: false,
    },
    now,
    ...input,
  });
};

export const unsynced = {
  commitIntended: true,
  revertIntended: false,
  restoreIntended: false,
  synced: false,
  resumed: false,
};
export const done = { podHash: 'new', stableHash: 'new', step: 6, weight: 100 };
export const unknown = {
  verdict: 'unknown' as const,
  reasons: [{ code: 'outside-limits' as const, params: {} }],
};
export const outside = {
  verdict: 'outside' as const,
  trigger: { kind: 'p95' as const, value: 900, limit: 500 },
  reasons: [],
};
export const records = (type: string) => ({
  do: 'record',
  event: expect.objectContaining({ type }),
});
export const full = { step: 3, weight: 100, fullAt: 0 };
