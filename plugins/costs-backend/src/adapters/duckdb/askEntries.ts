import { InputError } from '@backstage/errors';
import { Costs } from '@textloom/plugin-costs-common';
import { EntryGroup, EntryQuery } from '../../service/ports';
import { DataView } from './DataView';
import { EntryFilter, entrySql, SUMS, tableFor, whereOf } from './entrySql';
import { Cell, decimalCell, DuckSession, textCell } from './openDuck';

/** What stands in the columns of `SUMS`. */
function sumsOf(cells: readonly Cell[]): Omit<EntryGroup, 'bucket' | 'keys'> {
  return {
    costs: {
      effective: decimalCell(cells[0]),
      billed: decimalCell(cells[1]),
      list: decimalCell(cells[2]),
      contracted: decimalCell(cells[3]),
    },
    quantity: decimalCell(cells[4]),
    rows: Number(cells[5]),
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
  const rows = await session.all(sql, values);
  if (rows.length > maxGroups) {
    throw new InputError(
      `More than ${maxGroups} groups; ask for fewer days or dimensions`,
    );
  }
  const width = query.groupBy.length + 1;
  return rows.map(cells => ({
    bucket: textCell(cells[0]),
    keys: cells.slice(1, width).map(textCell),
    ...sumsOf(cells.slice(width)),
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
  const rows = await session.all(
    `SELECT "reason", ${SUMS} FROM ${view.files(table, query)}
     WHERE ${where.sql} GROUP BY 1 ORDER BY 1`,
    where.values,
  );
  return rows.map(([reason, ...cells]) => {
    const { costs, rows: count } = sumsOf(cells);
    return { reason: textCell(reason), costs, rows: count };
  });
}
