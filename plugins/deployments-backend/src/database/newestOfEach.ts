import { Knex } from 'knex';

/** Queries in one statement: SQLite joins 500 at most. */
const BATCH = 100;

/**
 * The newest rows of each of some values of a column, by one short walk along an index for each: a busy value does not make the
 * others slow, and does not crowd them out.
 */
export async function newestOfEach<TRow extends object>(
  database: Knex,
  table: string,
  options: {
    where: Record<string, string>;
    each: string;
    values: readonly string[];
    /** Column of time. */
    by: string;
    /** Rows of one value. */
    limit: number;
    columns?: readonly string[];
  },
): Promise<TRow[]> {
  const { where, each, values, by, limit, columns = ['*'] } = options;
  const rows: TRow[] = [];
  for (let n = 0; n < values.length; n += BATCH) {
    const parts = values.slice(n, n + BATCH).map(value =>
      database.select('*').from(
        database(table)
          .where({ ...where, [each]: value })
          .orderBy(by, 'desc')
          .limit(limit)
          .select(...columns)
          .as('newest'),
      ),
    );
    const [first, ...others] = parts;
    rows.push(...(await (others.length ? first.unionAll(others) : first)));
  }
  return rows;
}
