import { MINUTE, SECOND } from '@textloom/kernel';
import { aSource, someSources } from '../testUtils';
import { findingsOf, severities, viewAfter } from '../testUtils/find';
import { DEFAULT_THRESHOLDS } from './thresholds';

const RULE = 'api-server-slow';

describe('an API server that answers slowly', () => {
  it.each([
    [undefined, []],
    [0, []],
    [1_999, []],
    [2_000, ['degraded']],
    [4_900, ['degraded']],
  ])('median of %s ms: %j once it lasts', (apiLatencyMs, expected) => {
    const facts = { apiLatencyMs };
    const early = expected.map(() => 'info');
    expect(severities(RULE, facts)).toEqual(early);
    expect(severities(RULE, facts, 2 * MINUTE - SECOND)).toEqual(early);
    expect(severities(RULE, facts, 2 * MINUTE)).toEqual(expected);
  });

  it('degrades the cluster only after it lasted', () => {
    const facts = { apiLatencyMs: 2_400 };
    expect(viewAfter(0, facts).state).toBe('healthy');
    expect(viewAfter(2 * MINUTE, facts).state).toBe('degraded');
  });

  it('tells the median beside the limit', () => {
    expect(findingsOf(RULE, { apiLatencyMs: 2_440 })).toMatchObject([
      {
        object: { kind: 'Cluster', name: 'textloom-prod' },
        value: { value: 2.4, unit: 'seconds' },
        threshold: { value: 2, unit: 'seconds' },
      },
    ]);
  });

  it('is judged by the limits that were set', () => {
    const thresholds = {
      ...DEFAULT_THRESHOLDS,
      apiServerSlow: { limitMs: 500, lastingMs: MINUTE },
    };
    const found = viewAfter(MINUTE, { apiLatencyMs: 500 }, thresholds).list;
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([
      [RULE, 'degraded'],
    ]);
  });

  it('says nothing while the server does not answer at all', () => {
    const sources = someSources(
      aSource('api', { state: 'stale', problem: 'timeout' }),
    );
    expect(severities(RULE, { apiLatencyMs: 4_000, sources })).toEqual([]);
  });
});
