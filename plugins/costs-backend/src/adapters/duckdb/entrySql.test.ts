import { Dimension } from '@textloom/plugin-costs-common';
import { tableFor } from './entrySql';

describe('the table that answers', () => {
  const data = { from: '2026-10-05', to: '2026-11-19' };
  const query = {
    from: '2026-10-01',
    to: '2026-10-31',
    grain: 'month' as const,
    groupBy: [] as Dimension[],
    filters: {},
  };
  it.each<[string, Partial<typeof query> | object, string]>([
    ['whole months', {}, 'monthly'],
    ['whole months with details', { groupBy: ['resource'] }, 'monthly'],
    [
      'all data there is',
      { from: '2026-10-02', to: '2026-11-19', grain: 'total' },
      'monthly',
    ],
    ['part of a month', { from: '2026-10-06' }, 'daily'],
    ['days', { grain: 'day' }, 'daily'],
    ['days with details', { grain: 'day', groupBy: ['skuMeter'] }, 'entries'],
    [
      'days with a filter of details',
      { grain: 'day', filters: { commitment: ['x'] } },
      'entries',
    ],
    [
      'the end of February',
      { from: '2026-10-01', to: '2028-02-29' },
      'monthly',
    ],
  ])('for %s is %#', (_, over, table) => {
    expect(tableFor({ ...query, ...over }, data)).toBe(table);
  });
});
