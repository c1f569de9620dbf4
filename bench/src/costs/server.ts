/**
 * The costs plugin of the production bundle in a process of its own, over HTTP, with a catalog and users of the bench.
 * What is below `/bench` is the bench's: it reads bills, forgets answers, and tells statements and memory.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { residentMegabytes } from '../app/memory.ts';
import { loaderOf } from './duck.ts';
import type { Statement } from './duck.ts';
import { catalogEntities, costsSettings, NOW, teamRef } from './estate.ts';

interface Partition {
  period: string;
  rows: number;
  rejectedRows: number;
  version: number;
}

interface Costs {
  store: {
    partitions(): Promise<Partition[]>;
    savePartition(partition: Partition): Promise<void>;
  };
  /** Makes partitions in a process of its own. */
  builder: { pid: number | undefined; close(): void };
  engine: { use(partitions: readonly Partition[]): unknown };
  ingest: { run(): Promise<{ partitions: number }> };
  review: { run(): Promise<unknown> };
  service: object;
}

interface Credentials {
  principal: { type: 'user'; userEntityRef: string };
}

const [build = '', bills = '', state = ''] = process.argv.slice(2);
const load = loaderOf({ build });
const began = Date.now();
const clock = () => NOW + Date.now() - began;

const statements: Statement[] = [];
let isRecording = false;
const SAMPLE_MS = 250;

/** Notes what reaches DuckDB. */
function record(): void {
  const { prototype } = load('@duckdb/node-api').DuckDBConnection;
  const original = prototype.runAndReadAll;
  prototype.runAndReadAll = function noted(sql: string, values?: string[]) {
    if (isRecording) statements.push({ sql, values: values ?? [] });
    return original.call(this, sql, values);
  };
}

const logger = {
  error: (text: string, error?: unknown) => console.error(text, error ?? ''),
  warn: (text: string) => console.error(text),
  info() {},
  debug() {},
};

/** The plugin's own parts, put together as its wiring does, without what works by itself at intervals. */
async function connect(): Promise<Costs> {
  const part = (path: string) => load(`./dist/${path}.cjs.js`);
  const { ConfigReader } = load('@backstage/config');
  const { readCostsConfig } = part('config');
  const { ChildBuilder } = part('adapters/builder/ChildBuilder');
  const { DuckDbEngine } = part('adapters/duckdb/DuckDbEngine');
  const { CatalogDirectory } = part('adapters/catalog/CatalogDirectory');
  const { CsvUsageSource } = part('adapters/files/CsvUsageSource');
  const { collectGarbage } = part('adapters/duckdb/collectGarbage');
  const { DatabaseCostsStore } = part('database/DatabaseCostsStore');
  const { DefaultCostsService } = part('service/DefaultCostsService');
  const { Inquiries } = part('service/Inquiries');
  const { Ingest } = part('tasks/Ingest');
  const { Review } = part('tasks/Review');
  const { connectSource } = part('connectSources');
  const settings = readCostsConfig(
    new ConfigReader({ costs: costsSettings(bills, join(state, 'data')) }),
  );
  const directory = settings.dataDirectory;
  const store = new DatabaseCostsStore(await openDatabase());
  const engine = new DuckDbEngine({ directory, onClose: collectGarbage });
  const shared = { store, engine, logger, clock };
  const catalog = new CatalogDirectory({
    ...shared,
    auth: { getOwnServiceCredentials: async () => ({}) },
    catalog: {
      async *streamEntities() {
        yield catalogEntities();
      },
    },
  });
  const inquiries = new Inquiries({ ...settings, ...shared });
  const builder = new ChildBuilder();
  return {
    ...{ store, engine, builder },
    ingest: new Ingest({
      ...shared,
      ...{ directory, builder },
      sources: settings.sources.map((source: object) =>
        connectSource(source, directory),
      ),
      usage: new CsvUsageSource({ ...settings.usage, logger }),
      owners: catalog,
      rules: settings.allocation,
    }),
    review: new Review({
      ...settings,
      ...shared,
      ...{ inquiries, catalog },
      lease: { hold: async () => true },
      tell: async () => {},
    }),
    service: new DefaultCostsService({
      ...shared,
      ...{ settings, catalog, inquiries },
      changes: { changes: async () => [] },
    }),
  };
}

