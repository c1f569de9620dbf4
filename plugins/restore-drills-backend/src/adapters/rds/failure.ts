import { Problem } from '@textloom/plugin-restore-drills-common';
import { DrillProblem } from '../../service/ports';

/** What was asked, and of what. */
export interface Asked {
  /** As AWS names it, e.g. `DeleteDBInstance`. */
  action: string;
  /** Identifier of the instance or snapshot that it is about. */
  subject: string;
}

/** An answer that makes no sense; its message is the adapter's own, and has nothing of the answer in it. */
export class NonsenseError extends Error {
  override readonly name = 'NonsenseError';
}

/** Connection lost, whether before or amid the answer. */
const CONNECTION = /^E(?:CONN|PIPE|HOST|NET|NOTFOUND|AI_AGAIN|TIMEDOUT)/;
/** Of an error without a status: nobody has answered, for whatever reason. */
const NO_ANSWER = /Timeout|^Error$/;
const UNKNOWN_CALLER =
  /^(?:ExpiredToken|RequestExpired|UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|CredentialsProvider|TokenProvider|OptInRequired)/;
const REFUSED = /^(?:AccessDenied|NotAuthorized|UnauthorizedOperation)/;
const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/;

/** Faults of RDS that have one meaning, by the name that the SDK gives them. */
const MEANINGS: Readonly<Record<string, (asked: Asked) => Problem>> = {
  DBInstanceNotFoundFault: ({ subject }) => ({
    code: 'source-unreachable',
    subject,
  }),
  DBInstanceAlreadyExistsFault: ({ subject }) => ({
    code: 'target-busy',
    subject,
  }),
  DBSnapshotNotFoundFault: ({ subject }) => ({
    code: 'target-not-found',
    subject,
  }),
  PointInTimeRestoreNotEnabledFault: () => ({ code: 'backups-off' }),
  KMSKeyNotAccessibleFault: () => ({ code: 'key-not-accessible' }),
  InstanceQuotaExceededFault: () => ({
    code: 'quota-exceeded',
    subject: 'DBInstances',
  }),
  StorageQuotaExceededFault: () => ({
    code: 'quota-exceeded',
    subject: 'AllocatedStorage',
  }),
};

/** What of the settings or of AWS stands against a restore; the log says it, as the code alone does not tell. */
const ADVICE: Readonly<Record<string, string>> = {
  InvalidRestoreFault:
    'AWS cannot restore this source in this way: compare subnet group, class and parameter group of the store with the source',
  InsufficientDBInstanceCapacityFault:
    'AWS has no room for this class in the zones of the subnet group: try later, or set another instanceClass',
  InsufficientAvailableIPsInSubnetFault:
    'a subnet of the subnet group has no address left',
  DBSubnetGroupNotFoundFault: 'there is no such subnetGroup',
  DBSubnetGroupNotAllowedFault: 'this subnetGroup does not fit the source',
  DBSubnetGroupDoesNotCoverEnoughAZs:
    'the subnetGroup must have subnets in two zones or more',
  InvalidSubnet: 'a subnet of the subnetGroup is not valid',
  InvalidVPCNetworkStateFault:
    'the subnetGroup does not cover all zones of its VPC',
  DBParameterGroupNotFoundFault:
    'there is no such parameterGroup, or it is of another version of PostgreSQL',
  DBSecurityGroupNotFoundFault: 'one of securityGroups does not exist',
  InvalidDBInstanceStateFault:
    'the instance is in a state in which AWS does not do this',
  InvalidDBSnapshotStateFault: 'the snapshot is not finished',
  StorageTypeNotSupportedFault:
    'the class of the copy cannot have the storage of the source: set another instanceClass',
  ProvisionedIopsNotAvailableInAZFault:
    'the zones of the subnetGroup have no provisioned IOPS left',
  InvalidParameterValue:
    'AWS does not accept a setting: look at instanceClass, subnetGroup, securityGroups and parameterGroup',
  InvalidParameterCombination:
    'AWS does not accept these settings together: instanceClass, subnetGroup, securityGroups and parameterGroup',
};

/**
 * What an error of the SDK means for a drill. Of AWS's own words nothing is passed on: they have ARNs and hosts.
 * Whatever is not foreseen becomes an error with its name and status alone.
 */
export function rdsFailure(
  error: unknown,
  asked: Asked,
): { error: Error; advice?: string } {
  if (error instanceof DrillProblem || error instanceof NonsenseError) {
    return { error };
  }
  const { name, code, status } = partsOf(error);
  const meant = problemOf(name, code, status, asked);
  if (meant) {
    return { error: new DrillProblem(meant) };
  }
  const advice = ADVICE[name];
  return advice === undefined
    ? { error: new Error(`RDS ${asked.action}: ${name} (${status ?? 'none'})`) }
    : {
        error: new DrillProblem({ code: 'restore-failed', subject: name }),
        advice: `${name}: ${advice}`,
      };
}

/** Whether RDS answers that there is none. */
export function isNotFound(error: unknown): boolean {
  return /^DB(?:Instance|Snapshot|InstanceAutomatedBackup)NotFoundFault$/.test(
    partsOf(error).name,
  );
}

/** Whether RDS cannot do this in the state that the instance is in. */
export function isInState(error: unknown): boolean {
  return partsOf(error).name === 'InvalidDBInstanceStateFault';
}

function problemOf(
  name: string,
  code: string,
  status: number | undefined,
  asked: Asked,
): Problem | undefined {
  if (THROTTLED.test(name) || status === 429) {
    return { code: 'throttled', subject: 'AWS' };
  }
  if (UNKNOWN_CALLER.test(name) || status === 401) {
    return { code: 'credentials-invalid', subject: 'AWS' };
  }
  if (REFUSED.test(name) || status === 403) {
    return { code: 'not-permitted', subject: `rds:${asked.action}` };
  }
  const meaning = MEANINGS[name];
  if (meaning) {
    return meaning(asked);
  }
  const isAway =
    CONNECTION.test(code) ||
    (status === undefined && NO_ANSWER.test(name)) ||
    (status !== undefined && status >= 500);
  return isAway ? { code: 'source-unreachable', subject: 'AWS' } : undefined;
}

interface ErrorParts {
  name: string;
  code: string;
  status: number | undefined;
}

function partsOf(error: unknown): ErrorParts {
  const {
    name,
    code,
    $metadata: metadata,
  } = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >;
  const { httpStatusCode: status } = (metadata ?? {}) as Record<
    string,
    unknown
  >;
  return {
    name: typeof name === 'string' ? name : 'Error',
    code: typeof code === 'string' ? code : '',
    status: typeof status === 'number' ? status : undefined,
  };
}
