import { CONTROL_FINDS, finds } from './controls';
import { Drill, Findings, Outcome } from './drill';
import { Verification } from './facts';
import { outcomeOf } from './outcome';
import { Problem, ProblemCode, REFUSALS, StepName } from './steps';
import { NEGATIVE_CONTROLS } from './store';
import {
  aDrill,
  aStore,
  EXPECTED_SEQ,
  HEALTHY,
  simulate,
  SimulateOptions,
  StepResult,
} from '../testUtils';

function outcome(options: SimulateOptions, drill: Partial<Drill> = {}) {
  return simulate(aDrill(drill), options).drill.outcome;
}

const failing = (step: StepName, problem: Problem): SimulateOptions => ({
  results: { [step]: { durationMs: 10, problem } },
});

/** A healthy step that finds something else too. */
const finding = (step: StepName, findings: Findings): SimulateOptions => ({
  results: {
    [step]: (drill: Drill, at: number): StepResult => {
      const script = HEALTHY[step];
      const result = typeof script === 'function' ? script(drill, at) : script;
      return { ...result, findings: { ...result.findings, ...findings } };
    },
  },
});

const verdict = (word: string, ...codes: ProblemCode[]) =>
  expect.objectContaining({
    kind: 'verdict',
    verdict: word,
    problems: codes.map(code => expect.objectContaining({ code })),
  });

const check = (over: Partial<Verification>): Findings => ({
  verifications: [
    {
      name: 'row-counts',
      state: 'failed',
      blocking: true,
      method: 'm',
      ...over,
    },
  ],
});

const markers = (over: object): Findings => ({
  markers: {
    min: EXPECTED_SEQ - 100,
    max: EXPECTED_SEQ,
    count: 101,
    ...over,
  },
});