/** SQLite in a file, with the plugin's tables. */
function openDatabase() {
  const knex = load('knex')({
    client: 'better-sqlite3',
    connection: { filename: join(state, 'costs.sqlite') },
    useNullAsDefault: true,
  });
  return load('@textloom/backend-kit').openDatabase(
    { getClient: async () => knex },
    '@textloom/plugin-costs-backend',
  );
}

/** User 0 sees all costs, each other one those of a team. */
const admission = {
  async admit(_: unknown, credentials: Credentials) {
    const actor = credentials.principal.userEntityRef;
    const user = Number(actor.split('-')[1]);
    const scope =
      user === 0 ? { kind: 'all' } : { kind: 'own', owners: [teamRef(user)] };
    return { credentials, actor, scope };
  },
};

const httpAuth = {
  async credentials(request: IncomingMessage): Promise<Credentials> {
    const userEntityRef = `user:default/user-${request.headers['x-user']}`;
    return { principal: { type: 'user', userEntityRef } };
  },
};

/** Seconds that each month took, from one stored to the next, and the memory of the process that made them. */
async function ingest({ ingest: task, review, store, builder }: Costs) {
  const seconds: number[] = [];
  const save = store.savePartition.bind(store);
  const from = performance.now();
  let last = from;
  store.savePartition = async partition => {
    await save(partition);
    seconds.push((performance.now() - last) / 1_000);
    last = performance.now();
  };
  let builderMegabytes = 0;
  const sampler = setInterval(async () => {
    const { pid } = builder;
    const now = pid ? await residentMegabytes(pid).catch(() => 0) : 0;
    builderMegabytes = Math.max(builderMegabytes, now);
  }, SAMPLE_MS);
  await task.run();
  const total = (performance.now() - from) / 1_000;
  clearInterval(sampler);
  builder.close();
  store.savePartition = save;
  await review.run();
  const partitions = await store.partitions();
  const sum = (of: (partition: Partition) => number) =>
    partitions.reduce((all, partition) => all + of(partition), 0);
  return {
    total,
    seconds,
    builderMegabytes,
    rows: sum(({ rows }) => rows),
    rejected: sum(({ rejectedRows }) => rejectedRows),
  };
}

let renewed = 0;

/** The same bill as a new data version: nothing that was worked out before counts for it. */
async function renew({ engine, store }: Costs) {
  renewed += 1;
  const partitions = await store.partitions();
  engine.use(
    partitions.map(each => ({ ...each, version: each.version + renewed })),
  );
  return {};
}

function fail(error: unknown): never {
  console.error(error);
  process.exit(1);
}

async function main(): Promise<void> {
  record();
  let ingested: object | undefined;
  const { createRouter } = load('./dist/router.cjs.js');
  const costs = await connect();
  const controls: Record<string, () => Promise<unknown>> = {
    // Answers at once: no client waits for as long as a large bill takes.
    ingest: async () => {
      ingest(costs).then(done => {
        ingested = done;
      }, fail);
      return {};
    },
    ingested: async () => ingested ?? {},
    renew: () => renew(costs),
    record: async () => {
      isRecording = true;
      return {};
    },
    recorded: async () => {
      isRecording = false;
      return statements.splice(0);
    },
    memory: async () => ({
      peakBytes: process.resourceUsage().maxRSS * 1_024,
      bytes: process.memoryUsage.rss(),
    }),
  };
  const app = load('express')();
  app.post(
    '/bench/:what',
    async (
      { params }: { params: { what: string } },
      response: { json(body: unknown): void },
    ) => response.json(await controls[params.what]?.()),
  );
  app.use(
    '/api/costs',
    createRouter({ service: costs.service, admission, httpAuth }),
  );
  const server: Server = app.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    console.log(`http://127.0.0.1:${port}`);
  });
}

await main();
