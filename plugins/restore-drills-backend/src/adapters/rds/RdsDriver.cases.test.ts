import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillPlan } from '@textloom/plugin-restore-drills-common';
import { newContext, runDrill, writeMarkers } from '../../__testUtils__/drills';
import { describeServer } from '../postgres/__testUtils__/cluster';
import { RdsWorld, SOURCE, startRdsWorld } from './__testUtils__/world';
import { makeCertificate } from './__testUtils__/servers';

const MINUTE = 60_000;
const SECOND = 1_000;

jest.setTimeout(120_000);

describeServer('a drill of RDS', () => {
  let world: RdsWorld;

  beforeAll(async () => {
    world = await startRdsWorld({ lean: true });
    await writeMarkers(world, 10);
    await world.archive();
  });
  afterAll(() => world?.close());

  const planTo = (target: DrillPlan['target']): RdsWorld => ({
    ...world,
    plan: { ...world.plan, target },
  });
  const asked = (action: string) =>
    world.server.seen.filter(seen => seen.action === action);
  const last = (action: string) => asked(action).at(-1)?.input;
  const aSnapshot = (id: string, at: number) => ({
    DBSnapshotIdentifier: id,
    DBInstanceIdentifier: SOURCE,
    Status: 'available',
    AllocatedStorage: 100,
    SnapshotDatabaseTime: new Date(at),
    // That of a copy of the snapshot, and younger than its data.
    SnapshotCreateTime: new Date(at + 60 * MINUTE),
  });

  it('restores to the frozen time, into its own network, and waits through every state', async () => {
    const { context, lines, problems, frozen, removed } = await runDrill(world);
    expect(problems).toEqual([]);
    const states = lines.map(line => line.replace(/, after.*/, ''));
    expect(states).toEqual(
      expect.arrayContaining([
        'restore: instance: creating',
        'restore: instance: backing-up',
        'restore: instance: available',
        'recover: instance: resetting-master-credentials',
        `markers: instance ${context.drill}: deleting`,
      ]),
    );
    expect(removed).toContain(`db instance ${context.drill}`);
    const { DbiResourceId } = world.rds.record(SOURCE);
    expect(last('RestoreDBInstanceToPointInTime')).toEqual({
      TargetDBInstanceIdentifier: context.drill,
      SourceDbiResourceId: DbiResourceId,
      RestoreTime: new Date(frozen!.backup.completedAt),
      DBInstanceClass: 'db.r6g.2xlarge',
      DBSubnetGroupName: 'drills',
      VpcSecurityGroupIds: ['sg-drills'],
      DBParameterGroupName: 'drills-15',
      MultiAZ: false,
      PubliclyAccessible: false,
      DeletionProtection: false,
      AutoMinorVersionUpgrade: false,
      CopyTagsToSnapshot: false,
      BackupRetentionPeriod: 0,
      Tags: expect.arrayContaining([
        { Key: 'textloom:drill', Value: context.drill },
        { Key: 'textloom:store', Value: world.store.id },
        { Key: 'textloom:portal', Value: 'https://portal.example.com' },
        {
          Key: 'textloom:expires',
          Value: expect.stringMatching(/^\d{4}-.*Z$/),
        },
      ]),
    });
    expect(last('DeleteDBInstance')).toEqual({
      DBInstanceIdentifier: context.drill,
      SkipFinalSnapshot: true,
      DeleteAutomatedBackups: true,
    });
    expect(world.server.broken).toEqual([]);
  });

  it('keeps its password and where its copy is to itself', async () => {
    let password = '';
    const result = await runDrill(world, {
      onStep: async (step, { directory }) => {
        if (step === 'smoke') {
          password = await readFile(join(directory, 'master-password'), 'utf8');
        }
      },
    });
    expect(password).toMatch(/^[\w-]{43}$/);
    expect(last('ModifyDBInstance')).toEqual({
      DBInstanceIdentifier: result.context.drill,
      MasterUserPassword: password,
      ApplyImmediately: true,
    });
    const told = JSON.stringify([result, result.context.target]);
    expect(told).not.toContain(password);
    expect(told).not.toContain('localhost');
    expect(told).not.toMatch(/arn:|111122223333/);
  });

  it('makes another password where the machine that made the first is gone', async () => {
    const { problems, smoke } = await runDrill(world, {
      onStep: async (step, { directory }) => {
        if (step === 'verify') {
          await rm(join(directory, 'master-password'));
        }
      },
    });
    expect(problems).toEqual([]);
    expect(smoke?.state).toBe('passed');
  });

  it('does not rely on a password that AWS keeps', async () => {
    world.rds.phases = [['available', 0]];
    const { problems } = await runDrill(world, {
      onStep: (step, { drill }) => {
        if (step === 'recover') {
          world.rds.change(drill, { MasterUserSecret: { SecretStatus: 'x' } });
        }
      },
    });
    expect(problems).toEqual([]);
    expect(last('ModifyDBInstance')).toMatchObject({
      ManageMasterUserPassword: false,
    });
  });

  it('restores to a time of the plan, in whole seconds', async () => {
    const at = world.rds.latestRestorable() - 2 * MINUTE + 400;
    const { problems, frozen } = await runDrill(planTo({ kind: 'time', at }));
    expect(problems).toEqual([]);
    expect(frozen?.backup.completedAt).toBe(at - (at % SECOND));
    expect(last('RestoreDBInstanceToPointInTime')).toMatchObject({
      RestoreTime: new Date(at - (at % SECOND)),
    });
  });

  it('restores the snapshot that is named, as old as its data', async () => {
    const at = world.rds.latestRestorable() - MINUTE;
    world.rds.snapshots = [aSnapshot('before', at - 1), aSnapshot('v42', at)];
    const { problems, frozen, context } = await runDrill(
      planTo({ kind: 'name', name: 'v42' }),
    );
    expect(problems).toEqual([]);
    expect(frozen?.backup).toMatchObject({ id: 'v42', completedAt: at });
    expect(last('RestoreDBInstanceFromDBSnapshot')).toMatchObject({
      DBInstanceIdentifier: context.drill,
      DBSnapshotIdentifier: 'v42',
      DBSubnetGroupName: 'drills',
      PubliclyAccessible: false,
      BackupRetentionPeriod: 0,
    });
  });

  it('restores the newest finished snapshot, or as a control the one before', async () => {
    const at = world.rds.latestRestorable();
    world.rds.snapshots = [
      { ...aSnapshot('unfinished', at), Status: 'creating' },
      aSnapshot('newest', at - MINUTE),
      aSnapshot('older', at - 60 * 24 * 60 * MINUTE),
    ];
    const driver = world.connectWith({ from: 'snapshot' });
    const ledger = await writeMarkers(world, 1);
    const healthy = await runDrill(world, { driver });
    expect(healthy.problems).toEqual([]);
    expect(healthy.frozen?.backup.id).toBe('newest');
    const { problems } = await runDrill(world, {
      driver,
      control: 'stale-copy',
      ledger,
    });
    expect(last('RestoreDBInstanceFromDBSnapshot')).toMatchObject({
      DBSnapshotIdentifier: 'older',
    });
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'markers-lost' }),
    );
  });

  it.each<[string, object]>([
    ['public access', { PubliclyAccessible: true }],
    ['deletion protection', { DeletionProtection: true }],
    ['subnet group', { DBSubnetGroup: { DBSubnetGroupName: 'production' } }],
    ['security groups', { VpcSecurityGroups: [] }],
    [
      'parameter group',
      {
        DBParameterGroups: [
          {
            DBParameterGroupName: 'drills-15',
            ParameterApplyStatus: 'pending-reboot',
          },
        ],
      },
    ],
    ['class', { DBInstanceClass: 'db.t4g.micro' }],
    ['engine version', { EngineVersion: '14.9' }],
    ['encryption', { StorageEncrypted: false }],
  ])('fails when AWS has made it with another %s', async (subject, made) => {
    const { verifications } = await runDrill(world, {
      until: 'verify',
      onStep: (step, { drill }) => {
        if (step === 'verify') {
          world.rds.change(drill, made);
        }
        return undefined;
      },
      teardown: false,
    });
    expect(verifications).toContainEqual(
      expect.objectContaining({
        name: 'instance',
        state: 'failed',
        blocking: true,
        problem: expect.objectContaining({ code: 'settings-differ', subject }),
      }),
    );
    const driver = world.connect();
    for (const { drill, remove } of await driver.leftovers()) {
      if (world.rds.ids().includes(drill)) {
        world.rds.change(drill, { DeletionProtection: false });
      }
      await remove();
    }
    expect(await readdir(world.workDirectory)).toEqual([]);
  });

  it('does not talk to a server whose certificate it does not trust', async () => {
    const { certificate } = await makeCertificate(world.workDirectory);
    const { failedIn, problems } = await runDrill(world, {
      driver: world.connectWith({ caFile: certificate }),
    });
    await rm(certificate);
    await rm(join(world.workDirectory, 'server.key'));
    expect(failedIn).toBe('recover');
    expect(problems).toEqual([
      { code: 'did-not-start', subject: 'its certificate is not trusted' },
    ]);
  });

  it('says that the copy takes no writes', async () => {
    await world.cluster.client.query(
      `ALTER ROLE admin SET default_transaction_read_only = on`,
    );
    const { problems } = await runDrill(world);
    await world.cluster.client.query(
      `ALTER ROLE admin RESET default_transaction_read_only`,
    );
    expect(problems).toEqual([{ code: 'still-read-only' }]);
  });

  it('tells beforehand what it would do, and that times are those of another class', async () => {
    const driver = world.connectWith({ instanceClass: 'db.t4g.medium' });
    const { dryRun, context } = await runDrill(world, {
      driver,
      until: 'plan',
    });
    const before = world.server.seen.length;
    expect(dryRun?.commands.join('\n')).toMatch(
      /class db\.t4g\.medium \(the source has db\.r6g\.2xlarge: times are not those of a real restore\)/,
    );
    expect(dryRun?.commands[0]).toMatch(
      new RegExp(
        `^RestoreDBInstanceToPointInTime: db-RESOURCE\\d+ at .*Z to ${context.drill}$`,
      ),
    );
    await driver.probe(newContext(world));
    expect(
      world.server.seen
        .slice(before)
        .every(({ action }) => action.startsWith('Describe')),
    ).toBe(true);
  });
});
