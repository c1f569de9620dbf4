import { join } from 'node:path';
import {
  DryRun,
  FrozenEvidence,
  ProbeFacts,
  RecoveredMarkers,
  Verification,
} from '@textloom/plugin-restore-drills-common';
import {
  DrillContext,
  DrillDriver,
  DrillProblem,
  Leftover,
} from '../../service/ports';
import { shortFolder } from '../guard';
import { makeFolder } from '../guard/folders';
import { makePrivate } from '../postgres/copyTree';
import { frozenOf } from '../postgres/frozen';
import { Identity, serverIdentity } from '../process';
import { checkRestored, damagedFile } from './checks';
import { Copies } from './Copies';
import { AOF_FOLDER, isTooLong, layoutOf, RDB_FILE, socketIn } from './layout';
import { readMarkers } from './markersKeys';
import { probeRedis } from './probe';
import { clear, loadRestored, restoreCopy } from './restoreCopy';
import { StartOptions, startTarget, withTarget, writeConfig } from './server';
import { DEFAULT_BIN, RedisSettings } from './settings';
import { smokeOf } from './smoke';

type Facts = Record<string, string | number>;

/** Restores Redis 7 and newer from copies of its files: a snapshot, or a log in several files. */
export class RedisDriver implements DrillDriver {
  readonly #settings: RedisSettings;
  readonly #copies: Copies;
  readonly #bin: string;

  constructor(settings: RedisSettings, copies: Copies) {
    this.#settings = settings;
    this.#copies = copies;
    this.#bin = settings.bin ?? DEFAULT_BIN;
  }

  probe(context: DrillContext): Promise<ProbeFacts> {
    return probeRedis(context, this.#settings, this.#copies);
  }

  async freeze({
    plan,
    now,
  }: DrillContext): Promise<Omit<FrozenEvidence, 'digest'>> {
    const failedAt = now();
    const copy = await this.#copies.choose(plan.target, failedAt);
    const archive = copy.files.filter(({ name }) => name.endsWith('.aof'));
    const others = copy.files.filter(file => !archive.includes(file));
    const { beganAt, manifest } = copy;
    const newest = manifest?.newestMarker;
    return {
      failedAt,
      backup: {
        id: copy.id,
        completedAt: copy.completedAt,
        bytes: others.reduce((sum, { bytes }) => sum + bytes, 0),
      },
      archive,
      ...(beganAt !== undefined && {
        recoverableUntil: new Date(beganAt).toISOString(),
      }),
      ...(newest !== undefined && newest > 0 && { expectedSeq: newest }),
    };
  }

  async plan(context: DrillContext): Promise<Omit<DryRun, 'expectedMs'>> {
    const { drill, control, probe } = context;
    const { backup, archive } = frozenOf(context);
    const { manifest, files } = await this.#copies.read(backup.id);
    const log = this.#settings.persistence === 'aof';
    const tool = log ? 'redis-check-aof' : 'redis-check-rdb';
    const checked = !probe?.missing.includes(tool);
    const file = log ? `${AOF_FOLDER}/appendonly.aof.manifest` : RDB_FILE;
    const older = await this.#copies.before(backup.id);
    return {
      commands: [
        `copy ${files.length} files of ${backup.id} to ${drill}/data`,
        ...(checked ? [`${tool} ${drill}/data/${file}`] : []),
        `write redis.conf: port 0, appendonly ${
          log ? 'yes' : 'no'
        }, cluster-enabled no, save ""`,
        `redis-server ${drill}/redis.conf --dir ${drill}/data`,
        'INFO, and a sample of keys',
        `stop the server and remove ${drill}`,
      ],
      backup,
      archiveFiles: archive.length,
      archiveBytes: archive.reduce((sum, { bytes }) => sum + bytes, 0),
      checks: [
        ...(manifest?.files ? ['manifest'] : []),
        'backup-identity',
        ...(checked ? [tool] : []),
        'key-count',
        ...(log || !checked ? [] : ['expiry']),
        'key-sample',
        'smoke',
      ],
      refusals:
        control === 'stale-copy' && older === undefined
          ? [{ code: 'no-backup', subject: 'an older copy' }]
          : [],
    };
  }

  async provision(context: DrillContext): Promise<Facts> {
    const layout = layoutOf(context.directory);
    const identity = await this.#identity();
    await clear(layout);
    await makePrivate(layout.data, identity);
    return {
      dataDirectory: layout.data,
      address: await makeSocketFolder(context, identity),
    };
  }

  async restore(context: DrillContext): Promise<Facts> {
    const layout = layoutOf(context.directory);
    const { persistence } = this.#settings;
    const identity = await this.#identity();
    const { id, files } = await restoreCopy(context, {
      copies: this.#copies,
      frozenId: frozenOf(context).backup.id,
      layout,
      identity,
      bin: this.#bin,
      missing: context.probe?.missing ?? [],
    });
    await writeConfig(layout, identity, {
      socket: String(context.target.address),
      appendOnly: persistence === 'aof' || context.control === 'rdb-beside-aof',
    });
    const restoredBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
    return { dataDirectory: layout.data, backup: id, restoredBytes };
  }

  async recover(context: DrillContext): Promise<Facts> {
    const options = await this.#start(context);
    const { beganAt } = await this.#copies
      .read(frozenOf(context).backup.id)
      .catch(() => ({ beganAt: undefined }));
    try {
      const facts = await startTarget(options);
      return {
        ...facts,
        ...(beganAt !== undefined && { restorePointAt: beganAt }),
      };
    } catch (error) {
      throw await this.#whyEnded(error, options);
    }
  }

  /** A server that does not start with files that are known to be damaged says so in its own words only. */
  async #whyEnded(error: unknown, { layout }: StartOptions): Promise<unknown> {
    if (
      !(error instanceof DrillProblem) ||
      error.problem.code !== 'did-not-start'
    ) {
      return error;
    }
    const restored = await loadRestored(layout);
    const { id, report } = restored;
    const { actual } = error.problem;
    const file =
      damagedFile(restored)?.subject ??
      (report?.file !== undefined ? `${id}/${report.file}` : undefined);
    return file === undefined
      ? error
      : new DrillProblem({
          code: 'backup-damaged',
          subject: file,
          ...(actual !== undefined && { actual }),
        });
  }

