import { ConfigReader } from '@backstage/config';
import { readRestoreDrillsConfig } from './config';

const POSTGRES = {
  connection: { host: 'db', port: '5432', user: 'reader', password: 'secret' },
  backups: '/backups/base',
  archive: '/backups/wal',
  bin: '/usr/lib/postgresql/15/bin',
};
const STORE = {
  id: 'orders',
  kind: 'postgres',
  heartbeat: { seconds: 5 },
  targets: {
    'bad-write': { rto: { hours: 1 }, rpo: { minutes: 15 } },
    'zone-loss': { rto: { hours: 4 }, rpo: { hours: 1 } },
  },
  postgres: POSTGRES,
};
const RDS = {
  region: 'ap-southeast-1',
  account: '111122223333',
  instance: 'textloom-prod',
  subnetGroup: 'drills',
  securityGroups: ['sg-1'],
  parameterGroup: 'drills-15',
  connection: POSTGRES.connection,
};
const EVIDENCE = { keyFile: '/keys/evidence.pem', directory: '/evidence' };

const read = (own: object = {}, root: object = {}) =>
  readRestoreDrillsConfig(
    new ConfigReader({
      app: { baseUrl: 'http://portal/' },
      'restore-drills': {
        workDirectory: '/drills',
        evidence: EVIDENCE,
        stores: [STORE],
        ...own,
      },
      ...root,
    } as object as ConstructorParameters<typeof ConfigReader>[0]),
  );
const stores = (...over: object[]) => ({
  stores: over.map(one => ({ ...STORE, ...one })),
});

