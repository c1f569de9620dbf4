import {
  COST_METRICS,
  CostFilters,
  Dimension,
} from '@textloom/plugin-costs-common';
import { EntryQuery, Scope } from '../../service/ports';
import { identifier } from './openDuck';
import { DETAIL_DIMENSIONS, PartitionTable } from './partitionFiles';

/** A condition with the values of its parameters. */
export interface Condition {
  sql: string;
  values: string[];
}

/** What a question to entries restricts: the same for all kinds of questions. */
export type EntryFilter = Pick<
  EntryQuery,
  'currency' | 'from' | 'to' | 'filters' | 'scope'
>;

/** Columns of amounts in entries and rollups. */
export const AMOUNTS = [...COST_METRICS, 'quantity'] as const;

/** `sum(…)` of all amounts and of the number of rows, in the order in which answers have them. */
export const SUMS = [
  ...AMOUNTS.map(name => `sum(${identifier(name)})::DECIMAL(38, 12)`),
  'sum("rows")::BIGINT',
].join(', ');

/** Collects values and hands out their parameters. */
class Parameters {
  readonly values: string[] = [];

  of(value: string): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  oneOf(column: string, values: readonly string[]): string {
    return values.length === 0
      ? 'false'
      : `${identifier(column)} IN (${values
          .map(each => this.of(each))
          .join(', ')})`;
  }
}

/** Entries that a scope may see. Of the entries of nobody alone, an owner sees none. */
function scopeSql(scope: Scope, parameters: Parameters): string {
  return scope.kind === 'all'
    ? 'true'
    : `"layer" = 'attributed' AND ${parameters.oneOf('owner', scope.owners)}`;
}

/** The condition of entries; `month` for rollups by month, whose days are months. */
export function whereOf(
  { currency, from, to, filters, scope }: EntryFilter,
  options: { month?: boolean } = {},
): Condition {
  const parameters = new Parameters();
  const bound = (day: string) =>
    parameters.of(options.month ? day.slice(0, 7) : day);
  const parts = [
    `"currency" = ${parameters.of(currency)}`,
    `"day" >= ${bound(from)} AND "day" <= ${bound(to)}`,
    ...(Object.entries(filters) as [Dimension, string[]][]).map(
      ([dimension, values]) => parameters.oneOf(dimension, values),
    ),
    scopeSql(scope, parameters),
  ];
  return {
    sql: parts.map(part => `(${part})`).join(' AND '),
    values: parameters.values,
  };
}

/** Entries in range that a scope may not see: the rest of what its rows are shared with. */
export function othersOf({
  currency,
  from,
  to,
  scope,
}: Omit<EntryFilter, 'filters'>): Condition {
  const parameters = new Parameters();
  const range = `"currency" = ${parameters.of(
    currency,
  )} AND "day" >= ${parameters.of(from)} AND "day" <= ${parameters.of(to)}`;
  return {
    sql: `${range} AND NOT (${scopeSql(scope, parameters)})`,
    values: parameters.values,
  };
}

/** Numbers the parameters of a condition from another start, to put it behind another one. */
export function shifted({ sql, values }: Condition, by: number): Condition {
  return {
    sql: sql.replace(/\$(\d+)/g, (_, number) => `$${Number(number) + by}`),
    values,
  };
}

const isFirst = (day: string) => day.endsWith('-01');
const isLast = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).getUTCDate() === 1;

/**
 * The smallest table that can answer: by month when whole months are asked for, else by day without details when no
 * detail is asked for. A range that begins before, or ends after all data, is whole there.
 */
export function tableFor(
  query: Pick<EntryQuery, 'from' | 'to' | 'grain' | 'groupBy' | 'filters'>,
  data: { from: string; to: string },
): Exclude<PartitionTable, 'rows'> {
  const { from, to, grain, groupBy, filters } = query;
  const wholeMonths =
    (isFirst(from) || from <= data.from) && (isLast(to) || to >= data.to);
  if (grain !== 'day' && wholeMonths) {
    return 'monthly';
  }
  const asked = new Set<string>([...groupBy, ...Object.keys(filters)]);
  return DETAIL_DIMENSIONS.some(detail => asked.has(detail))
    ? 'entries'
    : 'daily';
}

/** Buckets of a grain. */
export const BUCKETS = {
  day: '"day"',
  month: 'left("day", 7)',
  total: `''`,
} as const;

/** The statement that answers a question from files of `table`. */
export function entrySql(
  query: EntryQuery,
  files: string,
  month: boolean,
  maxGroups: number,
): Condition {
  const where = whereOf(query, { month });
  const keys = query.groupBy.map(identifier);
  const columns = [BUCKETS[query.grain], ...keys];
  const sql = [
    `SELECT ${[...columns, SUMS].join(', ')}`,
    `FROM ${files} WHERE ${where.sql}`,
    // Without dimensions there is one group even of nothing; nothing has none.
    'GROUP BY ALL HAVING count(*) > 0',
    `ORDER BY ${columns.map((_, index) => index + 1).join(', ')}`,
    `LIMIT ${maxGroups + 1}`,
  ].join(' ');
  return { sql, values: where.values };
}

/** Whether a filter leaves anything at all, told without asking. */
export function canMatch({
  filters,
  scope,
}: {
  filters: CostFilters;
  scope: Scope;
}): boolean {
  return (
    Object.values(filters).every(values => values.length > 0) &&
    (scope.kind === 'all' || scope.owners.length > 0)
  );
}
