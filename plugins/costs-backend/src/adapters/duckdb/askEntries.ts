import { InputError } from '@backstage/errors';
import { Costs } from '@textloom/plugin-costs-common';
import { EntryGroup, EntryQuery } from '../../service/ports';
import { DataView } from './DataView';
import { EntryFilter, entrySql, SUMS, tableFor, whereOf } from './entrySql';
import { Cell, decimalCell, DuckSession, textCell } from './openDuck';

/** What stands in a row of the columns of `SUMS`. */
function sumsAt(
  [effective, billed, list, contracted, quantity, rows]: readonly Cell[][],
  row: number,
): Omit<EntryGroup, 'bucket' | 'keys'> {
  return {
    costs: {
      effective: decimalCell(effective[row]),
      billed: decimalCell(billed[row]),
      list: decimalCell(list[row]),
      contracted: decimalCell(contracted[row]),
    },
    quantity: decimalCell(quantity[row]),
    rows: Number(rows[row]),
  };
}

/** Groups of entries from the smallest table that has them. */
export async function askFor(
  session: DuckSession,
  view: DataView,
  query: EntryQuery,
  maxGroups: number,
): Promise<EntryGroup[]> {
  const days = view.days(query.currency);
  if (!days) {
    return [];
  }
  const table = tableFor(query, days);
  const { sql, values } = entrySql(
    query,
    view.files(table, query),
    table === 'monthly',
    maxGroups,
  );
  const { count, columns } = await session.columns(sql, values);
  if (count > maxGroups) {
    throw new InputError(
      `More than ${maxGroups} groups; ask for fewer days or dimensions`,
    );
  }
  const width = query.groupBy.length + 1;
  const [buckets, ...rest] = columns;
  const keys = rest.slice(0, width - 1);
  const sums = rest.slice(width - 1);
  return Array.from({ length: count }, (_, row) => ({
    bucket: textCell(buckets[row]),
    keys: keys.map(column => textCell(column[row])),
    ...sumsAt(sums, row),
  }));
}

/** Sums by how whose they are was decided. */
export async function askReasons(
  session: DuckSession,
  view: DataView,
  query: EntryFilter,
): Promise<{ reason: string; costs: Costs; rows: number }[]> {
  const days = view.days(query.currency);
  if (!days) {
    return [];
  }
  const table = tableFor({ ...query, grain: 'total', groupBy: [] }, days);
  const where = whereOf(query, { month: table === 'monthly' });
  const { count, columns } = await session.columns(
    `SELECT "reason", ${SUMS} FROM ${view.files(table, query)}
     WHERE ${where.sql} GROUP BY 1 ORDER BY 1`,
    where.values,
  );
  const [reasons, ...sums] = columns;
  return Array.from({ length: count }, (_, row) => {
    const { costs, rows } = sumsAt(sums, row);
    return { reason: textCell(reasons[row]), costs, rows };
  });
}
