import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DrillDriver } from '../../../service/ports';
import { DriverWorld } from '../../../__testUtils__/driverContract';
import { guarded } from '../../guard';
import {
  Cluster,
  ClusterOptions,
  startCluster,
} from '../../postgres/__testUtils__/cluster';
import {
  aLatestPlan,
  aServerStore,
  churn,
  fill,
  makeWorkDirectory,
} from '../../postgres/__testUtils__/world';
import { connectRds, RdsSettings } from '..';
import { FakePace, FakeRds } from './FakeRds';
import { RdsServer, startRdsServer } from './rdsServer';
import { makeCertificate, Servers } from './servers';

/** Identifier of the source in tests. */
export const SOURCE = 'textloom-prod';
/** Address of the portal in tests. */
export const PORTAL = 'https://portal.example.com';
const MINUTE = 60_000;
const KEYS = { accessKeyId: 'ID', secretAccessKey: 'key' };

/** Settings of a source in the fake account. */
export function settingsOf(
  { region, account }: FakeRds,
  { url }: Pick<RdsServer, 'url'>,
): RdsSettings {
  return {
    region,
    account,
    instance: SOURCE,
    subnetGroup: 'drills',
    securityGroups: ['sg-drills'],
    parameterGroup: 'drills-15',
    endpoint: url,
    connection: { socket: '/nowhere', user: 'reader', database: 'postgres' },
  };
}

/** An account without servers: for what RDS itself says. */
export async function startAccount() {
  const pace = new FakePace();
  const rds = new FakeRds(pace);
  const source = rds.add(SOURCE);
  const server = await startRdsServer(rds);
  const store = aServerStore('rds');
  const workDirectory = await makeWorkDirectory();
  const settings = settingsOf(rds, server);
  const connect = (
    others: Partial<RdsSettings> = {},
    deps: Partial<Parameters<typeof connectRds>[1]> = {},
  ) =>
    connectRds(
      { ...settings, ...others },
      {
        store,
        clock: pace.now,
        portal: PORTAL,
        credentials: KEYS,
        pace,
        ...deps,
      },
    );
  return {
    pace,
    rds,
    source,
    server,
    store,
    plan: aLatestPlan(store),
    workDirectory,
    settings,
    connect,
    async close() {
      await server.close();
      await rm(workDirectory, { recursive: true, force: true });
    },
  };
}

/** A source that is a real server, in an account whose copies are real servers too. */
export interface RdsWorld extends DriverWorld {
  cluster: Cluster;
  pace: FakePace;
  rds: FakeRds;
  server: RdsServer;
  settings: RdsSettings;
  connectWith(overrides: Partial<RdsSettings>): DrillDriver;
}

/** Starts the source, the fake account and what is needed to restore from it. */
export async function startRdsWorld(
  options?: ClusterOptions,
): Promise<RdsWorld> {
  const cluster = await startCluster(options);
  await fill(cluster);
  await churn(cluster, 500);
  const folder = await mkdtemp(join(tmpdir(), 'rds-world-'));
  await chmod(folder, 0o755);
  const { certificate } = await makeCertificate(folder);
  const workDirectory = await makeWorkDirectory();
  const pace = new FakePace();
  const servers = new Servers(cluster, folder);
  const rds = new FakeRds(pace, servers);
  rds.add(SOURCE);
  const server = await startRdsServer(rds);
  const store = aServerStore('rds');
  const settings: RdsSettings = {
    ...settingsOf(rds, server),
    connection: { ...cluster.connection, user: 'reader' },
    heartbeatConnection: { ...cluster.connection, user: 'heartbeat' },
    caFile: certificate,
    smoke: 'SELECT id, title FROM "Videos" ORDER BY id LIMIT 1',
  };
  const deps = {
    store,
    clock: pace.now,
    portal: PORTAL,
    credentials: KEYS,
    pace,
  };
  const { markers } = connectRds(settings, deps);
  const connectWith = (overrides: Partial<RdsSettings>) => {
    const { driver, source } = connectRds({ ...settings, ...overrides }, deps);
    return guarded(driver, { store: store.id, workDirectory, source });
  };
  return {
    cluster,
    pace,
    rds,
    server,
    settings,
    store,
    plan: aLatestPlan(store),
    workDirectory,
    ...(markers && { markers }),
    connectWith,
    connect: () => connectWith({}),
    async archive() {
      pace.skip(10 * MINUTE);
    },
    fingerprint: () => fingerprintOf(cluster, rds, server),
    async close() {
      await markers?.close();
      await server.close();
      await servers.close();
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
      await rm(workDirectory, { recursive: true, force: true });
    },
  };
}

/** The data, the roles and the instance of the source, and whatever was done to anything that is not a drill's. */
async function fingerprintOf(
  { client }: Cluster,
  rds: FakeRds,
  { seen, broken }: RdsServer,
): Promise<string> {
  const { rows } = await client.query<{ digest: string }>(
    `SELECT md5((SELECT string_agg(v::text, ',' ORDER BY id) FROM "Videos" v)
             || (SELECT string_agg(h::text, ',' ORDER BY seq) FROM drill_hb h)
             || (SELECT string_agg(a::text, ',' ORDER BY oid) FROM pg_authid a)) AS digest`,
  );
  const touched = seen.filter(
    ({ action, input }) =>
      !action.startsWith('Describe') &&
      ![input.DBInstanceIdentifier, input.TargetDBInstanceIdentifier].some(id =>
        /^drill-[0-9a-f]{8}$/.test(String(id)),
      ),
  );
  const all = [rows[0].digest, rds.ids(), rds.record(SOURCE), touched, broken];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}
