import { createHash, randomBytes } from 'node:crypto';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  DrillPlan,
  LedgerEntry,
  Store,
} from '@textloom/plugin-restore-drills-common';
import { DriverWorld } from '../../../__testUtils__/driverContract';
import { writeMarkers } from '../../../__testUtils__/drills';
import { DrillDriver } from '../../../service/ports';
import { guarded } from '../../guard';
import { hashFile } from '../../sqlite/files';
import { connectRedis, RedisSettings } from '..';
import { digestOf } from '../digest';
import { AOF_FOLDER, RDB_FILE } from '../layout';
import { Manifest, SampledKey } from '../manifest';
import { MARKER_KEY } from '../markersKeys';
import { Persistence } from '../settings';
import { fill, RUN_AS, Source, startSource, waitFor } from './source';

const HOUR_MS = 3_600_000;
const SAMPLED = ['video:7', 'tenant:3', 'tags', 'ranks', 'queue', 'events'];

/** What differs from one world to another. */
export interface RedisWorldOptions {
  persistence: Persistence;
  /** False where whoever makes the copies puts nothing beside their files. */
  manifests?: boolean;
}

/** A server with two copies, and the driver of them. */
export interface RedisWorld extends DriverWorld {
  source: Source;
  settings: RedisSettings;
  /** The same source by other settings, in another work directory. */
  connectWith(
    overrides: Partial<RedisSettings>,
    workDirectory?: string,
  ): DrillDriver;
  /** Makes a copy; gives its id. */
  copy(): Promise<string>;
  /** Writes markers, makes a copy, and tells which markers must be in it. */
  copyWithMarkers(count: number): Promise<LedgerEntry[]>;
}

export function aRedisStore(over: Partial<Store> = {}): Store {
  return {
    id: `redis-${randomBytes(4).toString('hex')}`,
    title: 'A store of tests',
    kind: 'redis',
    priority: 'P1',
    targets: { 'instance-loss': { rtoMs: HOUR_MS, rpoMs: HOUR_MS } },
    heartbeatMs: 5_000,
    ...over,
  };
}

function aRedisPlan(store: Store): DrillPlan {
  return {
    id: `${store.id}-instance-loss`,
    store: store.id,
    scenario: 'instance-loss',
    target: { kind: 'latest' },
    schedule: { every: 'day', hour: 2 },
    timeLimitMs: HOUR_MS,
    assumed: { detectionMs: 0, responseMs: 0, switchMs: 0 },
  };
}

/** Starts the source with two copies, the second with more data than the first. */
export async function startRedisWorld(
  options: RedisWorldOptions,
): Promise<RedisWorld> {
  const { persistence, manifests = true } = options;
  const source = await startSource(persistence);
  await fill(source);
  const workDirectory = await mkdtemp(join(tmpdir(), 'work-'));
  await chmod(workDirectory, 0o711);
  const settings: RedisSettings = {
    connection: { ...source.connection, user: 'reader', password: 'reading' },
    // Without a manifest it is not known which markers a log has.
    ...(manifests && {
      heartbeatConnection: {
        ...source.connection,
        user: 'heart',
        password: 'beating',
      },
    }),
    copies: join(source.home, 'copies'),
    persistence,
    ...(RUN_AS !== undefined && { runAs: RUN_AS }),
  };
  const store = aRedisStore();
  const deps = { store, clock: Date.now };
  const { markers } = connectRedis(settings, deps);
  const connectWith = (
    others: Partial<RedisSettings>,
    home = workDirectory,
  ) => {
    const { driver, source: places } = connectRedis(
      { ...settings, ...others },
      deps,
    );
    return guarded(driver, {
      store: store.id,
      workDirectory: home,
      source: places,
    });
  };
  const copy = () => makeCopy(source, settings, manifests);
  await copy();
  await source.session.call('SET', 'later', 'not in the first copy');
  await copy();
  return {
    ...{ source, settings, store, workDirectory, markers, connectWith, copy },
    plan: aRedisPlan(store),
    connect: () => connectWith({}),
    async archive() {
      await copy();
    },
    async copyWithMarkers(count) {
      const entries = await writeMarkers({ markers, store }, count);
      await copy();
      return entries;
    },
    fingerprint: () => fingerprintOf(source, settings.copies),
    async close() {
      await markers?.close();
      await source.stop();
      await rm(workDirectory, { recursive: true, force: true });
    },
  };
}

/** What an operator's script does: asks for the newest marker, lets the server save, and takes its files away. */
async function makeCopy(
  source: Source,
  { copies, persistence }: RedisSettings,
  manifest: boolean,
): Promise<string> {
  const { session, data } = source;
  const id = `copy-${(await readdir(copies)).length + 1}`;
  const draft = join(copies, `.${id}`);
  const beganAt = Date.now();
  const newestMarker = Number((await session.call('GET', MARKER_KEY)) ?? 0);
  const sample = await sampleOf(source);
  await mkdir(draft);
  if (persistence === 'rdb') {
    await session.call('BGSAVE');
    await waitFor(source, 'rdb_bgsave_in_progress', '0');
    await cp(join(data, RDB_FILE), join(draft, RDB_FILE), {
      preserveTimestamps: true,
    });
  } else {
    await cp(join(data, AOF_FOLDER), join(draft, AOF_FOLDER), {
      recursive: true,
      preserveTimestamps: true,
    });
  }
  if (manifest) {
    await writeManifest(draft, { beganAt, newestMarker, sample });
  }
  await rename(draft, join(copies, id));
  return id;
}

async function sampleOf({ session }: Source): Promise<SampledKey[]> {
  const keys: SampledKey[] = [];
  for (const name of SAMPLED) {
    const key = Buffer.from(name);
    const found = await digestOf(session, key);
    if (found) {
      keys.push({ key: key.toString('base64'), ...found });
    }
  }
  return keys;
}

async function writeManifest(
  folder: string,
  facts: Omit<Manifest, 'version'>,
): Promise<void> {
  const hashes = await hashesOf(folder);
  const files = Object.fromEntries(hashes);
  const text = { version: 1, ...facts, completedAt: Date.now(), files };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(text));
}

/** Changes a file of a copy, and puts it back after the act. */
export async function withChanged<T>(
  path: string,
  change: (path: string) => Promise<void>,
  act: () => Promise<T>,
): Promise<T> {
  const kept = await mkdtemp(join(dirname(dirname(path)), '.kept-'));
  const safe = join(kept, 'file');
  await cp(path, safe, { preserveTimestamps: true });
  try {
    await change(path);
    return await act();
  } finally {
    await rm(path, { recursive: true, force: true });
    await rename(safe, path);
    await rm(kept, { recursive: true });
  }
}

/** Names and hashes of all files in a folder, by their path in it. */
async function hashesOf(folder: string): Promise<[string, string][]> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const names = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  return Promise.all(
    names.map(
      async (name): Promise<[string, string]> => [
        name,
        await hashFile(join(folder, name)),
      ],
    ),
  );
}

/** Files of the copies, who the server is, and some of what it holds. */
async function fingerprintOf(source: Source, copies: string): Promise<string> {
  const info = await source.session.call<string>('INFO', 'server');
  const facts = [
    await hashesOf(copies),
    await readFile(join(source.home, 'redis.conf'), 'utf8'),
    /run_id:\w+/.exec(info)?.[0],
    await sampleOf(source),
    await source.session.call('GET', MARKER_KEY),
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
