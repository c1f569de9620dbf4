import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { formatDecimal } from '@textloom/kernel';
import { CostEngine } from '../service/ports';

/** A month that tests ask about. */
export const MONTH = { currency: 'USD', from: '2026-11-01', to: '2026-11-30' };

/** Effective cost by component. */
export async function costs(engine: CostEngine, currency = 'USD') {
  const groups = await engine.query({
    ...MONTH,
    currency,
    grain: 'total',
    groupBy: ['component', 'layer'],
    filters: {},
    scope: { kind: 'all' },
  });
  return Object.fromEntries(
    groups.map(({ keys, costs: { effective } }) => [
      keys[0] || keys[1],
      formatDecimal(effective),
    ]),
  );
}

/** Folders of versions that are there. */
export async function versionsOf(directory: string, period = '2026-11') {
  const names = await readdir(join(directory, 'partitions', 'aws', period));
  return names.map(name => Number(name.slice(0, 6))).sort();
}

/** What work has left behind. */
export const leftIn = (directory: string) =>
  readdir(join(directory, 'incoming')).catch(() => []);
