import { z } from 'zod';
import { NonsenseError } from './failure';

const GIB = 1024 ** 3;
const ARN = /^arn:[a-z-]+:rds:([a-z0-9-]+):(\d{12}):db:[^:]+$/;

const text = z.string().min(1).max(2_048);
const whole = z.number().int().nonnegative();
/** The SDK's types are wishes: it passes on what it is sent. What makes no sense counts as absent. */
const maybe = <T extends z.ZodType>(schema: T) =>
  schema.optional().catch(undefined);
const listOf = <T extends z.ZodType>(schema: T) =>
  z.array(schema).max(1_000).catch([]);

const instanceSchema = z.object({
  DBInstanceIdentifier: text,
  DBInstanceArn: text.regex(ARN),
  DbiResourceId: text,
  DBInstanceStatus: text,
  Engine: text,
  EngineVersion: text,
  DBInstanceClass: text,
  AllocatedStorage: whole,
  MasterUsername: text,
  Endpoint: maybe(z.object({ Address: text, Port: whole })),
  LatestRestorableTime: maybe(z.date()),
  BackupRetentionPeriod: maybe(whole),
  DBSubnetGroup: maybe(z.object({ DBSubnetGroupName: text })),
  VpcSecurityGroups: listOf(z.object({ VpcSecurityGroupId: text })),
  DBParameterGroups: listOf(
    z.object({
      DBParameterGroupName: text,
      ParameterApplyStatus: maybe(text),
    }),
  ),
  PubliclyAccessible: maybe(z.boolean()),
  MultiAZ: maybe(z.boolean()),
  DeletionProtection: maybe(z.boolean()),
  StorageEncrypted: maybe(z.boolean()),
  MasterUserSecret: maybe(z.object({})),
  PendingModifiedValues: maybe(z.object({ MasterUserPassword: maybe(text) })),
  TagList: listOf(z.object({ Key: text, Value: z.string().max(2_048) })),
});

/** An instance as it was described just now. */
export interface RdsInstance {
  id: string;
  region: string;
  account: string;
  /** Never given to another instance, even when the identifier is. */
  resourceId: string;
  /** In AWS's words, e.g. `available`. */
  status: string;
  engine: string;
  version: string;
  instanceClass: string;
  /** Allocated, not used. */
  bytes: number;
  masterUser: string;
  /** AWS itself keeps the password of its master user. */
  hasManagedSecret: boolean;
  /** Absent until it was made. */
  endpoint?: { host: string; port: number };
  /** Milliseconds since the epoch. */
  latestRestorable?: number;
  retentionDays: number;
  subnetGroup?: string;
  securityGroups: readonly string[];
  parameterGroups: readonly { name: string; status?: string }[];
  isPublic: boolean;
  isMultiZone: boolean;
  isProtected: boolean;
  isEncrypted: boolean;
  /** A new password of the master user is not in force yet. */
  hasPendingPassword: boolean;
  tags: ReadonlyMap<string, string>;
}

/** @throws NonsenseError when the answer is no instance; none of its content is in the message. */
export function instanceOf(answer: unknown): RdsInstance {
  const of = parsed(instanceSchema, answer, 'instance');
  const [, region, account] = ARN.exec(of.DBInstanceArn) ?? [];
  const { Endpoint, LatestRestorableTime, DBSubnetGroup } = of;
  return {
    id: of.DBInstanceIdentifier.toLowerCase(),
    region,
    account,
    resourceId: of.DbiResourceId,
    status: of.DBInstanceStatus.toLowerCase(),
    engine: of.Engine,
    version: of.EngineVersion,
    instanceClass: of.DBInstanceClass,
    bytes: of.AllocatedStorage * GIB,
    masterUser: of.MasterUsername,
    hasManagedSecret: of.MasterUserSecret !== undefined,
    ...(Endpoint && {
      endpoint: { host: Endpoint.Address, port: Endpoint.Port },
    }),
    ...(LatestRestorableTime && {
      latestRestorable: LatestRestorableTime.getTime(),
    }),
    retentionDays: of.BackupRetentionPeriod ?? 0,
    ...(DBSubnetGroup && { subnetGroup: DBSubnetGroup.DBSubnetGroupName }),
    securityGroups: of.VpcSecurityGroups.map(one => one.VpcSecurityGroupId),
    parameterGroups: of.DBParameterGroups.map(one => ({
      name: one.DBParameterGroupName,
      ...(one.ParameterApplyStatus !== undefined && {
        status: one.ParameterApplyStatus,
      }),
    })),
    // What is not said is taken for the worse.
    isPublic: of.PubliclyAccessible ?? true,
    isMultiZone: of.MultiAZ ?? true,
    isProtected: of.DeletionProtection ?? true,
    isEncrypted: of.StorageEncrypted ?? false,
    hasPendingPassword:
      of.PendingModifiedValues?.MasterUserPassword !== undefined,
    tags: new Map(of.TagList.map(({ Key, Value }) => [Key, Value])),
  };
}

