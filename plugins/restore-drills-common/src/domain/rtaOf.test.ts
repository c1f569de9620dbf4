import fc from 'fast-check';
import { Rta } from './rta';
import { rtaOf } from './rtaOf';
import { StepRun } from './steps';
import { aDrill, aPlan, simulate } from '../testUtils';

const { plan } = aDrill();
const run = (
  step: StepRun['step'],
  startedAt: number,
  endedAt: number,
  over: Partial<StepRun> = {},
): StepRun => ({
  step,
  attempt: 1,
  state: 'passed',
  actor: 'machine',
  startedAt,
  endedAt,
  durationMs: endedAt - startedAt,
  ...over,
});
const healthy: StepRun[] = [
  run('probe', 0, 500),
  run('provision', 1_000, 1_100),
  run('restore', 1_100, 3_100),
  run('recover', 3_110, 18_110),
  run('verify', 18_110, 19_110),
  run('smoke', 19_110, 19_150),
  run('measure', 19_150, 25_000),
];
const smoke = {
  smoke: { name: 's', state: 'passed', blocking: true, method: 'm' },
} as const;
const of = (steps: StepRun[]) => rtaOf({ steps, plan, findings: smoke }, 250);

describe('rtaOf', () => {
  it('adds what the steps from provision to the first request took', () => {
    const rta = of(healthy);
    expect(rta).toMatchObject({
      technicalMs: 18_140,
      declaredMs: 900_000 + 18_140,
      fullMs: 300_000 + 900_000 + 18_140 + 60_000,
      byActor: { machine: 78_140, human: 900_000, waiting: 300_000 },
      pollingMs: 250,
    });
    expect(rta?.phases.map(({ name, source }) => `${name} ${source}`)).toEqual([
      'detection assumed',
      'response assumed',
      'provision monotonic',
      'restore monotonic',
      'recover monotonic',
      'verify monotonic',
      'smoke monotonic',
      'switch assumed',
    ]);
  });

  it('never leaves out an attempt that was interrupted', () => {
    const again = healthy.flatMap(step =>
      step.step === 'restore'
        ? [
            run('restore', 1_100, 41_100, {
              state: 'interrupted',
              durationMs: undefined,
            }),
            run('restore', 41_100, 43_100, { attempt: 2 }),
          ]
        : [step],
    );
    expect(of(again)?.technicalMs).toBe(18_140 + 40_000);
    expect(of(again)?.phases).toContainEqual({
      name: 'restore',
      actor: 'machine',
      ms: 40_000,
      source: 'wall',
    });
  });

  it('never leaves out time in which nobody ran the drill', () => {
    const late = healthy.map(step =>
      step.startedAt >= 3_110
        ? {
            ...step,
            startedAt: step.startedAt + 60_000,
            endedAt: (step.endedAt ?? 0) + 60_000,
          }
        : step,
    );
    const rta = of(late);
    expect(rta?.technicalMs).toBe(18_140 + 60_010);
    expect(rta?.byActor.waiting).toBe(300_000 + 60_010);
  });

  it('is not negative when the clock was set back', () => {
    const back = healthy.map(step =>
      step.step === 'recover'
        ? { ...step, endedAt: 100, durationMs: undefined }
        : step,
    );
    expect(of(back)?.technicalMs).toBe(18_140 - 15_000 + 18_010);
  });

  it.each<[string, StepRun[]]>([
    ['no step has run', []],
    ['the request was not sent', healthy.slice(0, 5)],
    [
      'the step of the request failed',
      healthy.map(step =>
        step.step === 'smoke' ? { ...step, state: 'failed' } : step,
      ),
    ],
  ])('is not known when %s', (_, steps) => {
    expect(of(steps)).toBeUndefined();
  });

  it('is not known when the request failed', () => {
    const findings = { smoke: { ...smoke.smoke, state: 'failed' as const } };
    expect(rtaOf({ steps: healthy, plan, findings }, 0)).toBeUndefined();
  });

  it('adds up: phases, actors and the parts that are assumed', () => {
    const amount = fc.nat(10_000_000);
    fc.assert(
      fc.property(amount, amount, amount, amount, (a, b, c, restoreMs) => {
        const assumed = { detectionMs: a, responseMs: b, switchMs: c };
        const { drill } = simulate(aDrill({ plan: aPlan({ assumed }) }), {
          results: { restore: { durationMs: restoreMs } },
        });
        const rta = drill.findings.rta as Rta;
        const { machine, human, waiting } = rta.byActor;
        expect(machine + human + waiting).toBe(rta.fullMs);
        expect(rta.fullMs).toBe(a + b + c + rta.technicalMs);
        expect(rta.declaredMs).toBe(b + rta.technicalMs);
      }),
      { numRuns: 50 },
    );
  });
});
