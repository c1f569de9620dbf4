import { DatabaseService } from '@backstage/backend-plugin-api';
import knexFactory, { Knex } from 'knex';
import { hasPostgres, ScratchPostgres, startPostgres } from './postgres';

/** Makes empty databases of one kind. */
export interface TestDatabase {
  /** A new database, as a plugin gets it; closed after the test file. */
  create(): Promise<DatabaseService>;
}

/**
 * Runs the same tests on SQLite and on a real PostgreSQL. Where PostgreSQL is not installed, its tests are
 * skipped with the reason in their name, except in CI, where they fail.
 */
export function describeDatabases(
  name: string,
  tests: (database: TestDatabase) => void,
): void {
  const { describe: suite } = globalThis;
  suite(`${name} on SQLite`, () => {
    tests(sqlite());
  });
  const onServer = hasPostgres() || process.env.CI ? suite : suite.skip;
  const reason = hasPostgres() ? '' : ': postgresql-15 is not installed';
  onServer(`${name} on PostgreSQL${reason}`, () => {
    tests(postgres());
  });
}

function sqlite(): TestDatabase {
  const open: Knex[] = [];
  afterAll(() => closeAll(open));
  return {
    async create() {
      const knex = knexFactory({
        client: 'better-sqlite3',
        connection: ':memory:',
        useNullAsDefault: true,
      });
      open.push(knex);
      return { getClient: async () => knex };
    },
  };
}

function postgres(): TestDatabase {
  const open: Knex[] = [];
  let server: ScratchPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  }, 120_000);
  afterAll(async () => {
    await closeAll(open);
    await server?.stop();
  }, 60_000);
  const connect = (database: string) => {
    const knex = connectPostgres(server, database);
    open.push(knex);
    return knex;
  };
  return {
    async create() {
      const name = `test_${open.length}`;
      await connect('postgres').raw('CREATE DATABASE ??', [name]);
      const knex = connect(name);
      return { getClient: async () => knex };
    },
  };
}

/** A client of a database on a scratch server. */
export function connectPostgres(
  { host, user }: Pick<ScratchPostgres, 'host' | 'user'>,
  database: string,
): Knex {
  return knexFactory({
    client: 'pg',
    connection: { host, user, database },
    // Each test has a database of its own; those of the tests before must not use up the server's connections.
    pool: { min: 0, idleTimeoutMillis: 200, reapIntervalMillis: 100 },
  });
}

async function closeAll(open: Knex[]): Promise<void> {
  await Promise.all(open.splice(0).map(knex => knex.destroy()));
}
