import { formatDecimal } from '@textloom/kernel';
import { BillRow } from '@textloom/plugin-costs-common';
import { DataView } from './DataView';
import { EntryFilter, othersOf, shifted, whereOf } from './entrySql';
import { decimalCell, DuckSession, textCell } from './openDuck';
import { COST_COLUMNS, isAmount } from './rowColumns';

export interface RowsAnswer {
  rows: BillRow[];
  total: number;
}

/**
 * Rows of the bill whose sums have entries that match. A row that has entries out of scope as well is shown without
 * what it amounts to: from the whole and the own share, one could tell the shares of others.
 */
export async function askRows(
  session: DuckSession,
  view: DataView,
  query: EntryFilter,
  page: { offset: number; limit: number },
): Promise<RowsAnswer> {
  const entries = view.files('entries', query);
  const mine = whereOf(query);
  const others = shifted(othersOf(query), mine.values.length);
  const values = [...mine.values, ...others.values];
  // Both conditions stand in each statement, so that each has the same parameters.
  const found = `
    WITH mine AS (SELECT DISTINCT "fact" FROM ${entries} WHERE ${mine.sql}),
    others AS (SELECT DISTINCT "fact" FROM ${entries} WHERE ${others.sql}),
    found AS (
      SELECT r.*, r."_fact" IN (SELECT "fact" FROM others) AS "_shared"
      FROM ${view.files('rows', query)} r
      WHERE r."_fact" IN (SELECT "fact" FROM mine)
    )`;
  const [[total]] = await session.all(
    `${found} SELECT count(*) FROM found`,
    values,
  );
  const reader = await session.connection.runAndReadAll(
    `${found} SELECT * FROM found
     ORDER BY "_day", "_source", "_file", "_row"
     LIMIT ${Math.trunc(page.limit)} OFFSET ${Math.trunc(page.offset)}`,
    values,
  );
  return {
    rows: reader.getRowObjects().map(rowOf),
    total: Number(total),
  };
}

type Row = Record<string, Parameters<typeof textCell>[0]>;

function rowOf(row: Row): BillRow {
  const shared = row._shared === true;
  const texts = Object.entries(row).filter(
    ([name, value]) =>
      !name.startsWith('_') && value !== null && !(shared && isAmount(name)),
  );
  const amounts = shared
    ? []
    : COST_COLUMNS.map(({ focus, column }) => [
        focus,
        formatDecimal(decimalCell(row[column])),
      ]);
  return {
    source: textCell(row._source),
    file: textCell(row._file),
    row: Number(row._row),
    columns: Object.fromEntries([
      ...texts.map(([name, value]) => [name, textCell(value)]),
      ...amounts,
    ]),
  };
}
