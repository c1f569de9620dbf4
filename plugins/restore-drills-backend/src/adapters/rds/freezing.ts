import { FrozenEvidence } from '@textloom/plugin-restore-drills-common';
import { DrillContext, DrillProblem } from '../../service/ports';
import { RdsInstance, RdsSnapshot } from './answers';
import { Asking, RdsApi } from './RdsApi';

const SECOND_MS = 1_000;

/** Between which times an instance can be restored to, in milliseconds since the epoch. */
export interface Window {
  earliest: number;
  latest: number;
}

type Frozen = Omit<FrozenEvidence, 'digest'>;

/**
 * Between which times the source can be restored to by now. RDS takes whole seconds before its latest restorable time,
 * so the end is the second before it.
 *
 * @throws DrillProblem `backups-off` when no automated backups are kept.
 */
export async function windowOf(
  api: RdsApi,
  source: RdsInstance,
  asking: Asking,
): Promise<Window> {
  const backup = (await api.backups(source.id, asking)).find(
    ({ resourceId }) => resourceId === source.resourceId,
  );
  const ends = [source.latestRestorable, backup?.latest].filter(
    time => time !== undefined,
  );
  if (source.retentionDays === 0 || ends.length === 0) {
    throw new DrillProblem({ code: 'backups-off', subject: source.id });
  }
  const latest = secondBefore(Math.min(...ends));
  return { earliest: backup?.earliest ?? latest, latest };
}

/** Snapshots that are finished and say when they were taken, oldest first. */
export async function finishedSnapshots(
  api: RdsApi,
  instance: string,
  asking: Asking,
): Promise<(RdsSnapshot & { takenAt: number })[]> {
  return (await api.snapshots(instance, asking))
    .flatMap(({ takenAt, ...one }) =>
      one.isAvailable && takenAt !== undefined ? [{ ...one, takenAt }] : [],
    )
    .sort((a, b) => a.takenAt - b.takenAt);
}

/**
 * What can be restored at this instant: a point in time within the window, or a snapshot. The latest restorable time
 * moves on while a drill runs; it is frozen here, and never asked for as "the latest" again.
 *
 * @throws DrillProblem `target-outside-window`, `target-not-found`, `no-backup`, `backups-off`, or `invalid-target` for
 * a position in the log, of which RDS knows nothing.
 */
export async function freezeRds(
  api: RdsApi,
  source: RdsInstance,
  context: DrillContext,
  from: 'point-in-time' | 'snapshot',
): Promise<Frozen> {
  const { plan, signal, now } = context;
  const failedAt = now();
  const { target } = plan;
  switch (target.kind) {
    case 'lsn':
      throw new DrillProblem({ code: 'invalid-target', subject: target.lsn });
    case 'name':
      return snapshotNamed(api, source, target.name, { failedAt, signal });
    case 'time':
      return pointIn(
        await windowOf(api, source, { signal }),
        source,
        failedAt,
        Math.floor(target.at / SECOND_MS) * SECOND_MS,
      );
    default: {
      if (from === 'snapshot') {
        return newestSnapshot(api, source, { failedAt, signal });
      }
      const window = await windowOf(api, source, { signal });
      return pointIn(window, source, failedAt, window.latest);
    }
  }
}

function pointIn(
  { earliest, latest }: Window,
  { resourceId, bytes }: RdsInstance,
  failedAt: number,
  at: number,
): Frozen {
  if (at < earliest || at > latest) {
    throw new DrillProblem({
      code: 'target-outside-window',
      expected: `${iso(earliest)} … ${iso(latest)}`,
      actual: iso(at),
    });
  }
  return {
    failedAt,
    backup: { id: resourceId, completedAt: at, bytes },
    archive: [],
    recoverableUntil: iso(latest),
  };
}

async function snapshotNamed(
  api: RdsApi,
  { id }: RdsInstance,
  name: string,
  { failedAt, signal }: { failedAt: number; signal: AbortSignal },
): Promise<Frozen> {
  const found = (await finishedSnapshots(api, id, { signal })).find(
    snapshot => snapshot.id === name,
  );
  if (!found) {
    throw new DrillProblem({ code: 'target-not-found', subject: name });
  }
  return snapshotFrozen(found, failedAt);
}

async function newestSnapshot(
  api: RdsApi,
  { id }: RdsInstance,
  { failedAt, signal }: { failedAt: number; signal: AbortSignal },
): Promise<Frozen> {
  const newest = (await finishedSnapshots(api, id, { signal })).pop();
  if (!newest) {
    throw new DrillProblem({ code: 'no-backup', subject: id });
  }
  return snapshotFrozen(newest, failedAt);
}

function snapshotFrozen(
  { id, takenAt, bytes }: RdsSnapshot & { takenAt: number },
  failedAt: number,
): Frozen {
  return {
    failedAt,
    backup: { id, completedAt: takenAt, bytes },
    archive: [],
    recoverableUntil: iso(takenAt),
  };
}

function secondBefore(time: number): number {
  return (Math.ceil(time / SECOND_MS) - 1) * SECOND_MS;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
