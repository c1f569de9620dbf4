import fc from 'fast-check';
import { DrillEvent } from './events';
import {
  deadlineOf,
  eventOf,
  MAX_ATTEMPTS,
  nextStep,
  touches,
} from './machine';
import { Problem, ProblemCode, StepName, STEPS } from './steps';
import { aDrill, after, simulate, SimulateOptions } from '../testUtils';

const failing = (step: StepName, code: ProblemCode): SimulateOptions => ({
  results: { [step]: { durationMs: 10, problem: { code } } },
});

function statesOf(options: SimulateOptions) {
  const { drill } = simulate(aDrill(), options);
  return drill.steps.map(
    ({ step, attempt, state }) =>
      `${step}${attempt > 1 ? attempt : ''} ${state}`,
  );
}

const passed = (...steps: StepName[]) => steps.map(step => `${step} passed`);

describe('nextStep', () => {
  it('runs the steps in order, and finishes', () => {
    expect(statesOf({})).toEqual(passed(...STEPS));
    const { drill } = simulate(aDrill());
    expect(drill.state).toBe('Finished');
    expect(nextStep(drill)).toBeUndefined();
  });

  it.each<[StepName, string[]]>([
    ['probe', []],
    ['freeze', ['probe']],
    ['plan', ['probe', 'freeze']],
  ])('ends at once when %s fails: nothing was touched', (step, before) => {
    expect(statesOf(failing(step, 'no-backup'))).toEqual([
      ...before.map(name => `${name} passed`),
      `${step} failed`,
    ]);
  });

  it('skips to teardown and sweep when a later step fails', () => {
    expect(statesOf(failing('recover', 'did-not-start'))).toEqual([
      ...passed('probe', 'freeze', 'plan', 'provision', 'restore'),
      'recover failed',
      'verify skipped',
      'smoke skipped',
      'measure skipped',
      ...passed('teardown', 'sweep'),
    ]);
  });

  it('sweeps when even teardown fails', () => {
    expect(statesOf(failing('teardown', 'errored')).slice(-2)).toEqual([
      'teardown failed',
      'sweep passed',
    ]);
  });

  it('takes down what a cancelled drill has made, and only then', () => {
    expect(statesOf({ cancelAt: 'restore' }).slice(-7)).toEqual([
      'restore failed',
      'recover skipped',
      'verify skipped',
      'smoke skipped',
      'measure skipped',
      ...passed('teardown', 'sweep'),
    ]);
    expect(statesOf({ cancelAt: 'freeze' })).toEqual([
      'probe passed',
      'freeze failed',
    ]);
  });

  it('finishes at once what is cancelled before it was claimed', () => {
    const drill = after(aDrill(), [{ type: 'cancel-requested' }], {
      actor: 'user:default/a',
    });
    expect(nextStep(drill)).toEqual({
      kind: 'finish',
      outcome: { kind: 'cancelled', by: 'user:default/a' },
    });
  });

  it('runs an interrupted step again, three times at most', () => {
    const twice = { interrupt: { step: 'restore' as const, times: 2 } };
    expect(statesOf(twice)).toContain('restore3 passed');
    const thrice = { interrupt: { step: 'restore' as const, times: 3 } };
    expect(statesOf(thrice)).toContain('restore3 failed');
    const { drill } = simulate(aDrill(), thrice);
    expect(drill.problems).toEqual([{ code: 'abandoned', subject: 'restore' }]);
    expect(drill.steps.slice(-2).map(({ state }) => state)).toEqual([
      'passed',
      'passed',
    ]);
  });

  it('does not run an interrupted step again once somebody has cancelled', () => {
    const { drill } = simulate(aDrill(), { until: 'restore' });
    const events: DrillEvent[] = [
      { type: 'cancel-requested' },
      { type: 'step-interrupted', step: 'restore' },
    ];
    expect(nextStep(after(drill, events))).toEqual({
      kind: 'skip',
      step: 'restore',
    });
  });

  it('says that a running step has nobody who runs it', () => {
    const { drill } = simulate(aDrill(), { until: 'recover' });
    expect(nextStep(drill)).toEqual({ kind: 'interrupt', step: 'recover' });
  });

  it('keeps its promises whatever happens', () => {
    const problem = fc.constantFrom<Problem | undefined>(
      undefined,
      { code: 'no-backup' },
      { code: 'wal-segment-missing', subject: 's' },
      { code: 'errored' },
      { code: 'time-limit' },
    );
    const anyStep = fc.constantFrom(...STEPS);
    const options = fc.record(
      {
        results: fc
          .dictionary(
            anyStep,
            problem.map(p => ({ durationMs: 3, problem: p })),
            {
              maxKeys: 3,
            },
          )
          .map(results => results as SimulateOptions['results']),
        cancelAt: anyStep,
        interrupt: fc.record({ step: anyStep, times: fc.nat(4) }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(options, given => {
        const { drill, events } = simulate(aDrill(), given);
        expect(drill.state).toBe('Finished');
        expect(events.length).toBeLessThan(60);
        const ran = drill.steps.filter(({ state }) => state !== 'skipped');
        const touched = ran.some(({ step }) => touches(step));
        for (const step of ['teardown', 'sweep'] as const) {
          const ends = ran.filter(run => run.step === step);
          expect(ends.length > 0).toBe(touched);
        }
        const order = drill.steps.map(({ step }) => STEPS.indexOf(step));
        expect(order).toEqual([...order].sort((a, b) => a - b));
        for (const step of STEPS) {
          const own = ran.filter(run => run.step === step);
          expect(own.length).toBeLessThanOrEqual(MAX_ATTEMPTS);
          expect(
            own.filter(({ state }) => state !== 'interrupted').length,
          ).toBeLessThanOrEqual(1);
        }
        const bad = ran.some(({ state }) => state === 'failed');
        const passes =
          drill.outcome?.kind === 'verdict' && drill.outcome.verdict === 'PASS';
        expect(passes && bad).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('eventOf', () => {
  it('leaves a step that must be run to whoever runs it', () => {
    expect(eventOf({ kind: 'run', step: 'probe', attempt: 1 })).toBeUndefined();
  });
});

describe('deadlineOf', () => {
  it('counts from the claim, and never cuts taking down short', () => {
    expect(deadlineOf(aDrill())).toBeUndefined();
    const { drill } = simulate(aDrill(), { until: 'restore' });
    expect(deadlineOf(drill)).toBe(
      (drill.startedAt ?? NaN) + drill.plan.timeLimitMs,
    );
    const down = simulate(aDrill(), { until: 'teardown' }).drill;
    expect(deadlineOf(down)).toBeUndefined();
  });
});
