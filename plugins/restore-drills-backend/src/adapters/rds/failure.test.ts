import { rdsFailure } from './failure';
import { DrillProblem } from '../../service/ports';

const asked = { action: 'DescribeDBInstances', subject: 'textloom-prod' };
const thrown = (name: string, fields: object = {}) =>
  Object.assign(new Error('arn:aws:iam::111122223333:user/x'), {
    name,
    ...fields,
  });
const answered = (name: string, httpStatusCode: number) =>
  thrown(name, { $metadata: { httpStatusCode } });
const problemOf = (error: unknown) =>
  (rdsFailure(error, asked).error as Partial<DrillProblem>).problem;

describe('rdsFailure', () => {
  it.each<[string, unknown, string, string | undefined]>([
    [
      'no route',
      thrown('Error', { code: 'EHOSTUNREACH' }),
      'source-unreachable',
      'AWS',
    ],
    [
      'no such name',
      thrown('Error', { code: 'ENOTFOUND' }),
      'source-unreachable',
      'AWS',
    ],
    [
      'hung up',
      thrown('TimeoutError', { code: 'ECONNRESET' }),
      'source-unreachable',
      'AWS',
    ],
    ['too slow', thrown('TimeoutError'), 'source-unreachable', 'AWS'],
    [
      'broken over there',
      answered('InternalFailure', 500),
      'source-unreachable',
      'AWS',
    ],
    ['nothing', undefined, 'source-unreachable', 'AWS'],
    ['a text', 'broken', 'source-unreachable', 'AWS'],
    [
      'odd fields',
      { name: 7, code: {}, $metadata: 'x' },
      'source-unreachable',
      'AWS',
    ],
    [
      'no keys',
      thrown('CredentialsProviderError'),
      'credentials-invalid',
      'AWS',
    ],
    [
      'an old token',
      answered('ExpiredToken', 403),
      'credentials-invalid',
      'AWS',
    ],
    [
      'unknown keys',
      answered('InvalidClientTokenId', 403),
      'credentials-invalid',
      'AWS',
    ],
    [
      'a wrong signature',
      answered('SignatureDoesNotMatch', 403),
      'credentials-invalid',
      'AWS',
    ],
    [
      'a refusal',
      answered('AccessDenied', 403),
      'not-permitted',
      'rds:DescribeDBInstances',
    ],
    [
      'a refusal with 400',
      answered('AccessDeniedException', 400),
      'not-permitted',
      'rds:DescribeDBInstances',
    ],
    ['too often', answered('Throttling', 400), 'throttled', 'AWS'],
    [
      'much too often',
      answered('RequestLimitExceeded', 503),
      'throttled',
      'AWS',
    ],
    [
      'no instance',
      answered('DBInstanceNotFoundFault', 404),
      'source-unreachable',
      'textloom-prod',
    ],
    [
      'one that is there',
      answered('DBInstanceAlreadyExistsFault', 400),
      'target-busy',
      'textloom-prod',
    ],
    [
      'no snapshot',
      answered('DBSnapshotNotFoundFault', 404),
      'target-not-found',
      'textloom-prod',
    ],
    [
      'no backups',
      answered('PointInTimeRestoreNotEnabledFault', 400),
      'backups-off',
      undefined,
    ],
    [
      'a key',
      answered('KMSKeyNotAccessibleFault', 400),
      'key-not-accessible',
      undefined,
    ],
    [
      'no room',
      answered('StorageQuotaExceededFault', 400),
      'quota-exceeded',
      'AllocatedStorage',
    ],
    [
      'too many',
      answered('InstanceQuotaExceededFault', 400),
      'quota-exceeded',
      'DBInstances',
    ],
    [
      'a restore that cannot be',
      answered('InvalidRestoreFault', 400),
      'restore-failed',
      'InvalidRestoreFault',
    ],
    [
      'no capacity',
      answered('InsufficientDBInstanceCapacityFault', 400),
      'restore-failed',
      'InsufficientDBInstanceCapacityFault',
    ],
    [
      'no such group',
      answered('DBSubnetGroupNotFoundFault', 404),
      'restore-failed',
      'DBSubnetGroupNotFoundFault',
    ],
  ])('%s', (_, error, code, subject) => {
    expect(problemOf(error)).toEqual({
      code,
      ...(subject !== undefined && { subject }),
    });
  });

  it.each<[string, unknown, string]>([
    ['what is not foreseen', answered('Strange', 418), 'Strange (418)'],
    ['a fault of the program', thrown('TypeError'), 'TypeError (none)'],
    ['a page', answered('SyntaxError', 200), 'SyntaxError (200)'],
  ])('%s is named, and nothing more', (_, error, text) => {
    expect(rdsFailure(error, asked).error.message).toBe(
      `RDS DescribeDBInstances: ${text}`,
    );
  });

  it('says what to look at where the code alone does not tell', () => {
    const { advice } = rdsFailure(answered('InvalidSubnet', 400), asked);
    expect(advice).toMatch(/^InvalidSubnet: .*subnetGroup/);
    expect(rdsFailure(answered('AccessDenied', 403), asked).advice).toBe(
      undefined,
    );
  });
});
