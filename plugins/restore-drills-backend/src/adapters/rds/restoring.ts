import { FrozenEvidence } from '@textloom/plugin-restore-drills-common';
import { DrillContext } from '../../service/ports';
import { RdsInstance } from './answers';
import { finishedSnapshots, windowOf } from './freezing';
import { Asking, RdsApi } from './RdsApi';
import { RdsSettings } from './settings';
import { Owner, tagsOf } from './tags';

const DAY_MS = 86_400_000;

/** What is restored: the source at a time, or one of its snapshots. Times in milliseconds since the epoch. */
export type RestorePoint =
  | { kind: 'time'; resourceId: string; at: number }
  | { kind: 'snapshot'; id: string; at: number };

/** The point that was frozen. */
export function frozenPoint(
  { plan: { target } }: Pick<DrillContext, 'plan'>,
  { backup }: Pick<FrozenEvidence, 'backup'>,
  { from }: Pick<RdsSettings, 'from'>,
): RestorePoint {
  const at = backup.completedAt;
  const isSnapshot =
    target.kind === 'name' || (target.kind === 'latest' && from === 'snapshot');
  return isSnapshot
    ? { kind: 'snapshot', id: backup.id, at }
    : { kind: 'time', resourceId: backup.id, at };
}

/** An older point than the frozen one, for the control of a stale copy: a day before, or the snapshot before. */
export async function stalePoint(
  api: RdsApi,
  source: RdsInstance,
  point: RestorePoint,
  asking: Asking,
): Promise<RestorePoint> {
  if (point.kind === 'time') {
    const { earliest } = await windowOf(api, source, asking);
    return { ...point, at: Math.max(earliest, point.at - DAY_MS) };
  }
  const older = (await finishedSnapshots(api, source.id, asking)).filter(
    ({ takenAt }) => takenAt < point.at,
  );
  const before = older.pop();
  return before
    ? { kind: 'snapshot', id: before.id, at: before.takenAt }
    : point;
}

/** A point as it is told to people, and written on the copy. */
export function pointText(point: RestorePoint): string {
  return point.kind === 'time'
    ? `${point.resourceId} at ${new Date(point.at).toISOString()}`
    : `snapshot ${point.id}`;
}

/** Class of the copy. */
export function classOf(
  { instanceClass }: RdsSettings,
  source: RdsInstance,
): string {
  return instanceClass ?? source.instanceClass;
}

/**
 * Begins to make the copy: a new instance in a network of its own, that nobody reaches from outside, that anybody may
 * delete, and of which no backups are made. Whatever is left out here RDS would take from its defaults.
 */
export async function beginRestore(
  api: RdsApi,
  settings: RdsSettings,
  source: RdsInstance,
  point: RestorePoint,
  context: DrillContext,
  owner: Owner,
): Promise<void> {
  const asking = { signal: context.signal, log: context.log };
  const shared = {
    DBInstanceClass: classOf(settings, source),
    DBSubnetGroupName: settings.subnetGroup,
    VpcSecurityGroupIds: [...settings.securityGroups],
    DBParameterGroupName: settings.parameterGroup,
    MultiAZ: false,
    PubliclyAccessible: false,
    DeletionProtection: false,
    AutoMinorVersionUpgrade: false,
    CopyTagsToSnapshot: false,
    BackupRetentionPeriod: 0,
    Tags: tagsOf(context, owner, pointText(point)),
  };
  if (point.kind === 'snapshot') {
    await api.restoreFromSnapshot(
      {
        ...shared,
        DBInstanceIdentifier: context.drill,
        DBSnapshotIdentifier: point.id,
      },
      asking,
    );
    return;
  }
  await api.restoreToPointInTime(
    {
      ...shared,
      TargetDBInstanceIdentifier: context.drill,
      // Not by its identifier: another instance may have that by now.
      SourceDbiResourceId: point.resourceId,
      // Never the latest: that moves on while the drill runs.
      RestoreTime: new Date(point.at),
    },
    asking,
  );
}
