import { Proposal } from '@textloom/plugin-deployments-common';
import { Step } from './steps';
import {
  COMMIT,
  NEW,
  OLD,
  planOf,
  unsynced,
  done,
  unknown,
  outside,
  records,
} from './__testUtils__/planning';
import { World } from './__testUtils__/world';

describe('nextStep', () => {
  let proposed: Proposal;
  beforeAll(async () => {
    proposed = await new World().propose();
  });

  const plan = (more: Parameters<typeof planOf>[1]): Step =>
    planOf(proposed, more);
  const phi = () => proposed.fingerprint.approval;

  it.each<[string, () => Step, object]>([
    ['what waits', () => plan({ state: 'Waiting' }), { do: 'decide' }],
    ['what has ended', () => plan({ state: 'Succeeded' }), { do: 'nothing' }],
    ['an older token', () => plan({ token: 2 }), records('taken-over')],
    [
      'nothing written',
      () => plan({ execution: { commit: undefined } }),
      { do: 'commit' },
    ],
    [
      'a commit that is not there yet',
      () =>
        plan({
          milestones: unsynced,
          carries: { commit: false, revert: false, restored: false },
        }),
      { do: 'follow', revision: COMMIT },
    ],
    [
      'our sync that runs',
      () =>
        plan({
          milestones: unsynced,
          carries: { commit: false, revert: false, restored: false },
          seen: {
            operation: {
              phase: 'Running',
              fingerprint: phi(),
              revision: COMMIT,
            },
          },
        }),
      { do: 'nothing' },
    ],
    [
      'our sync that failed',
      () =>
        plan({
          milestones: unsynced,
          carries: { commit: false, revert: false, restored: false },
          seen: {
            operation: {
              phase: 'Failed',
              fingerprint: phi(),
              revision: COMMIT,
            },
          },
        }),
      records('rollback-started'),
    ],
    [
      'a commit that is not taken up',
      () =>
        plan({
          milestones: unsynced,
          carries: { commit: false, revert: false, restored: false },
          now: proposed.requestedAt + 601_000,
        }),
      records('rollback-started'),
    ],
    [
      'a sync of others that failed',
      () =>
        plan({
          milestones: unsynced,
          carries: { commit: false, revert: false, restored: false },
          seen: { operation: { phase: 'Failed', revision: COMMIT } },
        }),
      { do: 'follow' },
    ],
    [
      'a commit that is there',
      () => plan({ milestones: unsynced }),
      { do: 'record', event: { type: 'synced', revision: COMMIT } },
    ],
    [
      'a step that is reached',
      () => plan({ execution: { heldSince: undefined } }),
      { do: 'record', event: { type: 'step-reached', step: 0, weight: 5 } },
    ],
    [
      'a share that may grow',
      () => plan({}),
      { do: 'begin-step', step: 1, weight: 25 },
    ],
    [
      'a share that was allowed to grow',
      () => plan({ execution: { step: 1, heldSince: undefined } }),
      { do: 'promote', podHash: 'new', step: 1 },
    ],
    [
      'figures that are not known',
      () => plan({ judgement: unknown }),
      { do: 'hold', reasons: unknown.reasons },
    ],
    [
      'figures outside the limits',
      () => plan({ judgement: outside }),
      {
        do: 'record',
        event: { type: 'rollback-started', trigger: outside.trigger },
      },
    ],
    [
      'figures outside the limits while somebody holds it',
      () => plan({ judgement: outside, execution: { pausedBy: 'ana' } }),
      records('rollback-started'),
    ],
    [
      'more traffic than allowed',
      () => plan({ rollout: { weight: 50 } }),
      records('rollback-started'),
    ],
    [
      'a rollout on its way',
      () => plan({ rollout: { waits: false } }),
      { do: 'nothing' },
    ],
    [
      'an abort by others',
      () => plan({ rollout: { aborted: true } }),
      records('rollback-started'),
    ],
    [
      'a pause that a person asked for',
      () => plan({ execution: { pausedBy: 'ana' } }),
      { do: 'pause', podHash: 'new' },
    ],
    [
      'a pause that is there',
      () => plan({ execution: { pausedBy: 'ana' }, rollout: { held: true } }),
      { do: 'nothing' },
    ],
    [
      'a pause that a person ended',
      () =>
        plan({
          rollout: { held: true, waits: false },
          milestones: { ...unsynced, synced: true, resumed: true },
        }),
      { do: 'resume', podHash: 'new' },
    ],
    [
      'a pause of somebody else in the cluster',
      () => plan({ rollout: { held: true, waits: false } }),
      { do: 'nothing' },
    ],
    [
      'degraded just after the start',
      () => plan({ seen: { health: 'degraded' } }),
      { do: 'begin-step' },
    ],
    [
      'degraded for good',
      () =>
        plan({
          seen: { health: 'degraded' },
          now: proposed.requestedAt + 61_000,
        }),
      records('rollback-started'),
    ],
    [
      'longer than anybody may wait',
      () => plan({ now: proposed.expiresAt }),
      { do: 'check' },
    ],
    [
      'all traffic after all steps',
      () =>
        plan({
          execution: { step: 3, heldSince: undefined },
          rollout: done,
          seen: { images: [NEW] },
        }),
      records('full-traffic'),
    ],
    [
      'all traffic past the steps',
      () => plan({ rollout: done, seen: { images: [NEW] } }),
      { do: 'begin-step', step: 1 },
    ],
    [
      'a rollout that has not seen the commit yet',
      () => plan({ rollout: done, seen: { images: [OLD] } }),
      { do: 'nothing' },
    ],
  ])('%s', (_, step, expected) => {
    expect(step()).toMatchObject(expected);
  });
});
