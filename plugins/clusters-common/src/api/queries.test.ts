import {
  chartQuerySchema,
  headroomQuerySchema,
  historyQuerySchema,
  searchQuerySchema,
  silenceRequestSchema,
  workloadsQuerySchema,
} from './queries';

const RANGE = { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' };

describe('queries', () => {
  it.each<[object, object | undefined]>([
    [{}, {}],
    [
      { unhealthy: 'true', limit: '20', offset: '40' },
      { unhealthy: true, limit: 20, offset: 40 },
    ],
    [{ unhealthy: 'false' }, { unhealthy: false }],
    [{ unhealthy: 'perhaps' }, undefined],
    [{ limit: '0' }, undefined],
    [{ limit: '1.5' }, undefined],
    [{ limit: ['1', '2'] }, undefined],
    [{ query: ['a', 'b'] }, undefined],
    [{ query: { $gt: '' } }, undefined],
    [{ namespace: 'a b' }, undefined],
  ])('workloads %j: %j', (query, parsed) => {
    expect(workloadsQuerySchema.safeParse(query).data).toEqual(parsed);
  });

  it.each<[object, boolean]>([
    [{ kind: 'Deployment', namespace: 'n', name: 'w' }, true],
    [{ cpuMillis: '250', memoryBytes: '1e9' }, true],
    [{ cpuMillis: '0', memoryBytes: '0' }, true],
    [{ cpuMillis: '250' }, false],
    [{ cpuMillis: '-1', memoryBytes: '1' }, false],
    [{ cpuMillis: 'Infinity', memoryBytes: '1' }, false],
    [{ cpuMillis: '1', memoryBytes: '1e30' }, false],
    [
      { cpuMillis: '1', memoryBytes: '1', kind: 'Deployment', name: 'w' },
      false,
    ],
  ])('headroom %j: %s', (query, valid) => {
    expect(headroomQuerySchema.safeParse(query).success).toBe(valid);
  });

  it.each<[object, boolean]>([
    [RANGE, true],
    [{ ...RANGE, group: 'workers' }, true],
    [{ from: RANGE.to, to: RANGE.from }, false],
    [{ from: RANGE.from, to: RANGE.from }, false],
    [{ from: '2026-01-01T00:00:00Z', to: RANGE.to }, false],
    [{ from: '2026-03-01', to: RANGE.to }, false],
    [{ ...RANGE, group: 'g'.repeat(64) }, false],
  ])('range %j: %s', (query, valid) => {
    expect(chartQuerySchema.safeParse(query).success).toBe(valid);
    expect(historyQuerySchema.safeParse(query).success).toBe(valid);
  });

  it.each([
    ['9', false],
    ['10', true],
    ['400', true],
    ['401', false],
  ])('%s points: %s', (points, valid) => {
    expect(chartQuerySchema.safeParse({ ...RANGE, points }).success).toBe(
      valid,
    );
  });

  it('search takes words without the space around them', () => {
    expect(searchQuerySchema.parse({ query: ' api ' })).toEqual({
      query: 'api',
    });
    expect(searchQuerySchema.safeParse({ query: ' a ' }).success).toBe(false);
  });

  it('silences are bounded', () => {
    const matcher = {
      name: 'alertname',
      value: 'High',
      isRegex: false,
      isEqual: true,
    };
    const silence = { matchers: [matcher], minutes: 5, comment: 'known' };
    const valid = (change: object) =>
      silenceRequestSchema.safeParse({ ...silence, ...change }).success;
    expect(valid({})).toBe(true);
    expect(valid({ minutes: 10_080 })).toBe(true);
    expect(valid({ minutes: 10_081 })).toBe(false);
    expect(valid({ minutes: '30' })).toBe(false);
    expect(valid({ matchers: Array(21).fill(matcher) })).toBe(false);
    expect(
      valid({ matchers: [{ ...matcher, value: 'x'.repeat(1_001) }] }),
    ).toBe(false);
    expect(valid({ comment: 'x'.repeat(501) })).toBe(false);
  });
});
