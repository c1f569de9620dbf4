import { sumDecimals } from '@textloom/kernel';
import { amountOf, FOCUS_1_0_COLUMNS, FocusRow } from './focus';
import { BillingWorld } from './load';
import { contractsOn, vendorRows } from './vendors';

const WORLD: BillingWorld = { seed: 1, anchor: '2026-11-29' };
const sumOf = (
  rows: readonly FocusRow[],
  column: 'BilledCost' | 'EffectiveCost',
) => sumDecimals(rows.map(row => amountOf(row, column)));

it('has nothing but columns of FOCUS 1.0', () => {
  expect(new Set(FOCUS_1_0_COLUMNS).size).toBe(43);
  const known = new Set<string>(FOCUS_1_0_COLUMNS);
  const rows = vendorRows(WORLD, '2026-10', '2026-10-31');
  expect(
    rows.flatMap(row => Object.keys(row)).filter(name => !known.has(name)),
  ).toEqual([]);
});

it('bills in advance what it amortises by day', () => {
  const rows = vendorRows(WORLD, '2026-10', '2026-10-31');
  expect(rows).toHaveLength(4 + 5 * 31);
  expect(sumOf(rows, 'BilledCost')).toBe(sumOf(rows, 'EffectiveCost'));
  const half = vendorRows(WORLD, '2026-10', '2026-10-15');
  expect(sumOf(half, 'BilledCost')).toBeGreaterThan(
    sumOf(half, 'EffectiveCost'),
  );
});

it('commits a year of seats, and more of Sentry than is used', () => {
  const contracts = contractsOn(WORLD, '2026-11-28');
  expect(
    contracts.map(({ id, startsOn, endsOn, committed }) => [
      id,
      startsOn,
      endsOn,
      committed,
    ]),
  ).toEqual([
    ['pagerduty', '2026-06-01', '2027-05-31', '6898.5'],
    ['slack', '2026-02-01', '2027-01-31', '9278.3'],
    ['github', '2026-09-01', '2027-08-31', '9570.3'],
    ['cloudflare', '2026-03-01', '2027-02-28', '11862.5'],
    ['sentry', '2026-01-01', '2026-12-31', '9600'],
  ]);
  const used = sumOf(
    vendorRows(WORLD, '2026-10', '2026-10-31').filter(
      ({ ProviderName }) => ProviderName === 'Sentry',
    ),
    'EffectiveCost',
  );
  expect(Number(used) / 1e12).toBeLessThan(9_600 / 24);
});

it('renews contracts year by year', () => {
  const [, , , , sentry] = contractsOn(WORLD, '2027-01-01');
  expect([sentry.startsOn, sentry.endsOn]).toEqual([
    '2027-01-01',
    '2027-12-31',
  ]);
  const [pagerduty] = contractsOn(WORLD, '2025-12-01');
  expect(pagerduty.startsOn).toBe('2025-06-01');
});
