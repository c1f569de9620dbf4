import { mkdir } from 'node:fs/promises';
import {
  DrillPlan,
  frozenDigest,
} from '@textloom/plugin-restore-drills-common';
import { DrillContext } from '../../service/ports';
import { newContext } from '../../__testUtils__/drills';
import { PORTAL, SOURCE, startAccount } from './__testUtils__/world';

const DAY = 86_400_000;
const DRILL = 'drill-00c0ffee';

describe('the driver of RDS, before an account without servers', () => {
  let account: Awaited<ReturnType<typeof startAccount>>;

  beforeEach(async () => {
    account = await startAccount();
  });
  afterEach(() => account.close());

  const contextOf = (
    over: Partial<DrillContext> = {},
    target?: DrillPlan['target'],
  ) =>
    newContext(account, {
      drill: DRILL,
      now: account.pace.now,
      plan: { ...account.plan, ...(target && { target }) },
      ...over,
    });
  const driver = () => account.connect().driver;
  const code = (name: string, subject?: unknown) => ({
    problem: expect.objectContaining({
      code: name,
      ...(subject === undefined ? {} : { subject }),
    }),
  });
  const changing = () =>
    account.server.seen.filter(({ action }) => !action.startsWith('Describe'));
  const tags = (over: Record<string, string> = {}) =>
    Object.entries({
      'textloom:drill': DRILL,
      'textloom:store': account.store.id,
      'textloom:portal': PORTAL,
      ...over,
    }).map(([Key, Value]) => ({ Key, Value }));
  const copy = (over: Record<string, string> = {}, id = DRILL) =>
    account.rds.add(id, {
      TagList: tags({ 'textloom:drill': id, ...over }),
      DeletionProtection: false,
      BackupRetentionPeriod: 0,
    });
  /** With what was frozen now. */
  const frozenContext = async (over: Partial<DrillContext> = {}) => {
    const context = contextOf(over);
    const frozen = await driver().freeze(context);
    return { ...context, frozen: { ...frozen, digest: frozenDigest(frozen) } };
  };

  describe('refuses', () => {
    it.each<[string, () => void, [string, unknown?]]>([
      [
        'a source that is not there',
        () => account.rds.drop(SOURCE),
        ['source-unreachable', SOURCE],
      ],
      [
        'another account',
        () =>
          account.rds.change(SOURCE, {
            DBInstanceArn: `arn:aws:rds:ap-southeast-1:999999999999:db:${SOURCE}`,
          }),
        ['wrong-account', SOURCE],
      ],
      [
        'another region',
        () =>
          account.rds.change(SOURCE, {
            DBInstanceArn: `arn:aws:rds:eu-central-1:111122223333:db:${SOURCE}`,
          }),
        ['wrong-account', SOURCE],
      ],
      [
        'a source that is the copy of a drill',
        () => account.rds.change(SOURCE, { TagList: tags() }),
        ['aliases-source', 'the source has the tag of a drill'],
      ],
      [
        'another engine',
        () => account.rds.change(SOURCE, { Engine: 'aurora-postgresql' }),
        ['wrong-version', SOURCE],
      ],
      [
        'a target that is there',
        () => account.rds.add(DRILL),
        ['target-busy', DRILL],
      ],
      [
        'the copy of another portal',
        () => copy({ 'textloom:portal': 'https://staging.example.com' }),
        ['target-busy', DRILL],
      ],
    ])('%s, whatever step comes first', async (_, arrange, [name, subject]) => {
      const context = await frozenContext();
      arrange();
      await expect(driver().probe(context)).rejects.toMatchObject(
        code(name, subject),
      );
      await expect(driver().provision(context)).rejects.toMatchObject(
        code(name, subject),
      );
      await expect(driver().restore(context)).rejects.toMatchObject(
        code(name, subject),
      );
      expect(changing()).toEqual([]);
    });

    it('a drill that has the name of the source', async () => {
      const { driver: aliased } = account.connect({ instance: DRILL });
      account.rds.add(DRILL);
      const context = contextOf();
      const refusal = code('aliases-source', 'the identifier');
      await expect(aliased.probe(context)).rejects.toMatchObject(refusal);
      await expect(aliased.restore(context)).rejects.toMatchObject(refusal);
      expect(() => aliased.teardown(context)).toThrow(
        expect.objectContaining(refusal),
      );
      expect(changing()).toEqual([]);
    });

    it.each<[string, number, number, string]>([
      ['instances', 40, 100, 'DBInstances'],
      ['storage', 10, 99_950, 'AllocatedStorage'],
    ])('when the quota of %s is used up', async (_, used, gib, subject) => {
      account.rds.quotas = [
        { AccountQuotaName: 'DBInstances', Used: used, Max: 40 },
        { AccountQuotaName: 'AllocatedStorage', Used: gib, Max: 100_000 },
      ];
      await expect(driver().probe(contextOf())).rejects.toMatchObject(
        code('quota-exceeded', subject),
      );
    });

    it('authorities that cannot be read', async () => {
      const { driver: strict } = account.connect({ caFile: '/nowhere.pem' });
      await expect(strict.probe(contextOf())).rejects.toMatchObject(
        code('not-configured', 'rds.caFile'),
      );
    });

    it.each<[string, DrillPlan['target'], [string, unknown?]]>([
      [
        'a position in the log',
        { kind: 'lsn', lsn: '0/16B374D8' },
        ['invalid-target', '0/16B374D8'],
      ],
      [
        'a snapshot that is not there',
        { kind: 'name', name: 'v42' },
        ['target-not-found', 'v42'],
      ],
      [
        'a time before the oldest backup',
        { kind: 'time', at: Date.now() - 8 * DAY },
        ['target-outside-window'],
      ],
      [
        'a time that is not archived yet',
        { kind: 'time', at: Date.now() },
        ['target-outside-window'],
      ],
    ])('to restore to %s', async (_, target, [name, subject]) => {
      await expect(
        driver().freeze(contextOf({}, target)),
      ).rejects.toMatchObject(code(name, subject));
    });

    it('a source without automated backups, and one without snapshots', async () => {
      const { driver: snapshots } = account.connect({ from: 'snapshot' });
      await expect(snapshots.freeze(contextOf())).rejects.toMatchObject(
        code('no-backup', SOURCE),
      );
      account.rds.change(SOURCE, { BackupRetentionPeriod: 0 });
      await expect(driver().freeze(contextOf())).rejects.toMatchObject(
        code('backups-off', SOURCE),
      );
    });
  });

  it('freezes the second before the latest restorable time', async () => {
    const latest = account.rds.latestRestorable();
    const frozen = await driver().freeze(contextOf());
    expect(frozen.backup.completedAt).toBe(latest - 1_000);
    expect(frozen.backup.id).toBe(account.source.DbiResourceId);
  });

  describe('ends a restore', () => {
    it.each([
      'failed',
      'restore-error',
      'storage-full',
      'incompatible-network',
      'incompatible-parameters',
      'incompatible-restore',
      'inaccessible-encryption-credentials',
      'stopped',
      'deleting',
    ])('that comes to the state %s, and takes it down', async state => {
      account.rds.phases = [
        ['creating', 60_000],
        [state, 0],
      ];
      const lines: string[] = [];
      const log = (line: string) => lines.push(line);
      const context = await frozenContext({ log });
      await expect(driver().restore(context)).rejects.toMatchObject(
        code('restore-failed', state),
      );
      expect(lines.join('\n')).toContain(state);
    });

    it('that disappears', async () => {
      const context = await frozenContext({
        log: line => {
          if (line.includes('creating')) {
            account.rds.drop(DRILL);
          }
        },
      });
      await expect(driver().restore(context)).rejects.toMatchObject(
        code('restore-failed', 'gone'),
      );
    });

    it('that stays in a state which nobody knows, when its time is over', async () => {
      account.rds.phases = [['pondering', 0]];
      const limit = new AbortController();
      const context = await frozenContext({ signal: limit.signal });
      const began = account.pace.now();
      const restoring = driver().restore({
        ...context,
        signal: AbortSignal.any([limit.signal]),
      });
      account.server.instead = () => {
        if (account.pace.now() - began > 3_600_000) {
          limit.abort(new Error('time limit'));
        }
        return undefined;
      };
      await expect(restoring).rejects.toThrow('time limit');
      expect(
        account.server.seen.filter(({ action }) => action.startsWith('Desc'))
          .length,
      ).toBeLessThan(300);
    });
  });

  it('goes on with a copy of the same point, and makes one of another point anew', async () => {
    const context = await frozenContext();
    await driver().restore(context);
    await driver().restore(context);
    expect(changing().map(({ action }) => action)).toEqual([
      'RestoreDBInstanceToPointInTime',
    ]);
    account.pace.skip(DAY);
    await driver().restore(await frozenContext());
    expect(changing().map(({ action }) => action)).toEqual([
      'RestoreDBInstanceToPointInTime',
      'DeleteDBInstance',
      'RestoreDBInstanceToPointInTime',
    ]);
  });

  describe('takes down', () => {
    const teardown = (log = (_: string) => {}) =>
      driver().teardown({ ...contextOf(), log });

    it('a copy that is still being made, as soon as AWS lets it', async () => {
      await driver()
        .restore({
          ...(await frozenContext()),
          signal: AbortSignal.abort(new Error('cancelled')),
        })
        .catch(() => {});
      const { pace, rds } = account;
      rds.restoreToPointInTime({
        TargetDBInstanceIdentifier: DRILL,
        SourceDbiResourceId: account.source.DbiResourceId,
        RestoreTime: new Date(rds.latestRestorable() - 1_000),
        DBInstanceClass: 'db.r6g.large',
        DBSubnetGroupName: 'drills',
        DBParameterGroupName: 'drills-15',
        DeletionProtection: false,
        BackupRetentionPeriod: 0,
        Tags: tags(),
      });
      const began = pace.now();
      expect(await teardown()).toEqual([`db instance ${DRILL}`]);
      expect(rds.ids()).toEqual([SOURCE]);
      expect(changing().length).toBeGreaterThan(5);
      expect(pace.now() - began).toBeGreaterThan(240_000);
    });

    it.each<[string, Record<string, string>]>([
      ['of another drill', { 'textloom:drill': 'drill-11111111' }],
      ['of another store', { 'textloom:store': 'another' }],
      ['of another portal', { 'textloom:portal': 'https://other' }],
      ['without a tag', { 'textloom:drill': '' }],
    ])('nothing %s, though it has the name', async (_, over) => {
      copy(over);
      account.rds.change(DRILL, { TagList: tags(over) });
      const lines: string[] = [];
      expect(await teardown(line => lines.push(line))).toEqual([]);
      expect(changing()).toEqual([]);
      expect(lines).toEqual([expect.stringContaining('left alone')]);
      expect(await driver().leftovers()).toEqual([]);
    });

    it('nothing whose tags are gone by the time that it would be deleted', async () => {
      copy();
      let looks = 0;
      account.server.instead = ({ action }) => {
        looks += action === 'DescribeDBInstances' ? 1 : 0;
        if (looks === 2) {
          account.rds.change(DRILL, { TagList: [] });
        }
        return undefined;
      };
      await teardown().catch(() => {});
      expect(changing()).toEqual([]);
      expect(account.rds.ids()).toContain(DRILL);
    });

    it('and says what is left of it', async () => {
      const { DbiResourceId = '' } = copy();
      account.rds.retainedBackups = [DbiResourceId];
      await expect(teardown()).rejects.toMatchObject(
        code('leftovers', `automated backup of ${DRILL}`),
      );
    });

    it('and gives up on what AWS does not delete', async () => {
      copy();
      account.server.instead = ({ action }) =>
        action === 'DeleteDBInstance'
          ? { fault: { code: 'InvalidDBInstanceState', status: 400 } }
          : undefined;
      const began = account.pace.now();
      await expect(teardown()).rejects.toMatchObject(
        code('leftovers', `instance ${DRILL}`),
      );
      expect(account.pace.now() - began).toBeLessThan(30 * 60_000);
    });
  });

  it('finds what it has left on all pages, and nothing else', async () => {
    account.rds.pageSize = 20;
    for (let n = 0; n < 45; n += 1) {
      account.rds.add(`other-${n}`);
    }
    copy();
    copy({ 'textloom:portal': 'https://other' }, 'drill-22222222');
    for (let n = 45; n < 65; n += 1) {
      account.rds.add(`other-${n}`);
    }
    copy({}, 'drill-33333333');
    const left = await driver().leftovers();
    expect(left.map(({ drill }) => drill)).toEqual([DRILL, 'drill-33333333']);
    const pages = account.server.seen.map(({ input }) => input.Marker);
    expect(pages).toEqual([undefined, '20', '40', '60']);
    await Promise.all(left.map(({ remove }) => remove()));
    expect(account.rds.ids()).toHaveLength(67);
  });

  it('does not take pages without end for all there is', async () => {
    let page = 0;
    account.server.instead = ({ action }) => {
      page += 1;
      return action === 'DescribeDBInstances'
        ? { answer: { DBInstances: [], Marker: `more-${page}` } }
        : undefined;
    };
    await expect(driver().leftovers()).rejects.toThrow('without end');
  });

  it('leaves its folder to the guard', async () => {
    const { directory } = contextOf();
    await mkdir(directory);
    expect(await driver().teardown(contextOf())).toEqual([]);
    expect((await account.connect().source()).addresses).toEqual([
      `rds:ap-southeast-1:${SOURCE}`,
    ]);
  });
});
