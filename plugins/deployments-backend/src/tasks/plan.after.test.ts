import { Execution, Proposal } from '@textloom/plugin-deployments-common';
import { nextStep } from './plan';
import { Step } from './steps';
import {
  COMMIT,
  REVERT,
  NEW,
  OLD,
  image,
  planOf,
  unsynced,
  done,
  unknown,
  outside,
  records,
  full,
} from './__testUtils__/planning';
import { World } from './__testUtils__/world';

describe('nextStep', () => {
  let proposed: Proposal;
  beforeAll(async () => {
    proposed = await new World().propose();
  });

  const plan = (more: Parameters<typeof planOf>[1]): Step =>
    planOf(proposed, more);
  const rollingBack = (execution: Partial<Execution> = {}) => ({
    state: 'RollingBack' as const,
    execution: {
      rollback: {
        trigger: outside.trigger,
        at: proposed.requestedAt + 9_000,
      },
      ...execution,
    },
  });

  it.each<[string, () => Step, object]>([
    [
      'something foreign',
      () => plan({ rollout: done, seen: { images: [image('9')] } }),
      records('diverged'),
    ],
    [
      'the soak',
      () =>
        plan({
          state: 'Soaking',
          execution: { ...full, fullAt: proposed.requestedAt + 9_000 },
          rollout: done,
          seen: { images: [NEW] },
        }),
      { do: 'nothing' },
    ],
    [
      'the end of the soak',
      () =>
        plan({
          state: 'Soaking',
          execution: full,
          rollout: done,
          seen: { images: [NEW, { repository: 'other', digest: 'x' }] },
        }),
      {
        do: 'record',
        event: {
          type: 'succeeded',
          digests: [`registry/api@${NEW.digest}`],
        },
      },
    ],
    [
      'pods of before after the soak',
      () =>
        plan({
          state: 'Soaking',
          execution: { ...full, fullAt: proposed.requestedAt },
          rollout: done,
        }),
      { do: 'nothing' },
    ],
    [
      'pods of before that stay',
      () =>
        plan({
          state: 'Soaking',
          execution: { ...full, fullAt: proposed.requestedAt - 600_000 },
          rollout: done,
        }),
      records('diverged'),
    ],
    [
      'another commit than ours',
      () =>
        plan({
          state: 'Soaking',
          execution: full,
          rollout: done,
          seen: { images: [NEW] },
          carries: { commit: false, revert: false, restored: false },
        }),
      records('diverged'),
    ],
    [
      'a soak without figures',
      () =>
        plan({
          state: 'Soaking',
          execution: full,
          rollout: done,
          seen: { images: [NEW] },
          judgement: unknown,
        }),
      { do: 'hold' },
    ],
    [
      'a rollback with traffic',
      () => plan(rollingBack()),
      { do: 'abort', podHash: 'new' },
    ],
    [
      'a rollback without traffic',
      () => plan({ ...rollingBack(), rollout: { aborted: true } }),
      { do: 'revert' },
    ],
    [
      'a sync that waits for a window',
      () =>
        plan({
          ...rollingBack(),
          rollout: null,
          seen: {
            operation: {
              phase: 'Running',
              fingerprint: proposed.fingerprint.approval,
              revision: COMMIT,
            },
          },
        }),
      { do: 'terminate' },
    ],
    [
      'a revert that is not there yet',
      () =>
        plan({
          ...rollingBack({ revertCommit: REVERT }),
          rollout: { aborted: true },
        }),
      { do: 'follow', revision: REVERT },
    ],
    [
      'the version of before on its way back',
      () =>
        plan({
          ...rollingBack({ revertCommit: REVERT }),
          carries: { commit: false, revert: true, restored: false },
        }),
      { do: 'promote', podHash: 'new', step: 1 },
    ],
    [
      'a rollback that is through',
      () =>
        plan({
          ...rollingBack({ revertCommit: REVERT }),
          carries: { commit: false, revert: true, restored: false },
          rollout: { ...done, podHash: 'old', stableHash: 'old' },
          seen: { images: [OLD] },
        }),
      records('rolled-back'),
    ],
    [
      'a rollback that does not come through',
      () => plan({ ...rollingBack(), now: proposed.requestedAt + 3_600_000 }),
      records('needs-human'),
    ],
  ])('%s', (_, step, expected) => {
    expect(step()).toMatchObject(expected);
  });

  it.each(['Executing', 'Soaking'] as const)(
    'holds while the cluster is silent: %s',
    state => {
      const input = { proposal: { ...proposed, state } };
      const execution = { token: 1, commit: COMMIT } as Execution;
      expect(
        nextStep({
          proposal: { ...input.proposal, execution },
          token: 1,
          carries: { commit: false, revert: false, restored: false },
          judgement: unknown,
          milestones: unsynced,
          now: proposed.requestedAt,
        }),
      ).toMatchObject({
        do: 'hold',
        reasons: [{ code: 'baseline-unknown' }],
      });
    },
  );
});
