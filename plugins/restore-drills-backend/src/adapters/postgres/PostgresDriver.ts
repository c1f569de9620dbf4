import {
  DryRun,
  FrozenEvidence,
  ProbeFacts,
  RecoveredMarkers,
  Verification,
  WAL_SEGMENT_BYTES,
} from '@textloom/plugin-restore-drills-common';
import {
  DrillContext,
  DrillDriver,
  DrillProblem,
  Leftover,
} from '../../service/ports';
import { historiesIn } from './checks/archiveUntouched';
import { checkBackupIdentity } from './checks/backupIdentity';
import { segmentBytesOf } from './continuity';
import { makePrivate } from './copyTree';
import { assertNoGap, frozenOf, pointOf } from './frozen';
import { FolderBackup, FolderRepository, sizeOf } from './FolderRepository';
import { layoutOf } from './layout';
import { probeServer } from './probe';
import { loadRestored, saveRestored } from './restored';
import { lastSegment, restoreFolder, serveFolder } from './restoreFolder';
import { PostgresSettings } from './settings';
import { ReplayExpectation, TargetServer } from './TargetServer';

type Facts = Record<string, string | number>;

/**
 * Restores PostgreSQL 14 and newer by its own means: a base backup and archived write-ahead log in folders. Only
 * `postgres` is needed; with `pg_verifybackup` and `pg_amcheck` more is checked.
 */
export class PostgresDriver implements DrillDriver {
  readonly #settings: PostgresSettings;
  readonly #repository: FolderRepository;
  readonly #server: TargetServer;

  constructor(settings: PostgresSettings) {
    this.#settings = settings;
    this.#repository = new FolderRepository(settings);
    this.#server = new TargetServer(settings);
  }

  probe(context: DrillContext): Promise<ProbeFacts> {
    return probeServer(context, this.#settings, [], async () => {
      const newest = (await this.#repository.backups()).pop();
      if (!newest) {
        throw new DrillProblem({ code: 'no-backup' });
      }
      const { files } = await this.#repository.archive(context.now());
      const log = files
        .filter(({ name }) => name.slice(8) >= newest.startSegment.slice(8))
        .reduce((sum, { bytes }) => sum + bytes, 0);
      // The archive is copied, and replayed into the data.
      return Math.ceil(((await sizeOf(newest.folder)) + 2 * log) * 1.1);
    });
  }

  freeze(context: DrillContext): Promise<Omit<FrozenEvidence, 'digest'>> {
    return this.#repository.freeze(context.plan.target, context.now());
  }

  async plan(context: DrillContext): Promise<Omit<DryRun, 'expectedMs'>> {
    const frozen = frozenOf(context);
    const { misshapen } = await this.#repository.archive(frozen.failedAt);
    assertNoGap(context, frozen, misshapen);
    const missing = context.probe?.missing ?? [];
    return {
      commands: commandsOf(context, frozen, missing),
      backup: frozen.backup,
      archiveFiles: frozen.archive.length,
      archiveBytes: frozen.archive.reduce((sum, { bytes }) => sum + bytes, 0),
      checks: [
        missing.includes('pg_verifybackup') ? 'manifest' : 'pg_verifybackup',
        'backup-identity',
        'archive-continuity',
        'archive-untouched',
        'catalog',
        'rows',
        'sequences',
        ...(missing.includes('pg_amcheck') ? [] : ['pg_amcheck']),
        'smoke',
      ],
      refusals: [],
    };
  }

  provision(context: DrillContext): Promise<Facts> {
    return this.#server.provision(context);
  }

  async restore(context: DrillContext): Promise<Facts> {
    const frozen = frozenOf(context);
    const layout = layoutOf(context.directory);
    const identity = await this.#server.identity();
    await this.#server.clear(layout);
    await makePrivate(layout.data, identity);
    const { backup, bytes, ...restored } = await restoreFolder({
      context,
      frozen,
      repository: this.#repository,
      layout,
      identity,
      bin: this.#settings.bin,
      segmentBytes: segmentBytesIn(frozen),
    });
    await saveRestored(layout, restored);
    await this.#server.configure(context, serveFolder(layout));
    return { backup, restoredBytes: bytes };
  }

  async recover(context: DrillContext): Promise<Facts> {
    return this.#server.recover(context, await this.#expectation(context));
  }

  async verify(context: DrillContext): Promise<Verification[]> {
    const layout = layoutOf(context.directory);
    const { check } = await loadRestored(layout);
    const archive =
      context.control === 'archive-mode-on'
        ? layout.scratchArchive
        : this.#settings.archive;
    return [
      check,
      await checkBackupIdentity(layout, await this.#frozenBackup(context)),
      ...(await this.#server.verify(
        context,
        await this.#expectation(context),
        historiesIn(archive),
      )),
    ];
  }

  #frozenBackup(context: DrillContext): Promise<FolderBackup> {
    return this.#repository.backup(frozenOf(context).backup.id);
  }

  async #expectation(context: DrillContext): Promise<ReplayExpectation> {
    const frozen = frozenOf(context);
    const segmentBytes = segmentBytesIn(frozen);
    const { timeline } = await this.#frozenBackup(context);
    return {
      last: lastSegment(frozen, segmentBytes, timeline),
      segmentBytes,
      available: (await loadRestored(layoutOf(context.directory))).available,
    };
  }

  smoke(context: DrillContext): Promise<Verification> {
    return this.#server.smoke(context);
  }

  markers(context: DrillContext): Promise<RecoveredMarkers | undefined> {
    return this.#server.markers(context);
  }

  /** The guard ends the server and removes the folder. */
  async teardown(): Promise<string[]> {
    return [];
  }

  async leftovers(): Promise<Leftover[]> {
    return [];
  }
}

function segmentBytesIn({ archive }: FrozenEvidence): number {
  return segmentBytesOf(archive) ?? WAL_SEGMENT_BYTES;
}

function commandsOf(
  { drill, plan }: DrillContext,
  { backup, archive }: FrozenEvidence,
  missing: readonly string[],
): string[] {
  const point = pointOf(plan.target);
  return [
    `copy ${backup.id} to ${drill}/data`,
    `copy ${archive.length} frozen files to ${drill}/archive`,
    missing.includes('pg_verifybackup')
      ? `compare ${drill}/data with backup_manifest`
      : `pg_verifybackup --no-parse-wal ${drill}/data`,
    `write postgresql.auto.conf: archive_mode = off, listen_addresses = '', recovery to ${point}`,
    `postgres -D ${drill}/data`,
    ...(missing.includes('pg_amcheck')
      ? []
      : ['pg_amcheck --all --install-missing --heapallindexed']),
    `stop the server and remove ${drill}`,
  ];
}