describe('restore-drills', () => {
  it('has a plan for each target: monthly, latest, two hours at most', () => {
    const { stores: read1, environment, baseUrl } = read();
    const [{ store, plans, settings, missing }] = read1;
    expect(store).toMatchObject({
      id: 'orders',
      title: 'orders',
      priority: 'P1',
      heartbeatMs: 5_000,
      targets: { 'bad-write': { rtoMs: 3_600_000, rpoMs: 900_000 } },
    });
    expect(plans.map(({ plan }) => plan.id)).toEqual([
      'orders-bad-write',
      'orders-zone-loss',
    ]);
    expect(plans[0]).toEqual({
      plan: {
        id: 'orders-bad-write',
        store: 'orders',
        scenario: 'bad-write',
        target: { kind: 'latest' },
        schedule: { every: 'month', day: 1, hour: 2 },
        timeLimitMs: 7_200_000,
        assumed: {
          detectionMs: 300_000,
          responseMs: 900_000,
          switchMs: 60_000,
        },
      },
    });
    expect(settings).toMatchObject({ connection: { port: 5432 } });
    expect(missing).toBeUndefined();
    expect([environment, baseUrl]).toEqual(['production', 'http://portal']);
  });

  it('is nothing where nothing is configured', () => {
    const settings = readRestoreDrillsConfig(new ConfigReader({}));
    expect(settings).toMatchObject({ stores: [], environment: 'production' });
  });

  it('reads plans as they are written', () => {
    const plan = {
      id: 'nightly',
      scenario: 'bad-write',
      target: { time: '2026-11-29T10:00:00+01:00' },
      control: 'flipped-byte',
      schedule: { every: 'week', weekday: 0, hour: 23 },
      firstAfter: { minutes: 3 },
      timeLimit: { minutes: 30 },
      assumed: { detection: { seconds: 0 } },
    };
    const [{ plans }] = read(stores({ plans: [plan] })).stores;
    expect(plans).toEqual([
      {
        firstAfterMs: 180_000,
        plan: {
          id: 'nightly',
          store: 'orders',
          scenario: 'bad-write',
          target: { kind: 'time', at: Date.UTC(2026, 10, 29, 9) },
          control: 'flipped-byte',
          schedule: { every: 'week', weekday: 0, hour: 23 },
          timeLimitMs: 1_800_000,
          assumed: { detectionMs: 0, responseMs: 900_000, switchMs: 60_000 },
        },
      },
    ]);
  });

  it.each([
    [
      'connection',
      { postgres: { ...POSTGRES, connection: undefined } },
      'postgres.connection',
    ],
    [
      'host',
      { postgres: { ...POSTGRES, connection: { port: 1 } } },
      'postgres.connection.host',
    ],
    [
      'backups',
      { postgres: { ...POSTGRES, backups: undefined } },
      'postgres.backups',
    ],
    ['section', { postgres: undefined }, 'postgres.connection'],
    [
      'directory',
      { kind: 'sqlite', sqlite: { copies: '/copies' } },
      'sqlite.directory',
    ],
  ])('lists a store without its %s as not connected', (_, over, missing) => {
    expect(read(stores(over)).stores[0].missing).toBe(missing);
  });

  it('takes paths of SQLite as seen from the process', () => {
    const sqlite = { directory: 'state', copies: 'copies' };
    const [{ settings }] = read(stores({ kind: 'sqlite', sqlite })).stores;
    expect(settings).toEqual({
      directory: `${process.cwd()}/state`,
      copies: `${process.cwd()}/copies`,
    });
  });

  it.each<[string, object, string]>([
    ['a relative folder', { workDirectory: 'drills' }, 'absolute'],
    [
      'drills among the backups',
      { workDirectory: '/backups/base/drills' },
      'must lie apart',
    ],
    ['backups among the drills', { workDirectory: '/backups' }, 'apart'],
    [
      'drills in the very folder',
      { workDirectory: '/backups/wal/../base' },
      'apart',
    ],
    [
      'evidence among the drills',
      { evidence: { ...EVIDENCE, directory: '/drills/evidence' } },
      'must not lie in workDirectory',
    ],
    ['a store twice', stores({}, {}), 'store orders is configured twice'],
    [
      'a plan twice',
      stores(
        { plans: [{ id: 'p', scenario: 'bad-write' }] },
        { id: 'users', plans: [{ id: 'p', scenario: 'bad-write' }] },
      ),
      'plan p is configured twice',
    ],
    ['an unknown kind', stores({ kind: 'oracle' }), 'must be one of postgres'],
    ['a strange id', stores({ id: 'Orders!' }), 'lower-case'],
    [
      'a relative backup',
      stores({ postgres: { ...POSTGRES, backups: 'x' } }),
      'postgres.backups: must be an absolute path',
    ],
    [
      'an unknown scenario',
      stores({ plans: [{ scenario: 'flood' }] }),
      "'flood' is no scenario",
    ],
    [
      'a control that does not fit',
      stores({ plans: [{ scenario: 'bad-write', control: 'rdb-beside-aof' }] }),
      'must be one of missing-wal-segment',
    ],
    [
      'an hour that no day has',
      stores({
        plans: [
          { scenario: 'bad-write', schedule: { every: 'day', hour: 24 } },
        ],
      }),
      'from 0 to 23',
    ],
    [
      'a time without an offset',
      stores({
        plans: [
          { scenario: 'bad-write', target: { time: '2026-11-29T10:00:00' } },
        ],
      }),
      'with its offset',
    ],
    [
      'heartbeats too fast',
      stores({ heartbeat: { milliseconds: 5 } }),
      'one second',
    ],
    ['no key in production', { evidence: {} }, 'keyFile is needed'],
    [
      'RDS by an account as a number that lost its zeros',
      stores({ kind: 'rds', rds: { ...RDS, account: 12 } }),
      'rds.account: must be the twelve digits',
    ],
    [
      'RDS in no region',
      stores({ kind: 'rds', rds: { ...RDS, region: 'singapore' } }),
      'rds.region: must be a region',
    ],
    [
      'RDS without a security group',
      stores({ kind: 'rds', rds: { ...RDS, securityGroups: [] } }),
      'rds.securityGroups',
    ],
    [
      'RDS by an instance that cannot be',
      stores({ kind: 'rds', rds: { ...RDS, instance: '-x' } }),
      'rds.instance: must be the identifier',
    ],
    [
      'RDS from what it does not have',
      stores({ kind: 'rds', rds: { ...RDS, from: 'tape' } }),
      'rds.from',
    ],
  ])('refuses %s', (_, own, message) => {
    expect(() => read(own)).toThrow(message);
  });

  it.each([
    'region',
    'account',
    'instance',
    'subnetGroup',
    'securityGroups',
    'parameterGroup',
    'connection',
  ])('does not drill an instance of RDS without %s', key => {
    const rds = { ...RDS, [key]: undefined };
    const [{ missing }] = read(stores({ kind: 'rds', rds })).stores;
    expect(missing).toBe(`rds.${key}`);
  });

  it('reads an instance of RDS', () => {
    const [{ settings }] = read(stores({ kind: 'rds', rds: RDS })).stores;
    expect(settings).toEqual({
      ...RDS,
      connection: { ...RDS.connection, port: 5432 },
    });
  });

  it('needs no key in a sandbox', () => {
    const sandbox = { sandbox: { enabled: true } };
    expect(read({ evidence: {} }, sandbox)).toMatchObject({
      environment: 'sandbox',
    });
  });
});
