import { basename, join } from 'node:path';
import { Verification } from '@textloom/plugin-restore-drills-common';
import { Opened, quoted, saidOf, withDatabase } from './database';
import { CopiedDatabase } from './manifest';

const NAME = 'smoke';
const DEFAULT_METHOD = 'the first row of the largest table of each database';

/** The first business request to what was restored; nothing that it writes stays. */
export async function smokeOf(
  data: string,
  databases: readonly CopiedDatabase[],
  sql: string | undefined,
): Promise<Verification> {
  const method = sql ?? DEFAULT_METHOD;
  try {
    const actual =
      sql === undefined
        ? await firstRows(data, databases)
        : await request(data, databases, sql);
    return actual === undefined
      ? failedBy(method, 'no row')
      : { name: NAME, state: 'passed', blocking: true, method, actual };
  } catch (error) {
    return failedBy(method, saidOf(error));
  }
}

function failedBy(method: string, actual: string): Verification {
  return {
    ...{ name: NAME, state: 'failed', blocking: true, method, actual },
    problem: { code: 'smoke-failed', actual },
  };
}

async function firstRows(
  data: string,
  databases: readonly CopiedDatabase[],
): Promise<string | undefined> {
  let read = 0;
  for (const { name, tables } of databases) {
    const [largest] = Object.entries(tables).sort(([, a], [, b]) => b - a);
    if (largest && largest[1] > 0) {
      const row = await withDatabase(join(data, name), {}, database =>
        database.prepare(`SELECT * FROM ${quoted(largest[0])} LIMIT 1`).get(),
      );
      if (row === undefined) {
        return undefined;
      }
      read += 1;
    }
  }
  return `${read} rows`;
}

/** With the databases that it names beside the first. Undefined when it should give rows and gives none. */
async function request(
  data: string,
  databases: readonly CopiedDatabase[],
  sql: string,
): Promise<string | undefined> {
  return withDatabase(join(data, databases[0].name), {}, database => {
    for (const { name } of databases) {
      const schema = basename(name, '.sqlite');
      if (sql.includes(`${quoted(schema)}.`) || sql.includes(`${schema}.`)) {
        database.prepare(`ATTACH ? AS ${quoted(schema)}`).run(join(data, name));
      }
    }
    return inPassing(database, () => {
      const statement = database.prepare(sql);
      if (!statement.reader) {
        return `${statement.run().changes} rows changed`;
      }
      return statement.get() === undefined ? undefined : '1 row';
    });
  });
}

function inPassing<T>(database: Opened, act: () => T): T {
  database.exec('BEGIN');
  try {
    return act();
  } finally {
    database.exec('ROLLBACK');
  }
}
