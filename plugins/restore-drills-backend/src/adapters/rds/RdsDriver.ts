import {
  DryRun,
  FrozenEvidence,
  ProbeFacts,
  RecoveredMarkers,
  Verification,
} from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillDriver, Leftover } from '../../service/ports';
import { frozenOf } from '../postgres/frozen';
import { RdsInstance } from './answers';
import { Copies } from './Copies';
import { freezeRds } from './freezing';
import { probeRds } from './probe';
import { RdsApi } from './RdsApi';
import { RestoredCopy } from './RestoredCopy';
import {
  beginRestore,
  classOf,
  frozenPoint,
  pointText,
  RestorePoint,
  stalePoint,
} from './restoring';
import { RdsSettings } from './settings';
import { addressOf, assertApart, assertSource } from './source';
import { Owner, pointOf } from './tags';
import { isFatal, isReady, Pace, waitFor } from './waiting';

type Facts = Record<string, string | number>;

/** What the driver works with. */
export interface RdsDriverOptions {
  settings: RdsSettings;
  api: RdsApi;
  owner: Owner;
  pace: Pace;
}

/**
 * Restores an instance of RDS for PostgreSQL to a new one, by point in time or from a snapshot, asks it with the checks
 * of the other drivers of PostgreSQL, and deletes it. Source and copy are described anew before every act that changes
 * something: nothing is modified or deleted that does not have the tags of the drill at that moment.
 */
export class RdsDriver implements DrillDriver {
  readonly #settings: RdsSettings;
  readonly #api: RdsApi;
  readonly #owner: Owner;
  readonly #pace: Pace;
  readonly #copies: Copies;
  readonly #copy: RestoredCopy;

  constructor({ settings, api, owner, pace }: RdsDriverOptions) {
    this.#settings = settings;
    this.#api = api;
    this.#owner = owner;
    this.#pace = pace;
    this.#copies = new Copies(api, owner, pace);
    this.#copy = new RestoredCopy({
      settings,
      api,
      copies: this.#copies,
      pace,
    });
  }

  async probe(context: DrillContext): Promise<ProbeFacts> {
    const source = await this.#source(context);
    await this.#copies.find(context.drill, context);
    return probeRds(context, this.#settings, this.#api, source);
  }

  async freeze(context: DrillContext): Promise<Omit<FrozenEvidence, 'digest'>> {
    const { from = 'point-in-time' } = this.#settings;
    const source = await this.#source(context);
    return freezeRds(this.#api, source, context, from);
  }

  async plan(context: DrillContext): Promise<Omit<DryRun, 'expectedMs'>> {
    const source = await this.#source(context);
    const { backup } = frozenOf(context);
    return {
      commands: commandsOf(
        context,
        this.#settings,
        source,
        this.#frozenPoint(context),
      ),
      backup,
      archiveFiles: 0,
      archiveBytes: 0,
      checks: ['instance', 'catalog', 'rows', 'sequences', 'smoke'],
      refusals: [],
    };
  }

  /** Nothing is made yet: RDS makes the instance and its data in one. What could be in the way is looked for again. */
  async provision(context: DrillContext): Promise<Facts> {
    const source = await this.#source(context);
    await this.#copies.find(context.drill, context);
    return {
      instance: context.drill,
      address: addressOf(this.#settings.region, context.drill),
      instanceClass: classOf(this.#settings, source),
    };
  }

  async restore(context: DrillContext): Promise<Facts> {
    const source = await this.#source(context);
    const point = await this.#point(context, source);
    await this.#begin(context, source, point);
    const { instance } = await waitFor(
      {
        pace: this.#pace,
        look: () => this.#copies.find(context.drill, context),
        log: state => context.log(`instance: ${state}`),
        signal: context.signal,
      },
      isReady,
    );
    return {
      backup: frozenOf(context).backup.id,
      restoredBytes: instance.bytes,
      restorePoint: pointText(point),
    };
  }

  /** What an earlier attempt has begun is gone on with, where it is a copy of the same point. */
  async #begin(
    context: DrillContext,
    source: RdsInstance,
    point: RestorePoint,
  ): Promise<void> {
    const { drill, log } = context;
    const there = await this.#copies.find(drill, context);
    if (there && !isFatal(there) && pointOf(there) === pointText(point)) {
      log(`going on with ${drill}, which is being made already`);
      return;
    }
    if (there) {
      await this.#copies.remove(drill, context);
    }
    log(`restoring ${pointText(point)} to ${drill}`);
    await beginRestore(
      this.#api,
      this.#settings,
      source,
      point,
      context,
      this.#owner,
    );
  }

  async recover(context: DrillContext): Promise<Facts> {
    await this.#source(context);
    const { pollingMs } = await this.#copy.open(context);
    return {
      pollingMs,
      databaseBytes: await this.#copy.bytes(context),
      restorePointAt: frozenOf(context).backup.completedAt,
    };
  }

  async verify(context: DrillContext): Promise<Verification[]> {
    return this.#copy.verify(context, await this.#source(context));
  }

  smoke(context: DrillContext): Promise<Verification> {
    return this.#copy.smoke(context);
  }

  markers(context: DrillContext): Promise<RecoveredMarkers | undefined> {
    return this.#copy.markers(context);
  }

  teardown({
    drill,
    log,
  }: Parameters<DrillDriver['teardown']>[0]): Promise<string[]> {
    assertApart(drill, this.#settings);
    return this.#copies.remove(drill, { log });
  }

  async leftovers(): Promise<Leftover[]> {
    const drills = await this.#copies.all({});
    return drills.map(drill => ({
      drill,
      what: `db instance ${drill}`,
      remove: async () => {
        assertApart(drill, this.#settings);
        await this.#copies.remove(drill, {});
      },
    }));
  }

  /** The source, described just now. */
  async #source(context: DrillContext): Promise<RdsInstance> {
    assertApart(context.drill, this.#settings);
    const { instance } = this.#settings;
    return assertSource(
      await this.#api.instance(instance, context),
      this.#settings,
    );
  }

  #frozenPoint(context: DrillContext): RestorePoint {
    return frozenPoint(context, frozenOf(context), this.#settings);
  }

  async #point(
    context: DrillContext,
    source: RdsInstance,
  ): Promise<RestorePoint> {
    const point = this.#frozenPoint(context);
    if (context.control !== 'stale-copy') {
      return point;
    }
    context.log('control: restoring an older point');
    return stalePoint(this.#api, source, point, context);
  }
}

function commandsOf(
  { drill }: DrillContext,
  settings: RdsSettings,
  source: RdsInstance,
  point: RestorePoint,
): string[] {
  const { subnetGroup, securityGroups, parameterGroup } = settings;
  const wanted = classOf(settings, source);
  const differs =
    wanted === source.instanceClass
      ? ''
      : ` (the source has ${source.instanceClass}: times are not those of a real restore)`;
  const action =
    point.kind === 'time'
      ? 'RestoreDBInstanceToPointInTime'
      : 'RestoreDBInstanceFromDBSnapshot';
  return [
    `${action}: ${pointText(point)} to ${drill}`,
    `class ${wanted}${differs}, subnet group ${subnetGroup}, security groups ${securityGroups.join(
      ', ',
    )}, parameter group ${parameterGroup}; not public, one zone, no backups`,
    `DescribeDBInstances until ${drill} is available`,
    `ModifyDBInstance: a new master password of ${drill}, which only the drill has`,
    `compare ${drill} with ${source.id}`,
    `DeleteDBInstance ${drill}, without a final snapshot and with its backups`,
  ];
}
