import { chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DriverWorld } from '../../../__testUtils__/driverContract';
import { guarded } from '../../guard';
import { childEnvironment, run } from '../../process';
import {
  BIN,
  Cluster,
  hashOfFolders,
  RUN_AS,
  startCluster,
} from '../../postgres/__testUtils__/cluster';
import {
  aLatestPlan,
  aServerStore,
  churn,
  fill,
  makeWorkDirectory,
} from '../../postgres/__testUtils__/world';
import { connectPgBackRest, PgBackRestSettings } from '..';
import { DEFAULT_PROGRAM } from '../settings';

/** A source that pgBackRest backs up, with two backups. */
export interface RepositoryWorld extends DriverWorld {
  cluster: Cluster;
  settings: PgBackRestSettings;
  repository: string;
  pgbackrest(...args: string[]): Promise<string>;
}

/** Starts a source with a repository, two full backups and some log between and after them. */
export async function startRepositoryWorld(): Promise<RepositoryWorld> {
  const cluster = await startCluster({
    // The smallest that pgBackRest takes is read from the header of the segment.
    archiveCommand: folder =>
      `${DEFAULT_PROGRAM} --stanza=main --config=${folder}/pgbackrest.conf archive-push %p`,
  });
  const { folder, identity } = cluster;
  const repository = join(folder, 'repository');
  const config = join(folder, 'pgbackrest.conf');
  for (const name of ['repository', 'lock', 'log']) {
    await mkdir(join(folder, name), { mode: 0o755 });
    if (identity.uid !== undefined) {
      await chown(join(folder, name), identity.uid, identity.gid!);
    }
  }
  await writeFile(
    config,
    [
      '[global]',
      `repo1-path=${repository}`,
      `lock-path=${join(folder, 'lock')}`,
      `log-path=${join(folder, 'log')}`,
      'log-level-file=off',
      'start-fast=y',
      // It would wait for a quarter of a minute.
      '[global:restore]',
      'job-retry=0',
      '[main]',
      `pg1-path=${cluster.data}`,
      `pg1-socket-path=${cluster.connection.socket}`,
      'pg1-user=admin',
      '',
    ].join('\n'),
    { mode: 0o644 },
  );
  const pgbackrest = async (...args: string[]) => {
    const { code, stdout, tail } = await run(
      DEFAULT_PROGRAM,
      ['--stanza=main', `--config=${config}`, ...args],
      { cwd: folder, env: childEnvironment(folder), identity },
    );
    if (code !== 0) {
      throw new Error(`pgbackrest ${args}: ${tail.join('\n')}`);
    }
    return stdout;
  };
  await fill(cluster);
  await pgbackrest('stanza-create');
  await pgbackrest('--type=full', 'backup');
  await churn(cluster, 200);
  await pgbackrest('--type=incr', 'backup');
  await churn(cluster, 3000);
  const settings: PgBackRestSettings = {
    connection: { ...cluster.connection, user: 'reader' },
    heartbeatConnection: { ...cluster.connection, user: 'heartbeat' },
    bin: BIN,
    stanza: 'main',
    config,
    smoke: 'SELECT id, title FROM "Videos" ORDER BY id LIMIT 1',
    ...(RUN_AS !== undefined && { runAs: RUN_AS }),
  };
  const store = aServerStore('pgbackrest');
  const workDirectory = await makeWorkDirectory();
  const connected = () =>
    connectPgBackRest(settings, { store, clock: Date.now });
  const { markers } = connected();
  return {
    cluster,
    settings,
    repository,
    pgbackrest,
    store,
    plan: aLatestPlan(store),
    workDirectory,
    markers,
    connect() {
      const { driver, source } = connected();
      return guarded(driver, { store: store.id, workDirectory, source });
    },
    async archive() {
      await cluster.archiveAll();
      await churn(cluster, 100);
      await cluster.archiveAll();
      // The repository knows whole seconds only.
      await new Promise(resolve => setTimeout(resolve, 1_100));
    },
    fingerprint: () => hashOfFolders([repository]),
    async close() {
      await markers?.close();
      await cluster.stop();
      await rm(workDirectory, { recursive: true, force: true });
    },
  };
}