describe('outcomeOf', () => {
  it('passes what was restored, measured and taken down', () => {
    expect(outcome({})).toEqual(verdict('PASS'));
  });

  it.each(
    REFUSALS.flatMap(
      code =>
        [
          ['probe', code],
          ['plan', code],
        ] as const,
    ),
  )('refuses when %s says %s', (step, code) => {
    expect(outcome(failing(step, { code }))).toEqual({
      kind: 'refused',
      problems: [{ code }],
    });
  });

  it.each<[StepName, ProblemCode, string]>([
    ['plan', 'wal-segment-missing', 'FAIL'],
    ['probe', 'clock-offset', 'INVALID'],
    ['probe', 'errored', 'INVALID'],
    ['freeze', 'time-limit', 'FAIL'],
    ['restore', 'not-enough-space', 'FAIL'],
    ['recover', 'recovery-ended-early', 'FAIL'],
    ['restore', 'errored', 'INVALID'],
    ['recover', 'time-limit', 'FAIL'],
    ['verify', 'check-failed', 'FAIL'],
    ['smoke', 'smoke-failed', 'FAIL'],
    ['measure', 'errored', 'INVALID'],
    ['measure', 'no-markers', 'INVALID'],
    ['teardown', 'errored', 'FAIL'],
    ['sweep', 'errored', 'FAIL'],
  ])('when %s ends with %s: %s', (step, code, word) => {
    expect(outcome(failing(step, { code }))).toEqual(verdict(word, code));
  });

  it.each<[string, StepName, Findings, string, ProblemCode[]]>([
    ['a blocking check', 'verify', check({}), 'FAIL', ['check-failed']],
    [
      'a check that does not block',
      'verify',
      check({ blocking: false }),
      'PARTIAL',
      ['check-failed'],
    ],
    ['a skipped check', 'verify', check({ state: 'skipped' }), 'PASS', []],
    [
      'a check with its own problem',
      'verify',
      check({ problem: { code: 'rows-differ', subject: 'videos' } }),
      'FAIL',
      ['rows-differ'],
    ],
    [
      'a failed first request, which also means no time',
      'smoke',
      {
        smoke: { name: 'smoke', state: 'failed', blocking: true, method: 'm' },
      },
      'FAIL',
      ['smoke-failed'],
    ],
    [
      'a hole in the markers',
      'measure',
      markers({ firstHole: EXPECTED_SEQ - 5 }),
      'FAIL',
      ['markers-not-contiguous', 'markers-lost'],
    ],
    [
      'markers lost, though well under the RPO',
      'measure',
      markers({ max: EXPECTED_SEQ - 1, count: 100 }),
      'FAIL',
      ['markers-lost'],
    ],
    [
      'no marker at all',
      'measure',
      { markers: { min: 0, max: 0, count: 0 }, rpa: undefined },
      'FAIL',
      ['markers-lost'],
    ],
    [
      'a loss that nothing bounds',
      'measure',
      { rpa: undefined },
      'INVALID',
      ['no-markers'],
    ],
    [
      'a time that is missing',
      'measure',
      { rta: undefined },
      'INVALID',
      ['errored'],
    ],
    [
      'something left behind',
      'sweep',
      { leftovers: ['process 9'] },
      'FAIL',
      ['leftovers'],
    ],
  ])('%s', (_, step, findings, word, codes) => {
    expect(outcome(finding(step, findings))).toEqual(verdict(word, ...codes));
  });

  it('names all that is left, and puts it before what could not be measured', () => {
    const results = {
      ...finding('measure', { rpa: undefined }).results,
      ...finding('sweep', { leftovers: ['a', 'b'] }).results,
    };
    expect(outcome({ results })).toEqual({
      kind: 'verdict',
      verdict: 'FAIL',
      problems: [
        { code: 'leftovers', subject: 'a, b' },
        { code: 'no-markers' },
      ],
    });
  });

  it('fails a target that was missed by a millisecond, and not one that was met', () => {
    const { drill } = simulate(aDrill());
    const { rta, rpa } = drill.findings;
    const [rtoMs, rpoMs] = [rta?.fullMs ?? NaN, rpa?.upperMs ?? NaN];
    expect(outcome({}, { target: { rtoMs, rpoMs } })).toEqual(verdict('PASS'));
    expect(outcome({}, { target: { rtoMs: rtoMs - 1, rpoMs } })).toEqual({
      kind: 'verdict',
      verdict: 'FAIL',
      problems: [
        {
          code: 'rto-missed',
          expected: String(rtoMs - 1),
          actual: String(rtoMs),
        },
      ],
    });
    expect(outcome({}, { target: { rtoMs, rpoMs: rpoMs - 1 } })).toEqual(
      verdict('FAIL', 'rpo-missed'),
    );
  });

  it.each(['restore-point', 'copy-time'] as const)(
    'is partial at most where the loss is known by %s only',
    method => {
      const rpa = {
        method,
        lowerMs: 0,
        upperMs: 1,
        derivation: { failedAt: 1 },
      };
      const silent = { store: aStore({ heartbeatMs: undefined }) };
      const { results } = finding('measure', { rpa });
      const frozen = finding('freeze', {}).results;
      const without: SimulateOptions = {
        results: { ...results, ...frozen },
      };
      const { drill } = simulate(aDrill(silent), without);
      const { expectedSeq: _, ...noMarkers } = drill.findings.frozen ?? {};
      const judged = {
        ...drill,
        findings: { ...drill.findings, frozen: noMarkers, markers: undefined },
      } as Drill;
      expect(outcomeOf(judged)).toEqual(verdict('PARTIAL', 'rpa-estimated'));
      expect(outcomeOf({ ...judged, store: aStore() })).toEqual(
        verdict('INVALID', 'no-markers'),
      );
    },
  );

  describe('a cancellation', () => {
    const by = { kind: 'cancelled', by: 'user:default/ops' };

    it('has no verdict', () => {
      expect(outcome({ cancelAt: 'probe' })).toEqual(by);
      expect(outcome({ cancelAt: 'restore' })).toEqual(by);
    });

    it('hides nothing that was found before', () => {
      const { results } = finding('verify', check({}));
      expect(outcome({ cancelAt: 'smoke', results })).toEqual(
        verdict('FAIL', 'check-failed'),
      );
    });

    it('hides nothing that is left', () => {
      const { results } = finding('sweep', { leftovers: ['folder x'] });
      expect(outcome({ cancelAt: 'restore', results })).toEqual(
        verdict('FAIL', 'leftovers'),
      );
      const down = failing('teardown', { code: 'errored' });
      expect(outcome({ cancelAt: 'restore', ...down })).toEqual(
        verdict('FAIL', 'errored'),
      );
    });
  });
});

