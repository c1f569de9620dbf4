import { VersionFigures } from './context';
import { judge } from './judge';

const limits = { errorRatePercent: 1, p95Ms: 500, minRequests: 50 };

describe('judge', () => {
  it.each<[string, VersionFigures, string, string | undefined]>([
    [
      'at the limits',
      { requests: 50, errorRatePercent: 1, p95Ms: 500 },
      'within',
      undefined,
    ],
    [
      'too many errors',
      { requests: 50, errorRatePercent: 1.01, p95Ms: 1 },
      'outside',
      'error-rate',
    ],
    [
      'too slow',
      { requests: 50, errorRatePercent: 0, p95Ms: 501 },
      'outside',
      'p95',
    ],
    [
      'errors, speed unknown',
      { requests: 50, errorRatePercent: 4 },
      'outside',
      'error-rate',
    ],
    [
      'too few requests',
      { requests: 49, errorRatePercent: 50, p95Ms: 9e9 },
      'unknown',
      undefined,
    ],
    ['nothing', {}, 'unknown', undefined],
    [
      'speed unknown',
      { requests: 50, errorRatePercent: 0 },
      'unknown',
      undefined,
    ],
    [
      'NaN',
      { requests: 50, errorRatePercent: NaN, p95Ms: 1 },
      'unknown',
      undefined,
    ],
    [
      'NaN requests',
      { requests: NaN, errorRatePercent: 0, p95Ms: 1 },
      'unknown',
      undefined,
    ],
    [
      'infinite',
      { requests: 50, errorRatePercent: 0, p95Ms: Infinity },
      'unknown',
      undefined,
    ],
    [
      'negative',
      { requests: 50, errorRatePercent: -1, p95Ms: 1 },
      'unknown',
      undefined,
    ],
  ])('%s', (_, canary, verdict, trigger) => {
    const judgement = judge(limits, { canary });
    expect(judgement.verdict).toBe(verdict);
    expect(judgement.trigger?.kind).toBe(trigger);
    expect(judgement.reasons.length > 0).toBe(verdict !== 'within');
  });

  it.each([
    [1.01, 1.01],
    [1.0328787422807193, 1.04],
    [4, 4],
  ])('says an error rate of %d as %d', (errorRatePercent, value) => {
    const canary = { requests: 50, errorRatePercent, p95Ms: 1 };
    expect(judge(limits, { canary }).trigger).toMatchObject({ value });
  });

  it('counts whole requests', () => {
    expect(judge(limits, { canary: { requests: 3.406 } }).reasons).toEqual([
      expect.objectContaining({
        params: expect.objectContaining({ figure: 'requests', value: 3 }),
      }),
    ]);
  });
});
