import { BillFacts } from '@textloom/plugin-costs-common';
import { Cell, decimalCell, DuckSession, textCell } from '../openDuck';
import { FACT_DIMENSIONS, factsSql } from './factSql';

/** Day, billing month, currency and correction come first. */
const FIRST = 4;

/** The sums of a partition's rows, day by day. */
export async function* readFacts(
  session: DuckSession,
  rowsFile: string,
  tagKeys: readonly string[],
): AsyncGenerator<{ day: string; facts: BillFacts[] }> {
  let facts: BillFacts[] = [];
  for await (const rows of session.stream(factsSql(rowsFile, tagKeys))) {
    for (const row of rows) {
      const fact = factOf(row, tagKeys);
      if (facts.length > 0 && facts[0].day !== fact.day) {
        yield { day: facts[0].day, facts };
        facts = [];
      }
      facts.push(fact);
    }
  }
  if (facts.length > 0) {
    yield { day: facts[0].day, facts };
  }
}

function factOf(row: readonly Cell[], tagKeys: readonly string[]): BillFacts {
  const dimensions = Object.fromEntries(
    FACT_DIMENSIONS.map((name, index) => [name, textCell(row[FIRST + index])]),
  ) as Pick<BillFacts, (typeof FACT_DIMENSIONS)[number]>;
  const tagsAt = FIRST + FACT_DIMENSIONS.length;
  const tags: [string, string][] = tagKeys.flatMap((key, index) => {
    const value = row[tagsAt + index];
    return value === null ? [] : [[key, textCell(value)]];
  });
  const [effective, billed, list, contracted, quantity] = row
    .slice(tagsAt + tagKeys.length)
    .map((cell, index) => (index < 5 ? decimalCell(cell) : 0n));
  const [rows, fact] = row.slice(-2);
  return {
    day: textCell(row[0]),
    billingPeriod: textCell(row[1]),
    currency: textCell(row[2]),
    correction: row[3] === true,
    ...dimensions,
    tags: Object.fromEntries(tags),
    costs: { effective, billed, list, contracted },
    quantity,
    rows: Number(rows),
    fact: fact as bigint,
  };
}
