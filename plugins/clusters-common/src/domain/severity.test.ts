import { Finding, Severity } from './health';
import {
  compareFindings,
  healthOf,
  healthOrder,
  severityOrder,
} from './severity';

describe('severityOrder', () => {
  it('puts unknown above what is harmless and below every known fault', () => {
    const all: Severity[] = [
      'critical',
      'unknown',
      'info',
      'degraded',
      'warning',
    ];
    expect(all.sort(severityOrder.compare)).toEqual([
      'info',
      'unknown',
      'warning',
      'degraded',
      'critical',
    ]);
  });

  it('agrees with the order of the states that follow', () => {
    const severities: Severity[] = [
      'info',
      'unknown',
      'warning',
      'degraded',
      'critical',
    ];
    const states = severities.map(healthOf);
    expect([...states].sort(healthOrder.compare)).toEqual(states);
  });
});

describe('healthOf', () => {
  it.each([
    [undefined, 'healthy'],
    ['info', 'healthy'],
    ['unknown', 'unknown'],
    ['warning', 'degraded'],
    ['degraded', 'degraded'],
    ['critical', 'unhealthy'],
  ] as const)('%s is %s', (severity, state) => {
    expect(healthOf(severity)).toBe(state);
  });
});

describe('compareFindings', () => {
  it('goes from worst to best, and by id among equals', () => {
    const finding = (id: string, severity: Severity): Finding => ({
      id,
      severity,
      rule: 'node-lost',
      object: { kind: 'Node', name: 'n' },
      evidence: '',
      params: {},
    });
    const sorted = [
      finding('b', 'warning'),
      finding('c', 'info'),
      finding('a', 'warning'),
      finding('d', 'critical'),
    ].sort(compareFindings);
    expect(sorted.map(({ id }) => id)).toEqual(['d', 'a', 'b', 'c']);
  });
});
