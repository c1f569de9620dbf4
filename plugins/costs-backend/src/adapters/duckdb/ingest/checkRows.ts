import {
  BillFinding,
  FOCUS_COLUMNS,
  FOCUS_RULES,
  FocusRule,
} from '@textloom/plugin-costs-common';
import { DuckSession, identifier, textCell } from '../openDuck';
import { POSITION, ownColumns } from './checkedSql';
import { CHECKS } from './checkSql';
import { shown } from '../../bills/BillProblem';
import { RawFile } from './readRaw';

/** Rules whose condition is over the meant values; the one over literals is apart. */
const RULES = FOCUS_RULES.filter(({ column }) => column !== '*');
const LITERALS = FOCUS_RULES.find(({ column }) => column === '*');

/** Holds for rows that cannot be counted. */
export const REJECTED = RULES.filter(({ severity }) => severity === 'reject')
  .map(rule => `coalesce(${conditionOf(rule)}, false)`)
  .join(' OR ');

function conditionOf({ id, column }: FocusRule): string {
  return `(${CHECKS[id](column)})`;
}

/** How many rows break each rule, and where the first of them is. */
export async function checkRows(
  session: DuckSession,
  files: readonly RawFile[],
  of: { source: string; period: string },
): Promise<BillFinding[]> {
  const columns = [
    ...FOCUS_COLUMNS.map(({ name }) => name),
    ...ownColumns(files[0].columns),
  ];
  const literals = LITERALS
    ? columns.map(column => ({
        rule: { ...LITERALS, column },
        condition: `length(${identifier(column)}) = 4
          AND lower(${identifier(column)}) = 'null'`,
      }))
    : [];
  const rules = RULES.map(rule => ({ rule, condition: conditionOf(rule) }));
  const broken = [
    ...(await counted(session, 'raw', literals)),
    ...(await counted(session, 'checked', rules)),
  ];
  return Promise.all(
    broken.map(async ({ rule, count, position }) => {
      const [[n, row, value]] = await session.all(
        `SELECT "_n", "_row", ${identifier(rule.column)} FROM raw
         WHERE ${POSITION} = ${position}`,
      );
      return {
        ...of,
        rule: rule.id,
        severity: rule.severity,
        column: rule.column,
        file: files[Number(n)].name,
        row: Number(row),
        count,
        value: shown(textCell(value)),
      };
    }),
  );
}

/** Those rules that any row breaks, all in one pass over the rows. */
async function counted(
  session: DuckSession,
  relation: string,
  rules: readonly { rule: FocusRule; condition: string }[],
): Promise<{ rule: FocusRule; count: number; position: bigint }[]> {
  const broken = rules.map(
    ({ condition }, index) => `(${condition}) AS "b${index}"`,
  );
  const sums = rules.map(
    (_, index) =>
      `count_if("b${index}"), min("_position") FILTER ("b${index}")`,
  );
  const [row] = await session.all(
    `SELECT ${sums.join(', ')} FROM (
       SELECT ${broken.join(
         ', ',
       )}, ${POSITION} AS "_position" FROM ${relation})`,
  );
  return rules.flatMap(({ rule }, index) => {
    const [count, position] = row.slice(2 * index, 2 * index + 2);
    return position === null
      ? []
      : [{ rule, count: Number(count), position: BigInt(String(position)) }];
  });
}
