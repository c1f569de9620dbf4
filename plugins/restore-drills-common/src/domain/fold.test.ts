import { fold } from './fold';
import { DrillEvent } from './events';
import { aDrill, after, simulate, TEST_NOW } from '../testUtils';

const passed = (step: 'probe' | 'restore'): DrillEvent => ({
  type: 'step-passed',
  step,
  durationMs: 5,
  findings: {},
});
const begun: DrillEvent[] = [
  { type: 'claimed', token: 4 },
  { type: 'step-started', step: 'probe', attempt: 1 },
];
const finished: DrillEvent = {
  type: 'finished',
  outcome: { kind: 'verdict', verdict: 'PASS', problems: [] },
};

describe('fold', () => {
  it('counts events and leaves the drill before as it was', () => {
    const before = Object.freeze(aDrill());
    const next = after(before, begun);
    expect(next).toMatchObject({
      version: before.version + 2,
      state: 'Running',
      startedAt: TEST_NOW,
      token: 4,
      step: 'probe',
    });
    expect(before.steps).toEqual([]);
  });

  it('keeps when the first claim was, and takes a later one', () => {
    const drill = after(aDrill(), begun);
    const taken = after(drill, [{ type: 'claimed', token: 9 }], { at: 1e13 });
    expect(taken).toMatchObject({ token: 9, startedAt: TEST_NOW });
  });

  it('writes down attempts with their time, and moves on when one passes', () => {
    const drill = after(aDrill(), [
      ...begun,
      { type: 'step-interrupted', step: 'probe' },
      { type: 'step-started', step: 'probe', attempt: 2 },
      passed('probe'),
    ]);
    expect(drill.step).toBe('freeze');
    expect(drill.steps).toEqual([
      {
        step: 'probe',
        attempt: 1,
        state: 'interrupted',
        actor: 'machine',
        startedAt: TEST_NOW,
        endedAt: TEST_NOW,
      },
      {
        step: 'probe',
        attempt: 2,
        state: 'passed',
        actor: 'machine',
        startedAt: TEST_NOW,
        endedAt: TEST_NOW,
        durationMs: 5,
      },
    ]);
  });

  it('joins facts of the target that several steps have found', () => {
    const { drill } = simulate(aDrill());
    expect(drill.findings.target).toEqual({
      directory: 'data',
      port: 41_512,
      files: 1_312,
    });
  });

  it('keeps problems of failed steps', () => {
    const problem = { code: 'no-backup' as const };
    const drill = after(aDrill(), [
      ...begun,
      { type: 'step-failed', step: 'probe', problem, findings: {} },
    ]);
    expect(drill.problems).toEqual([problem]);
    expect(drill.steps[0]).toMatchObject({ state: 'failed', problem });
  });

  it('keeps who has cancelled first, and who has acknowledged', () => {
    const asked: DrillEvent = { type: 'cancel-requested' };
    const once = after(aDrill(), [asked], { actor: 'user:default/a' });
    const twice = after(once, [asked], { actor: 'user:default/b' });
    expect(twice).toMatchObject({
      state: 'Cancelling',
      cancelledBy: 'user:default/a',
    });
    const seen = after(
      after(aDrill(), [finished]),
      [{ type: 'acknowledged', reason: 'a new base backup is being taken' }],
      { actor: 'user:default/c', at: 7 },
    );
    expect(seen.acknowledged).toEqual({
      by: 'user:default/c',
      at: 7,
      reason: 'a new base backup is being taken',
    });
    expect(seen.state).toBe('Finished');
  });

  it('stays Cancelling when another takes over', () => {
    const drill = after(aDrill(), [
      ...begun,
      { type: 'cancel-requested' },
      { type: 'claimed', token: 5 },
    ]);
    expect(drill.state).toBe('Cancelling');
  });

  it.each<[string, DrillEvent[], DrillEvent]>([
    ['a second beginning', [], { type: 'queued', drill: aDrill() }],
    ['a step before the claim', [], begun[1]],
    ['the same token again', begun, { type: 'claimed', token: 4 }],
    ['an older token', begun, { type: 'claimed', token: 3 }],
    [
      'a second step beside one that runs',
      begun,
      {
        type: 'step-started',
        step: 'freeze',
        attempt: 1,
      },
    ],
    [
      'an attempt out of turn',
      [begun[0]],
      {
        type: 'step-started',
        step: 'probe',
        attempt: 2,
      },
    ],
    ['a step again that has passed', [...begun, passed('probe')], begun[1]],
    [
      'another attempt at a step that has passed',
      [...begun, passed('probe')],
      { type: 'step-started', step: 'probe', attempt: 2 },
    ],
    [
      'leaving out a step that has passed',
      [...begun, passed('probe')],
      { type: 'step-skipped', step: 'probe' },
    ],
    ['the end of a step that does not run', begun, passed('restore')],
    ['the end of a step twice', [...begun, passed('probe')], passed('probe')],
    [
      'the failure of what was only interrupted',
      [...begun, { type: 'step-interrupted', step: 'probe' }],
      {
        type: 'step-failed',
        step: 'probe',
        problem: { code: 'errored' },
        findings: {},
      },
    ],
    ['the end of all while a step runs', begun, finished],
    ['a step after the end', [begun[0], finished], begun[1]],
    ['a cancellation after the end', [finished], { type: 'cancel-requested' }],
    ['a second end', [finished], finished],
    [
      'an acknowledgement before the end',
      begun,
      {
        type: 'acknowledged',
        reason: 'r',
      },
    ],
  ])('refuses %s', (_, before, event) => {
    const drill = after(aDrill(), before);
    expect(() => fold(drill, { event, actor: 'portal', at: 1 })).toThrow(
      TypeError,
    );
  });

  it('begins only with what is queued, and as new', () => {
    const input = { actor: 'portal', at: 1 };
    expect(() => fold(undefined, { event: begun[0], ...input })).toThrow(
      'begins with what is queued',
    );
    expect(() =>
      fold(undefined, {
        event: { type: 'queued', drill: after(aDrill(), begun) },
        ...input,
      }),
    ).toThrow('begins queued, without steps');
  });
});
