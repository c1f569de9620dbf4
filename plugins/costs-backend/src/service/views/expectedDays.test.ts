import { daysFrom, findAnomalies } from '@textloom/plugin-costs-common';
import { expectedDays } from './expectedDays';

const ONE = 10n ** 12n;
const days = daysFrom('2026-08-01', '2026-11-20').map((day, index) => ({
  day,
  amount:
    (100n + BigInt((index * 7919) % 13) + (index > 108 ? 500n : 0n)) * ONE,
}));

describe('expectedDays', () => {
  it('expects nothing of the first week', () => {
    const expected = expectedDays(days).map(day => day.expected);
    expect(expected.slice(0, 7)).toEqual(Array(7).fill(undefined));
    expect(expected[7]).toBe(days[0].amount);
    expect(expected[14]).toBe((days[0].amount + days[7].amount) / 2n);
  });

  it('is what anomalies are measured against', () => {
    const [found] = findAnomalies(
      { scope: { dimension: 'component', value: 'x' }, days },
      { completeTo: '2026-11-20', floor: ONE, share: 0.1 },
    );
    const inside = expectedDays(days).filter(
      ({ day }) => day >= found.from && day <= found.to,
    );
    expect(inside.length).toBeGreaterThan(0);
    expect(inside.reduce((sum, { expected = 0n }) => sum + expected, 0n)).toBe(
      found.expected,
    );
  });
});
