import { join } from 'node:path';
import { DuckSession, literal, textCell } from '../openDuck';
import { PARTITION_FILES } from '../partitionFiles';

const SUMS = ['effective', 'billed', 'list', 'contracted', 'quantity'];

/**
 * Compares rows with entries and both rollups: per day and currency, each amount of all of them must be the same to
 * the last digit.
 * @throws Error that names the first day that differs
 */
export async function assertAllocated(
  session: DuckSession,
  directory: string,
): Promise<void> {
  const file = (name: keyof typeof PARTITION_FILES) =>
    `read_parquet(${literal(join(directory, PARTITION_FILES[name]))})`;
  const sums = (prefix: string) =>
    SUMS.map(
      name => `sum("${prefix}${name}")::DECIMAL(38, 12) AS "${name}"`,
    ).join(', ');
  const rows = (day: string) =>
    `SELECT ${day} AS "day", "_currency" AS "currency", ${sums('_')}
     FROM ${file('rows')} GROUP BY ALL`;
  const entries = (name: 'entries' | 'daily' | 'monthly') =>
    `SELECT "day", "currency", ${sums('')} FROM ${file(name)} GROUP BY ALL`;
  const pairs = [
    [rows('"_day"'), entries('entries')],
    [rows('"_day"'), entries('daily')],
    [rows('left("_day", 7)'), entries('monthly')],
  ];
  for (const [bill, allocated] of pairs) {
    const [different] = await session.all(
      `SELECT "day", "currency" FROM (
         ((${bill}) EXCEPT (${allocated})) UNION ALL ((${allocated}) EXCEPT (${bill}))
       ) ORDER BY ALL LIMIT 1`,
    );
    if (different) {
      throw new Error(
        `Entries do not sum to the bill on ${different
          .map(textCell)
          .join(' in ')}`,
      );
    }
  }
}
