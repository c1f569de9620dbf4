import { Session } from '../client';

const DEFAULT_TABLES = 20;

/** A table with what its rows are known by. */
export interface ComparedTable {
  schema: string;
  name: string;
  /** Quoted, ready for SQL. */
  quoted: string;
  /** Columns of its primary key, quoted. */
  key: readonly string[];
  /** Names and types of all columns, in order. */
  columns: string;
}

/** User tables with a primary key that are kept in the log: the given ones, or the first twenty by name. */
export async function readTables(
  { rows }: Session,
  wanted: readonly string[] | undefined,
): Promise<ComparedTable[]> {
  return rows<ComparedTable>(
    `SELECT n.nspname AS schema, c.relname AS name,
            format('%I.%I', n.nspname, c.relname) AS quoted,
            array_agg(quote_ident(a.attname) ORDER BY k.place)::text[] AS key,
            (SELECT string_agg(x.attname || ' ' || format_type(x.atttypid, x.atttypmod), ',' ORDER BY x.attnum)
             FROM pg_attribute x
             WHERE x.attrelid = c.oid AND x.attnum > 0 AND NOT x.attisdropped) AS columns
     FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
     CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
     WHERE c.relkind = 'r' AND c.relpersistence = 'p'
       AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
       AND ($1::text[] IS NULL OR format('%s.%s', n.nspname, c.relname) = ANY($1)
            OR (n.nspname = 'public' AND c.relname = ANY($1)))
     GROUP BY n.nspname, c.relname, c.oid
     ORDER BY 1, 2
     LIMIT $2`,
    [wanted ?? null, wanted?.length ?? DEFAULT_TABLES],
  );
}