  async verify(context: DrillContext): Promise<Verification[]> {
    const restored = await loadRestored(layoutOf(context.directory));
    return withTarget(await this.#start(context), session =>
      checkRestored(context, frozenOf(context), restored, session),
    );
  }

  async smoke(context: DrillContext): Promise<Verification> {
    return withTarget(await this.#start(context), smokeOf);
  }

  async markers(context: DrillContext): Promise<RecoveredMarkers | undefined> {
    return context.store.heartbeatMs === undefined
      ? undefined
      : withTarget(await this.#start(context), readMarkers);
  }

  /** The guard ends the server and removes the folder. */
  async teardown(): Promise<string[]> {
    return [];
  }

  async leftovers(): Promise<Leftover[]> {
    return [];
  }

  #identity(): Promise<Identity> {
    return serverIdentity(this.#settings.runAs);
  }

  async #start(context: DrillContext): Promise<StartOptions> {
    const layout = layoutOf(context.directory);
    return {
      ...{ context, layout, bin: this.#bin },
      identity: await this.#identity(),
    };
  }
}

/** Gives the path of the socket, in the drill's folder or, where that is too long, in its short one. */
async function makeSocketFolder(
  context: DrillContext,
  identity: Identity,
): Promise<string> {
  const own = join(context.directory, 'socket');
  if (!isTooLong(socketIn(own))) {
    await makePrivate(own, identity);
    return socketIn(own);
  }
  const short = shortFolder(context.drill);
  if (short !== context.directory) {
    await makeFolder(short, context);
  }
  const folder = join(short, 's');
  await makePrivate(folder, identity);
  return socketIn(folder);
}
