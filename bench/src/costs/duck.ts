import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Layout } from '../../../scripts/lib/layout.ts';

/** A statement with the values of its parameters. */
export interface Statement {
  sql: string;
  values: string[];
}

interface Connection {
  runAndReadAll(
    sql: string,
    values?: string[],
  ): Promise<{
    getRows(): unknown[][];
    getRowsJson(): (string | number | null)[][];
  }>;
}

/** DuckDB as its own library gives it, with as much of the machine as the portal's engine takes. */
export interface RawDuck {
  /** Rows with decimals as texts. */
  rows(sql: string): Promise<(string | number | null)[][]>;
  /** Runs statements in their order, two at a time as the portal does, and takes all values out of each answer. */
  replay(statements: readonly Statement[]): Promise<void>;
  close(): void;
}

const THREADS = '2';
const MEMORY = '512MB';

/** What the production bundle of the costs plugin loads. */
export function loaderOf(layout: Pick<Layout, 'build'>): NodeRequire {
  return createRequire(
    join(layout.build, 'plugins', 'costs-backend', 'package.json'),
  );
}

export async function openRaw(load: NodeRequire): Promise<RawDuck> {
  const { DuckDBInstance } = load('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    threads: THREADS,
    memory_limit: MEMORY,
  });
  const connections: Connection[] = [
    await instance.connect(),
    await instance.connect(),
  ];
  return {
    async rows(sql) {
      const [first] = connections;
      return (await first?.runAndReadAll(sql))?.getRowsJson() ?? [];
    },
    async replay(statements) {
      const left = [...statements];
      await Promise.all(
        connections.map(async connection => {
          for (let next = left.shift(); next; next = left.shift()) {
            const { sql, values } = next;
            (await connection.runAndReadAll(sql, values)).getRows();
          }
        }),
      );
    },
    close: () => instance.closeSync(),
  };
}
