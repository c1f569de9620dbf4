import { FOCUS_COLUMNS } from '@textloom/plugin-costs-common';
import { identifier, literal } from '../openDuck';
import { amount, time } from './checkSql';
import { RawFile } from './readRaw';

const FOCUS_NAMES = FOCUS_COLUMNS.map(({ name }) => name);
const FOLDED = new Set(FOCUS_NAMES.map(name => name.toLowerCase()));
const AMOUNT_COLUMNS = [
  'BilledCost',
  'EffectiveCost',
  'ListCost',
  'ContractedCost',
  'ConsumedQuantity',
  'PricingQuantity',
  'ListUnitPrice',
  'ContractedUnitPrice',
];
const TIME_COLUMNS = FOCUS_COLUMNS.filter(({ type }) => type === 'datetime');

/** Columns of the provider's own that are kept: all whose names cannot be taken for others. */
export function ownColumns(columns: readonly string[]): string[] {
  return columns.filter(
    name =>
      name !== '' && !name.startsWith('_') && !FOLDED.has(name.toLowerCase()),
  );
}

/** Position of a row over all files: one number that sorts as file and row do. */
export const POSITION = '("_n" * 1099511627776 + "_row")';

/** All rows of all files as they stand, with `_n` (file, from 0) and `_row` (from 1). FOCUS columns are all there. */
export function rawSql(files: readonly RawFile[]): string {
  return files
    .map(({ path, columns, damaged }, index) => {
      const there = new Set(columns);
      const focus = FOCUS_NAMES.map(name =>
        there.has(name)
          ? identifier(name)
          : `NULL::VARCHAR AS ${identifier(name)}`,
      );
      const own = ownColumns(columns).map(identifier);
      return `SELECT ${[...focus, ...own].join(', ')},
        ${index} AS "_n", ${rowSql(damaged.map(({ row }) => row))} AS "_row"
        FROM read_parquet(${literal(path)}, file_row_number = true)`;
    })
    .join(' UNION ALL BY NAME ');
}

/** Number of a row in its file, damaged rows counted, though they are not among those read. */
function rowSql(damaged: readonly number[]): string {
  // Before the damaged row d, as the i-th of its kind, there are d − 1 − i good ones.
  const before = damaged.map((row, index) => row - 1 - index);
  return before.length === 0
    ? 'file_row_number + 1'
    : `file_row_number + 1 + len(list_filter([${before.join(
        ', ',
      )}], lambda n: n <= file_row_number))`;
}

/** Rows of `raw` as they are meant, with amounts and times as values. */
export function checkedSql(columns: readonly string[]): string {
  const names = [...FOCUS_NAMES, ...ownColumns(columns)];
  const meant = names.map(
    name => `meant(raw.${identifier(name)}) AS ${identifier(name)}`,
  );
  const amounts = AMOUNT_COLUMNS.map(
    name => `amount_of(raw.${identifier(name)}) AS ${amount(name)}`,
  );
  const times = TIME_COLUMNS.map(
    ({ name }) => `time_of(raw.${identifier(name)}) AS ${time(name)}`,
  );
  // Amounts and times are read from the texts as they stand: NULL in letters is of neither form.
  return `SELECT ${[...meant, ...amounts, ...times].join(', ')}, "_n", "_row"
    FROM raw`;
}
