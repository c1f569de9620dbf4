import { Verification } from '@textloom/plugin-restore-drills-common';
import { Session, withSession, withSource } from '../client';
import { isOld, readHorizon } from './horizon';
import { ComparedTable, readTables } from './tables';
import { CheckInput, failed, passed, skipped } from './types';

const NAME = 'rows';
const SAMPLE = 200;
/** Production is asked politely: what takes longer is left out. */
const SOURCE_MS = 10_000;

interface Row {
  /** Columns of the primary key, as JSON. */
  key: string;
  digest: string;
}

/**
 * The newest 200 rows of each table that the source has had unchanged since before the newest restored marker must be
 * in the restored data, with the same content. What was written or changed later is no difference.
 */
export async function checkRows(input: CheckInput): Promise<Verification> {
  const { context, settings, target } = input;
  const method = `of each table the newest ${SAMPLE} rows of the source that are older than the newest restored marker, by primary key and MD5`;
  const { signal } = context;
  return withSession(target, { signal }, async restored => {
    const horizon = await readHorizon(restored);
    if (horizon === undefined) {
      return skipped(NAME, method, { actual: 'no markers' });
    }
    const tables = await readTables(restored, settings.tables);
    const compared: string[] = [];
    const left: string[] = [];
    for (const table of tables) {
      const sample = await sampleOf(input, table, horizon);
      if (!sample) {
        left.push(table.name);
        continue;
      }
      const missing = await differenceOf(restored, table, sample);
      if (missing !== undefined) {
        const subject = `${table.schema}.${table.name}`;
        return failed(
          NAME,
          method,
          { code: 'rows-differ', subject, expected: missing },
          { blocking: false },
        );
      }
      compared.push(`${table.name} ${sample.length}`);
    }
    if (compared.length === 0) {
      return skipped(NAME, method, { actual: 'no table could be compared' });
    }
    const note = left.length > 0 ? `; left out: ${left.join(', ')}` : '';
    return passed(NAME, method, {
      blocking: false,
      actual: compared.join(', ') + note,
    });
  });
}

/** Undefined when the table is another by now, or takes too long. */
async function sampleOf(
  { context, settings }: CheckInput,
  table: ComparedTable,
  horizon: string,
): Promise<Row[] | undefined> {
  const { signal } = context;
  try {
    return await withSource(
      settings.connection,
      { signal, statementMs: SOURCE_MS },
      async source => {
        const [now] = await readTables(source, [
          `${table.schema}.${table.name}`,
        ]);
        if (now?.columns !== table.columns) {
          return undefined;
        }
        return source.rows<Row>(
          `SELECT ${keyOf(table)}::text AS key, md5(t::text) AS digest
           FROM ${table.quoted} t WHERE ${isOld('t')}
           ORDER BY ${table.key.map(column => `t.${column} DESC`).join(', ')}
           LIMIT ${SAMPLE}`,
          [horizon],
        );
      },
    );
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** Key of a row that is missing or not the same. */
async function differenceOf(
  restored: Session,
  table: ComparedTable,
  sample: readonly Row[],
): Promise<string | undefined> {
  const same = table.key
    .map(column => `t.${column} = w.${column}`)
    .join(' AND ');
  const [first] = await restored.rows<{ key: string }>(
    `SELECT s.key
     FROM unnest($1::text[], $2::text[]) AS s(key, digest)
     CROSS JOIN LATERAL jsonb_populate_record(NULL::${table.quoted}, s.key::jsonb) AS w
     LEFT JOIN ${table.quoted} t ON ${same}
     WHERE md5(t::text) IS DISTINCT FROM s.digest
     LIMIT 1`,
    [sample.map(({ key }) => key), sample.map(({ digest }) => digest)],
  );
  return first?.key;
}

function keyOf({ key }: ComparedTable): string {
  const members = key.map(
    column => `${literal(unquoted(column))}, t.${column}`,
  );
  return `jsonb_build_object(${members.join(', ')})`;
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replace(/""/g, '"') : name;
}

function literal(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}
