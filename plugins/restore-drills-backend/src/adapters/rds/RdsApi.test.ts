import {
  DBInstanceAlreadyExistsFault$,
  DBSubnetGroupNotFoundFault$,
  InvalidRestoreFault$,
  KMSKeyNotAccessibleFault$,
  PointInTimeRestoreNotEnabledFault$,
  StorageQuotaExceededFault$,
} from '@aws-sdk/client-rds';
import { errorOf } from './__testUtils__/fromSchema';
import { Action, Instead } from './__testUtils__/rdsServer';
import { SOURCE, startAccount } from './__testUtils__/world';
import { RdsApi } from './RdsApi';

describe('RdsApi before a server that knows RDS by the model of the SDK', () => {
  let account: Awaited<ReturnType<typeof startAccount>>;
  let api: RdsApi;
  const lines: string[] = [];
  const asking = { log: (line: string) => lines.push(line) };

  beforeEach(async () => {
    lines.length = 0;
    account = await startAccount();
    api = new RdsApi({
      region: account.rds.region,
      endpoint: account.server.url,
      credentials: { accessKeyId: 'ID', secretAccessKey: 'key' },
    });
  });
  afterEach(() => account.close());

  const only = (action: Action, what: Instead, times = Infinity) => {
    let left = times;
    account.server.instead = seen => {
      if (seen.action !== action || left <= 0) {
        return undefined;
      }
      left -= 1;
      return what;
    };
  };
  const restore = () =>
    api.restoreToPointInTime(
      {
        TargetDBInstanceIdentifier: 'drill-00c0ffee',
        SourceDbiResourceId: account.source.DbiResourceId,
        RestoreTime: new Date(account.rds.latestRestorable() - 1_000),
      },
      asking,
    );

  it('understands an instance as it is described, and signs for RDS in its region', async () => {
    expect(await api.instance(SOURCE.toUpperCase().toLowerCase(), {})).toEqual({
      id: SOURCE,
      region: 'ap-southeast-1',
      account: '111122223333',
      resourceId: account.source.DbiResourceId,
      status: 'available',
      engine: 'postgres',
      version: '15.20',
      instanceClass: 'db.r6g.2xlarge',
      bytes: 100 * 1024 ** 3,
      masterUser: 'admin',
      hasManagedSecret: false,
      latestRestorable: expect.any(Number),
      retentionDays: 7,
      subnetGroup: 'production',
      securityGroups: ['sg-1'],
      parameterGroups: [{ name: 'production', status: 'in-sync' }],
      isPublic: false,
      isMultiZone: true,
      isProtected: true,
      isEncrypted: true,
      hasPendingPassword: false,
      tags: new Map([['team', 'video']]),
    });
    expect(account.server.seen[0].authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=ID\/\d{8}\/ap-southeast-1\/rds\/aws4_request/,
    );
    expect(api.version).toBe('2014-10-31');
  });

  it('knows that there is none', async () => {
    expect(await api.instance('nobody', {})).toBeUndefined();
    expect(await api.snapshots('nobody', {})).toEqual([]);
  });

  it('does not take another instance for the one that was asked for', async () => {
    const other = account.rds.add('other');
    only('DescribeDBInstances', {
      answer: { DBInstances: [{ ...other, DBInstanceStatus: 'available' }] },
    });
    await expect(api.instance(SOURCE, {})).rejects.toThrow(
      'RDS answers with another instance',
    );
  });

  it('asks again what was throttled, and says so when it goes on', async () => {
    const throttled = { fault: { code: 'Throttling', status: 400 } };
    only('DescribeDBInstances', throttled, 2);
    expect(await api.instance(SOURCE, {})).toMatchObject({ id: SOURCE });
    expect(account.server.seen).toHaveLength(3);
    only('DescribeDBInstances', throttled);
    await expect(api.instance(SOURCE, {})).rejects.toMatchObject({
      problem: { code: 'throttled', subject: 'AWS' },
    });
    expect(account.server.seen).toHaveLength(8);
  }, 60_000);

  it.each<[string, { code: string; status: number }, object, RegExp]>([
    [
      'a copy that is there',
      errorOf(DBInstanceAlreadyExistsFault$),
      { code: 'target-busy', subject: 'drill-00c0ffee' },
      /^$/,
    ],
    [
      'a restore that cannot be',
      errorOf(InvalidRestoreFault$),
      { code: 'restore-failed', subject: 'InvalidRestoreFault' },
      /^InvalidRestoreFault: .*compare subnet group/,
    ],
    [
      'backups that are off',
      errorOf(PointInTimeRestoreNotEnabledFault$),
      { code: 'backups-off' },
      /^$/,
    ],
    [
      'storage that is used up',
      errorOf(StorageQuotaExceededFault$),
      { code: 'quota-exceeded', subject: 'AllocatedStorage' },
      /^$/,
    ],
    [
      'a key that cannot be used',
      errorOf(KMSKeyNotAccessibleFault$),
      { code: 'key-not-accessible' },
      /^$/,
    ],
    [
      'a subnet group that is not there',
      errorOf(DBSubnetGroupNotFoundFault$),
      { code: 'restore-failed', subject: 'DBSubnetGroupNotFoundFault' },
      /there is no such subnetGroup/,
    ],
    [
      'a role that may not',
      { code: 'AccessDenied', status: 403 },
      { code: 'not-permitted', subject: 'rds:RestoreDBInstanceToPointInTime' },
      /^$/,
    ],
    [
      'credentials that have expired',
      { code: 'ExpiredToken', status: 403 },
      { code: 'credentials-invalid', subject: 'AWS' },
      /^$/,
    ],
  ])(
    'says %s, and nothing of AWS’s own words',
    async (_, fault, problem, advice) => {
      only('RestoreDBInstanceToPointInTime', { fault });
      const error = await restore().then(
        () => undefined,
        caught => caught,
      );
      expect(error.problem).toEqual(problem);
      expect(lines.join('\n')).toMatch(advice);
      expect(`${error} ${error.stack} ${lines}`).not.toMatch(
        /arn:|111122223333|amazonaws/,
      );
    },
  );

  it.each<[string, Instead]>([
    ['a page', { text: '<html><body>Sign in</body></html>' }],
    ['what is no XML', { text: '{"a":1}' }],
    ['nothing', { text: '' }],
    [
      'an instance without a name',
      { answer: { DBInstances: [{ Engine: 'x' }] } },
    ],
    [
      'an instance of another ARN',
      {
        answer: {
          DBInstances: [{ DBInstanceIdentifier: SOURCE, DBInstanceArn: 'x' }],
        },
      },
    ],
  ])('never takes %s for an instance, nor for none', async (_, what) => {
    only('DescribeDBInstances', what);
    await expect(api.instance(SOURCE, {})).rejects.toThrow(/^RDS /);
    await expect(api.instances({})).rejects.toThrow(/^RDS /);
  });

  it.each<[Action, (id: string) => Promise<unknown>]>([
    ['DescribeDBSnapshots', id => api.snapshots(id, {})],
    ['DescribeDBInstanceAutomatedBackups', id => api.backups(id, {})],
    ['DescribeAccountAttributes', () => api.quotas({})],
  ])(
    'does not take an answer without a list of %s for none',
    async (action, ask) => {
      only(action, { answer: {} });
      await expect(ask(SOURCE)).rejects.toThrow('RDS answers with no list');
    },
  );

  it('bounds what it is sent', async () => {
    account.rds.change(SOURCE, {
      TagList: [{ Key: 'k', Value: 'x'.repeat(5_000) }],
    });
    expect((await api.instance(SOURCE, {}))?.tags.size).toBe(0);
    account.rds.change(SOURCE, { EngineVersion: 'x'.repeat(5_000) });
    await expect(api.instance(SOURCE, {})).rejects.toThrow(
      'RDS answers with what is no instance',
    );
  });

  it('ends at once when it is told to, also while credentials are looked for', async () => {
    const signal = AbortSignal.timeout(300);
    only('DescribeDBInstances', 'hang');
    await expect(api.instance(SOURCE, { signal })).rejects.toBe(
      await new Promise(resolve => {
        signal.addEventListener('abort', () => resolve(signal.reason));
      }),
    );
    const waiting = new RdsApi({
      region: 'ap-southeast-1',
      endpoint: account.server.url,
      credentials: () => new Promise(() => {}),
    });
    await expect(
      waiting.instance(SOURCE, { signal: AbortSignal.timeout(200) }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('says that nobody is there', async () => {
    only('DescribeDBInstances', 'cut');
    await expect(api.instance(SOURCE, {})).rejects.toMatchObject({
      problem: { code: 'source-unreachable', subject: 'AWS' },
    });
  }, 60_000);
});
