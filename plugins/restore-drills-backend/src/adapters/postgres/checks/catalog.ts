import { Verification } from '@textloom/plugin-restore-drills-common';
import { Session, withSession, withSource } from '../client';
import { isOld, readHorizon } from './horizon';
import { CheckInput, failed, passed, skipped } from './types';

const NAME = 'catalog';
const METHOD =
  'columns, indexes, constraints and extensions of the source that are older than the newest restored marker, and roles';
const SOURCE_MS = 10_000;
const USER_SCHEMA = `n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND c.relpersistence = 'p'`;

/** One line for each thing; `old` is the condition on the row of the catalog. */
function thingsSql(old: (alias: string) => string): string {
  return `
    SELECT format('column %s.%s.%s %s%s', n.nspname, c.relname, a.attname,
                  format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN ' not null' ELSE '' END) AS thing
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm') AND a.attnum > 0 AND NOT a.attisdropped
      AND ${USER_SCHEMA} AND ${old('a')} AND ${old('c')}
    UNION ALL
    SELECT format('index %s.%s', n.nspname, c.relname)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${USER_SCHEMA} AND ${old('i')} AND ${old('c')}
    UNION ALL
    SELECT format('constraint %s.%s %s', n.nspname, c.relname, o.conname)
    FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE ${USER_SCHEMA} AND ${old('o')} AND ${old('c')}
    UNION ALL
    SELECT format('extension %s %s', e.extname, e.extversion)
    FROM pg_extension e WHERE ${old('e')}
    ORDER BY 1`;
}

/** Roles have no age that can be seen; numbers grow, so those below a restored one were made before it. */
const ROLES_SQL = `SELECT oid::bigint AS number, rolname AS name FROM pg_roles`;

interface RoleRow {
  number: string;
  name: string;
}

/** That everything is there which the source has had since before the newest restored marker. */
export async function checkCatalog({
  context,
  settings,
  target,
}: CheckInput): Promise<Verification> {
  const { signal } = context;
  return withSession(target, { signal }, async restored => {
    const horizon = await readHorizon(restored);
    if (horizon === undefined) {
      return skipped(NAME, METHOD, { actual: 'no markers' });
    }
    const expected = await withSource(
      settings.connection,
      { signal, statementMs: SOURCE_MS },
      async source => ({
        things: await thingsOf(source, thingsSql(isOld), [horizon]),
        roles: await source.rows<RoleRow>(ROLES_SQL),
      }),
    ).catch(() => undefined);
    signal.throwIfAborted();
    if (!expected) {
      return skipped(NAME, METHOD, { actual: 'the source cannot be asked' });
    }
    const present = new Set(
      await thingsOf(
        restored,
        thingsSql(() => 'true'),
        [],
      ),
    );
    const missing =
      expected.things.find(thing => !present.has(thing)) ??
      (await missingRole(restored, expected.roles));
    return missing === undefined
      ? passed(NAME, METHOD, {
          blocking: false,
          actual: `${expected.things.length} things, ${expected.roles.length} roles`,
        })
      : failed(
          NAME,
          METHOD,
          { code: 'settings-differ', subject: missing, expected: missing },
          { blocking: false },
        );
  });
}

async function thingsOf(
  { rows }: Session,
  sql: string,
  values: readonly unknown[],
): Promise<string[]> {
  return (await rows<{ thing: string }>(sql, values)).map(({ thing }) => thing);
}

async function missingRole(
  { rows }: Session,
  expected: readonly RoleRow[],
): Promise<string | undefined> {
  const present = await rows<RoleRow>(ROLES_SQL);
  const names = new Set(present.map(({ name }) => name));
  const newest = Math.max(...present.map(({ number }) => Number(number)));
  const missing = expected.find(
    ({ number, name }) => Number(number) < newest && !names.has(name),
  );
  return missing && `role ${missing.name}`;
}
