import {
  DryRun,
  FrozenEvidence,
  ProbeFacts,
  RecoveredMarkers,
  Verification,
} from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillDriver, Leftover } from '../../service/ports';
import { checkBackupIdentity } from '../postgres/checks/backupIdentity';
import { makePrivate } from '../postgres/copyTree';
import { layoutOf } from '../postgres/layout';
import { assertNoGap, frozenOf, pointOf } from '../postgres/frozen';
import { probeServer } from '../postgres/probe';
import { loadRestored, saveRestored } from '../postgres/restored';
import { lastSegment } from '../postgres/restoreFolder';
import { ReplayExpectation, TargetServer } from '../postgres/TargetServer';
import { PgBackRest } from './PgBackRest';
import { Repository } from './Repository';
import { restoreArguments, restoreRepository } from './restoreRepository';
import { PgBackRestSettings } from './settings';

type Facts = Record<string, string | number>;

/**
 * Restores PostgreSQL from a repository of pgBackRest, by its own commands. The archive is served by `archive-get`,
 * and only what had reached the repository when it was frozen.
 */
export class PgBackRestDriver implements DrillDriver {
  readonly #settings: PgBackRestSettings;
  readonly #tool: PgBackRest;
  readonly #repository: Repository;
  readonly #server: TargetServer;

  constructor(settings: PgBackRestSettings) {
    this.#settings = settings;
    this.#tool = new PgBackRest(settings);
    this.#repository = new Repository(this.#tool, settings.stanza);
    this.#server = new TargetServer(settings);
  }

  probe(context: DrillContext): Promise<ProbeFacts> {
    const needed = [{ name: 'pgbackrest', path: this.#tool.program }];
    return probeServer(context, this.#settings, needed, async () => {
      const info = await this.#repository.info(context.signal);
      const newest = info.backups[info.backups.length - 1];
      const { files } = await this.#repository.archive(
        info,
        context.now(),
        context.signal,
      );
      const segments = files.filter(
        ({ name }) => name.slice(8) >= newest.startSegment.slice(8),
      );
      const log = segments.length * info.segmentBytes;
      return Math.ceil((newest.bytes + log) * 1.1);
    });
  }

  freeze(context: DrillContext): Promise<Omit<FrozenEvidence, 'digest'>> {
    return this.#repository.freeze(
      context.plan.target,
      context.now(),
      context.signal,
    );
  }

  async plan(context: DrillContext): Promise<Omit<DryRun, 'expectedMs'>> {
    const { drill, plan, probe } = context;
    const frozen = frozenOf(context);
    assertNoGap(context, frozen);
    const missing = probe?.missing ?? [];
    const args = restoreArguments(frozen.backup.id, `${drill}/tablespaces`);
    return {
      commands: [
        `pgbackrest --stanza=${
          this.#settings.stanza
        } --pg1-path=${drill}/data ${args.join(' ')} restore`,
        `compare ${drill}/data with backup.manifest`,
        `write postgresql.auto.conf: archive_mode = off, listen_addresses = '', recovery to ${pointOf(
          plan.target,
        )}`,
        `postgres -D ${drill}/data, served by pgbackrest archive-get`,
        ...(missing.includes('pg_amcheck')
          ? []
          : ['pg_amcheck --all --install-missing --heapallindexed']),
        `stop the server and remove ${drill}`,
      ],
      backup: frozen.backup,
      archiveFiles: frozen.archive.length,
      archiveBytes: frozen.archive.reduce((sum, { bytes }) => sum + bytes, 0),
      checks: [
        'manifest',
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
    const layout = layoutOf(context.directory);
    const identity = await this.#server.identity();
    await this.#server.clear(layout);
    await makePrivate(layout.data, identity);
    const { backup, serve, ...restored } = await restoreRepository({
      context,
      frozen: frozenOf(context),
      tool: this.#tool,
      repository: this.#repository,
      layout,
      identity,
    });
    await saveRestored(layout, restored);
    await this.#server.configure(context, serve);
    return { backup: backup.id, restoredBytes: backup.bytes };
  }

  async recover(context: DrillContext): Promise<Facts> {
    return this.#server.recover(context, await this.#expectation(context));
  }

  async verify(context: DrillContext): Promise<Verification[]> {
    const layout = layoutOf(context.directory);
    const { check } = await loadRestored(layout);
    const backup = await this.#repository.backup(
      frozenOf(context).backup.id,
      context.signal,
    );
    return [
      check,
      await checkBackupIdentity(layout, backup),
      ...(await this.#server.verify(
        context,
        await this.#expectation(context),
        name => this.#repository.history(name),
      )),
    ];
  }

  async #expectation(context: DrillContext): Promise<ReplayExpectation> {
    const frozen = frozenOf(context);
    const { segmentBytes, backups } = await this.#repository.info(
      context.signal,
    );
    const backup = backups.find(({ id }) => id === frozen.backup.id);
    return {
      last: lastSegment(frozen, segmentBytes, backup?.timeline ?? 1),
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