const snapshotSchema = z.object({
  DBSnapshotIdentifier: text,
  DBInstanceIdentifier: text,
  Status: text,
  AllocatedStorage: whole,
  SnapshotDatabaseTime: maybe(z.date()),
  OriginalSnapshotCreateTime: maybe(z.date()),
  SnapshotCreateTime: maybe(z.date()),
});

/** A snapshot of an instance. */
export interface RdsSnapshot {
  id: string;
  instance: string;
  isAvailable: boolean;
  bytes: number;
  /**
   * Milliseconds since the epoch: of the newest transaction in it where RDS says so, else when it was first made. Not
   * `SnapshotCreateTime` where there is better: it is that of the copy where a snapshot was copied, and younger.
   */
  takenAt?: number;
}

/** @throws NonsenseError when the answer is no snapshot. */
export function snapshotOf(answer: unknown): RdsSnapshot {
  const of = parsed(snapshotSchema, answer, 'snapshot');
  const taken =
    of.SnapshotDatabaseTime ??
    of.OriginalSnapshotCreateTime ??
    of.SnapshotCreateTime;
  return {
    id: of.DBSnapshotIdentifier,
    instance: of.DBInstanceIdentifier.toLowerCase(),
    isAvailable: of.Status.toLowerCase() === 'available',
    bytes: of.AllocatedStorage * GIB,
    ...(taken && { takenAt: taken.getTime() }),
  };
}

const backupSchema = z.object({
  DbiResourceId: text,
  RestoreWindow: maybe(
    z.object({ EarliestTime: maybe(z.date()), LatestTime: maybe(z.date()) }),
  ),
});

/** Automated backups of an instance, and between which times they can be restored to, milliseconds since the epoch. */
export interface RdsBackup {
  resourceId: string;
  earliest?: number;
  latest?: number;
}

/** @throws NonsenseError when the answer is no automated backup. */
export function backupOf(answer: unknown): RdsBackup {
  const { DbiResourceId, RestoreWindow } = parsed(
    backupSchema,
    answer,
    'automated backup',
  );
  const { EarliestTime, LatestTime } = RestoreWindow ?? {};
  return {
    resourceId: DbiResourceId,
    ...(EarliestTime && { earliest: EarliestTime.getTime() }),
    ...(LatestTime && { latest: LatestTime.getTime() }),
  };
}

const quotaSchema = z.object({
  AccountQuotaName: text,
  Used: whole,
  Max: whole,
});

/** A limit of the account; storage is in GiB. */
export interface RdsQuota {
  name: string;
  used: number;
  max: number;
}

/** @throws NonsenseError when the answer is no quota. */
export function quotaOf(answer: unknown): RdsQuota {
  const of = parsed(quotaSchema, answer, 'quota');
  return { name: of.AccountQuotaName, used: of.Used, max: of.Max };
}

function parsed<T extends z.ZodType>(
  schema: T,
  answer: unknown,
  what: string,
): z.output<T> {
  const result = schema.safeParse(answer);
  if (!result.success) {
    throw new NonsenseError(`RDS answers with what is no ${what}`);
  }
  return result.data;
}