describe('negative controls', () => {
  const named = (code: ProblemCode): Problem => ({ code, subject: 'it' });
  const control = 'missing-wal-segment' as const;
  const kept = (options: SimulateOptions): Outcome | undefined =>
    outcome(options, { control });

  it.each(
    NEGATIVE_CONTROLS.flatMap(name =>
      CONTROL_FINDS[name].map(code => [name, code] as const),
    ),
  )('%s is found by %s', (name, code) => {
    expect(outcome(failing('recover', named(code)), { control: name })).toEqual(
      verdict('PASS', code),
    );
  });

  it('is found by a check too, or by the markers', () => {
    const problem = named('wal-segment-missing');
    expect(kept(finding('verify', check({ problem })))).toEqual(
      verdict('PASS', 'wal-segment-missing'),
    );
    const lost = finding(
      'measure',
      markers({ max: EXPECTED_SEQ - 9, count: 92 }),
    );
    expect(outcome(lost, { control: 'stale-copy' })).toEqual(
      verdict('PASS', 'markers-lost'),
    );
  });

  it('must be named', () => {
    const problem: Problem = { code: 'wal-segment-missing' };
    expect(finds(control, problem)).toBe(false);
    expect(kept(failing('recover', problem))).toEqual(
      verdict('FAIL', 'control-wrong-finding', 'wal-segment-missing'),
    );
  });

  it('is not found when all is green', () => {
    expect(kept({})).toEqual(verdict('FAIL', 'control-not-found'));
  });

  it('is not found by a missed target', () => {
    const target = { rtoMs: 1, rpoMs: 1 };
    expect(outcome({}, { control, target })).toEqual(
      verdict('FAIL', 'control-not-found'),
    );
  });

  it('is not found by something else', () => {
    expect(kept(failing('recover', named('did-not-start')))).toEqual(
      verdict('FAIL', 'control-wrong-finding', 'did-not-start'),
    );
  });

  it('says nothing when the drill broke, ran out of time or left something', () => {
    expect(kept(failing('recover', { code: 'errored' }))).toEqual(
      verdict('INVALID', 'errored'),
    );
    expect(kept(failing('recover', { code: 'time-limit' }))).toEqual(
      verdict('FAIL', 'time-limit'),
    );
    const left = finding('sweep', { leftovers: ['folder x'] });
    const found = failing('recover', named('wal-segment-missing'));
    expect(kept({ results: { ...found.results, ...left.results } })).toEqual(
      verdict('FAIL', 'leftovers', 'wal-segment-missing'),
    );
  });

  it('does not pass when what it made was not taken down', () => {
    const found = failing('recover', named('wal-segment-missing'));
    const down = failing('teardown', { code: 'errored' });
    expect(kept({ results: { ...found.results, ...down.results } })).toEqual(
      verdict('FAIL', 'errored', 'wal-segment-missing'),
    );
  });

  it('is an ordinary failure before anything was damaged', () => {
    expect(kept(failing('plan', named('wal-segment-missing')))).toEqual(
      verdict('FAIL', 'wal-segment-missing'),
    );
    expect(kept(failing('provision', { code: 'did-not-start' }))).toEqual(
      verdict('FAIL', 'did-not-start'),
    );
    expect(kept(failing('probe', { code: 'no-backup' }))?.kind).toBe('refused');
    expect(kept({ cancelAt: 'recover' })?.kind).toBe('cancelled');
  });
});
