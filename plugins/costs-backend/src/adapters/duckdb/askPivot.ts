import { Pivot, PivotQuery } from '../../service/ports';
import { DataView } from './DataView';
import { BUCKETS, Condition, shifted, tableFor, whereOf } from './entrySql';
import {
  Cell,
  decimalCell,
  DuckSession,
  identifier,
  textCell,
} from './openDuck';

const DECIMAL = 'DECIMAL(38, 12)';
/** What a row of the answer is. */
const KINDS = { row: 0, all: 1, cell: 2 };

/** An answer to questions about nothing. */
export function emptyPivot({ before }: Pick<PivotQuery, 'before'>): Pivot {
  return {
    rows: [],
    total: 0,
    sum: 0n,
    ...(before && { previousSum: 0n }),
    cells: [],
  };
}

/** The largest rows and series of a question, ranked where the groups are: most of them never leave the database. */
export async function askPivot(
  session: DuckSession,
  view: DataView,
  query: PivotQuery,
): Promise<Pivot> {
  const { sql, values } = pivotSql(view, query);
  const answer = await session.columns(sql, values);
  const pivot = emptyPivot(query);
  const [kinds, buckets, costs, counts, earlier, ...keys] = answer.columns;
  for (let row = 0; row < answer.count; row += 1) {
    const cost = decimalCell(costs[row]);
    const count = Number(counts[row]);
    const previous = earlier[row];
    if (kinds[row] === KINDS.row) {
      pivot.rows.push({
        keys: keys.map(column => textCell(column[row])),
        cost,
        ...(previous !== null && { previous: decimalCell(previous) }),
        rows: count,
      });
    } else if (kinds[row] === KINDS.all) {
      pivot.sum = cost;
      pivot.total = count;
      if (query.before) {
        pivot.previousSum = decimalCell(previous);
      }
    } else {
      const bucket = textCell(buckets[row]);
      const key = keyOfCell(keys, row);
      pivot.cells.push({ bucket, ...(key !== null && { key }), cost });
    }
  }
  return pivot;
}

/** The first dimension of a cell; `null` for all that are not told apart. */
function keyOfCell([first]: Cell[][], row: number): string | null {
  if (!first) {
    return '';
  }
  return first[row] === null ? null : textCell(first[row]);
}

const sumOf = (column: string) => `sum(${column})::${DECIMAL} AS cost`;

/** One statement for all parts of the answer, so that entries are read once. */
function pivotSql(view: DataView, query: PivotQuery): Condition {
  const { groupBy, grain, before, limit, series } = query;
  const keys = groupBy.map((_, index) => `k${index}`);
  const asked = sourceOf(view, query, query);
  const past = before && sourceOf(view, query, { ...before, grain: 'total' });
  const earlier = past && {
    ...past,
    where: shifted(past.where, asked.where.values.length),
  };
  const first = keys.length > 0 ? 'k0' : `''`;
  const sql = `
    WITH asked AS MATERIALIZED (${groupsSql(query, asked, [
      `${BUCKETS[grain]} AS b`,
      'sum("rows")::BIGINT AS n',
    ])}),
    earlier AS MATERIALIZED (${
      earlier
        ? groupsSql(query, earlier)
        : `SELECT ${[...keys, 'cost']} FROM asked WHERE false`
    }),
    folded AS MATERIALIZED (
      SELECT ${[...keys, sumOf('cost'), 'sum(n)::BIGINT AS n']}
      FROM asked GROUP BY ALL HAVING count(*) > 0
    ),
    largest AS (
      SELECT * FROM folded ORDER BY ${['abs(cost) DESC', ...keys]}
      LIMIT ${limit}
    ),
    firsts AS MATERIALIZED (
      SELECT b, ${first} AS k, ${sumOf('cost')} FROM asked GROUP BY ALL
    ),
    told AS (
      SELECT k FROM firsts GROUP BY k ORDER BY abs(sum(cost)) DESC, k
      LIMIT ${series}
    ),
    parts AS (
      ${partSql(KINDS.row, keys, {
        cost: 'largest.cost',
        n: 'largest.n',
        previous: 'earlier.cost',
        keys: keys.map(key => `largest.${key}`),
      })}
      FROM largest LEFT JOIN earlier ON ${[
        'true',
        ...keys.map(key => `largest.${key} = earlier.${key}`),
      ].join(' AND ')}
      UNION ALL
      ${partSql(KINDS.all, keys, {
        cost: 'sum(cost)',
        n: 'count(*)',
        previous: '(SELECT sum(cost) FROM earlier)',
      })}
      FROM folded
      UNION ALL
      ${partSql(KINDS.cell, keys, {
        bucket: 'b',
        cost: 'sum(cost)',
        keys: ['told.k'],
      })}
      FROM firsts LEFT JOIN told USING (k) GROUP BY b, told.k
    )
    SELECT * FROM parts ORDER BY ${['kind', 'abs(cost) DESC', ...keys]}`;
  return {
    sql,
    values: [...asked.where.values, ...(earlier?.where.values ?? [])],
  };
}

/** Sums of the metric by the dimensions, which are called `k0`, `k1`, …, and whatever else. */
function groupsSql(
  { groupBy, metric }: PivotQuery,
  { files, where }: Source,
  others: readonly string[] = [],
): string {
  const columns = [
    ...others,
    ...groupBy.map(
      (dimension, index) => `${identifier(dimension)} AS k${index}`,
    ),
    sumOf(identifier(metric)),
  ];
  return `SELECT ${columns} FROM ${files} WHERE ${where.sql} GROUP BY ALL HAVING count(*) > 0`;
}

/** The columns of one kind of rows, with nothing in those that it does not have. */
function partSql(
  kind: number,
  names: readonly string[],
  columns: {
    bucket?: string;
    cost: string;
    n?: string;
    previous?: string;
    keys?: readonly string[];
  },
): string {
  const {
    bucket = `''`,
    cost,
    n = '0',
    previous = 'NULL',
    keys = [],
  } = columns;
  return `SELECT ${[
    `${kind} AS kind`,
    `${bucket} AS bucket`,
    `(${cost})::${DECIMAL} AS cost`,
    `(${n})::BIGINT AS n`,
    `(${previous})::${DECIMAL} AS previous`,
    ...names.map((name, index) => `${keys[index] ?? 'NULL'} AS ${name}`),
  ]}`;
}

interface Source {
  files: string;
  where: Condition;
}

/** What to read for a span of days, and which rows of it. */
function sourceOf(
  view: DataView,
  query: PivotQuery,
  span: Pick<PivotQuery, 'from' | 'to'> & { grain: keyof typeof BUCKETS },
): Source {
  const own = { ...query, ...span };
  const table = tableFor(own, view.days(query.currency) ?? span);
  // Days that no partition has still need columns to be read from.
  const range = view.has(own)
    ? own
    : spansOf(query).find(each => view.has(each));
  return {
    files: view.files(table, range ?? own),
    where: whereOf(own, { month: table === 'monthly' }),
  };
}

/** The days that are asked for, and those before. */
function spansOf(query: PivotQuery): PivotQuery[] {
  return query.before ? [query, { ...query, ...query.before }] : [query];
}

/** Whether there can be anything in the days that are asked for, or those before. */
export function hasAny(view: DataView, query: PivotQuery): boolean {
  return spansOf(query).some(span => view.has(span));
}
