import { HOUR } from '@textloom/kernel';
import { gateId, gateReasons } from './gateReasons';
import { GateResult } from './gates';
import { GatePolicy } from './policy';

const NOW = 1_000 * HOUR;
const coverage: GatePolicy = { kind: 'coverage', min: 80, maxAgeMs: HOUR };
const slo: GatePolicy = { kind: 'slo', name: 'errors', query: 'q', max: 1 };

const result = (
  policy: GatePolicy,
  more: Partial<GateResult> = {},
): GateResult => ({
  id: gateId(policy),
  policy,
  status: 'passed',
  source: 'test',
  fetchedAt: NOW,
  ...more,
});

describe('gateReasons', () => {
  it.each<[string, GatePolicy, GateResult[], string | undefined]>([
    ['passed', coverage, [result(coverage)], undefined],
    ['no answer', coverage, [], 'unknown'],
    ['failed', coverage, [result(coverage, { status: 'failed' })], 'failed'],
    ['unknown', coverage, [result(coverage, { status: 'unknown' })], 'unknown'],
    ['running', coverage, [result(coverage, { status: 'running' })], 'running'],
    [
      'old enough',
      coverage,
      [result(coverage, { fetchedAt: NOW - HOUR })],
      undefined,
    ],
    [
      'too old',
      coverage,
      [result(coverage, { fetchedAt: NOW - HOUR - 1 })],
      'stale',
    ],
    [
      'of tomorrow',
      coverage,
      [result(coverage, { fetchedAt: NOW + HOUR })],
      'stale',
    ],
    ['of no time', coverage, [result(coverage, { fetchedAt: NaN })], 'stale'],
    ['of looser rules', coverage, [result({ ...coverage, min: 70 })], 'stale'],
    ['another gate', coverage, [result(slo)], 'unknown'],
    ['value below', coverage, [result(coverage, { value: 79.9 })], 'failed'],
    [
      'value at the limit',
      coverage,
      [result(coverage, { value: 80 })],
      undefined,
    ],
    ['NaN', coverage, [result(coverage, { value: NaN })], 'failed'],
    ['above max', slo, [result(slo, { value: 1.1 })], 'failed'],
    ['at max', slo, [result(slo, { value: 1 })], undefined],
    ['slo of NaN', slo, [result(slo, { value: NaN })], 'failed'],
    [
      'below min',
      { ...slo, min: 0.5 },
      [result({ ...slo, min: 0.5 }, { value: 0.4 })],
      'failed',
    ],
    [
      'soak, judged elsewhere',
      { kind: 'soak', environment: 'staging', forMs: 1 },
      [],
      undefined,
    ],
  ])('%s', (_, gate, results, status) => {
    expect(gateReasons([gate], results, NOW)).toEqual(
      status === undefined
        ? []
        : [
            {
              code: 'gate-not-passed',
              params: { gate: gateId(gate), status, summary: '' },
            },
          ],
    );
  });

  it('tells every gate that holds', () => {
    expect(gateReasons([coverage, slo, { kind: 'ci' }], [], NOW)).toHaveLength(
      3,
    );
  });
});
