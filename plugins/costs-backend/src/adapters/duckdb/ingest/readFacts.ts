import { BillFacts } from '@textloom/plugin-costs-common';
import { Cell, decimalCell, DuckSession, textCell } from '../openDuck';
import { classesSql, FACT_DIMENSIONS, factsSql } from './factSql';

/** Number, billing month, currency and correction come first. */
const FIRST = 4;

/** What the sums of a class have in common. */
type FactClass = Omit<
  BillFacts,
  'day' | 'costs' | 'quantity' | 'rows' | 'fact'
>;

/** The sums of one day. */
export interface DayFacts {
  day: string;
  facts: BillFacts[];
  /** The class of each, by its identity. */
  classOf: ReadonlyMap<bigint, number>;
}

/** The sums of a partition's rows, day by day; makes the table `classes`. */
export async function* readFacts(
  session: DuckSession,
  rowsFile: string,
  tagKeys: readonly string[],
): AsyncGenerator<DayFacts> {
  await session.run(`CREATE TABLE classes AS ${classesSql(rowsFile, tagKeys)}`);
  const classes = await readClasses(session, tagKeys);
  let facts: BillFacts[] = [];
  let classOf = new Map<bigint, number>();
  for await (const rows of session.stream(factsSql(rowsFile, tagKeys))) {
    for (const row of rows) {
      const day = textCell(row[0]);
      if (facts.length > 0 && facts[0].day !== day) {
        yield { day: facts[0].day, facts, classOf };
        facts = [];
        classOf = new Map();
      }
      const number = Number(row[1]);
      const fact = row[8] as bigint;
      classOf.set(fact, number);
      facts.push(factOf(classes[number], day, row, fact));
    }
  }
  if (facts.length > 0) {
    yield { day: facts[0].day, facts, classOf };
  }
}

function factOf(
  shared: FactClass,
  day: string,
  row: readonly Cell[],
  fact: bigint,
): BillFacts {
  return {
    ...shared,
    day,
    costs: {
      effective: decimalCell(row[2]),
      billed: decimalCell(row[3]),
      list: decimalCell(row[4]),
      contracted: decimalCell(row[5]),
    },
    quantity: decimalCell(row[6]),
    rows: Number(row[7]),
    fact,
  };
}

/** By their numbers. */
async function readClasses(
  session: DuckSession,
  tagKeys: readonly string[],
): Promise<FactClass[]> {
  const classes: FactClass[] = [];
  for await (const rows of session.stream('SELECT * FROM classes')) {
    for (const row of rows) {
      classes[Number(row[0])] = classFrom(row, tagKeys);
    }
  }
  return classes;
}

function classFrom(
  row: readonly Cell[],
  tagKeys: readonly string[],
): FactClass {
  const dimensions = Object.fromEntries(
    FACT_DIMENSIONS.map((name, index) => [name, textCell(row[FIRST + index])]),
  ) as Pick<BillFacts, (typeof FACT_DIMENSIONS)[number]>;
  const tagsAt = FIRST + FACT_DIMENSIONS.length;
  const tags: [string, string][] = tagKeys.flatMap((key, index) => {
    const value = row[tagsAt + index];
    return value === null ? [] : [[key, textCell(value)]];
  });
  return {
    billingPeriod: textCell(row[1]),
    currency: textCell(row[2]),
    correction: row[3] === true,
    ...dimensions,
    tags: Object.fromEntries(tags),
  };
}
