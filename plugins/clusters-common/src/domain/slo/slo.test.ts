import { severities, viewAfter } from '../../testUtils/find';
import { SloFacts } from '../sourceFacts';

/** An objective of 99 %, so that a share of 1 % bad events is a burn rate of 1. */
const anSlo = (bad: Record<string, number>, good?: number): SloFacts => ({
  id: 'api-availability',
  title: 'API availability',
  objective: 0.99,
  windowDays: 30,
  ...(good !== undefined && { good }),
  bad,
});

describe('slo-burn', () => {
  it.each<[Record<string, number>, string[]]>([
    [{ '1h': 0.145, '5m': 0.145 }, ['degraded']],
    [{ '1h': 0.144, '5m': 0.2 }, []],
    [{ '1h': 0.2, '5m': 0.1 }, []],
    [{ '6h': 0.061, '30m': 0.061 }, ['degraded']],
    [{ '6h': 0.061, '30m': 0.05 }, []],
    [{ '1d': 0.031, '2h': 0.031 }, ['warning']],
    [{ '1d': 0.03, '2h': 0.031 }, []],
    [{ '3d': 0.011, '6h': 0.011 }, ['warning']],
    [{ '3d': 0.01, '6h': 0.011 }, []],
    [{}, []],
  ])('%j: %j', (bad, expected) => {
    expect(severities('slo-burn', { slos: [anSlo(bad)] })).toEqual(expected);
  });

  it('tells what is left of the budget', () => {
    const { slos } = viewAfter(0, { slos: [anSlo({ '1h': 0.02 }, 0.994)] });
    expect(slos?.[0]).toMatchObject({ good: 0.994, objective: 0.99 });
    expect(slos?.[0]?.budgetLeft).toBeCloseTo(0.4, 9);
    expect(slos?.[0]?.burnRate).toBeCloseTo(2, 9);
  });

  it('claims nothing without events, and nothing of an objective of 100 %', () => {
    const { slos, list } = viewAfter(0, {
      slos: [anSlo({}), { ...anSlo({ '1h': 1, '5m': 1 }, 0), objective: 1 }],
    });
    expect(slos?.[0]).not.toHaveProperty('budgetLeft');
    expect(slos?.[1]).not.toHaveProperty('budgetLeft');
    expect(list.filter(({ rule }) => rule === 'slo-burn')).toEqual([]);
  });
});
