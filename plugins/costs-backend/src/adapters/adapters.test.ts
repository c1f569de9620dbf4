import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ClustersApi } from '@textloom/plugin-clusters-common';
import { Budget } from '@textloom/plugin-costs-common';
import { ChangeSource } from '../service/ports';
import { CatalogDirectory } from './catalog/CatalogDirectory';
import { ClusterPods } from './clusters/ClusterPods';
import { allChanges } from './deployments/allChanges';
import { CsvChanges } from './deployments/CsvChanges';
import { Announcer } from './notifications/Announcer';

const logger = mockServices.logger.mock();
const entity = (kind: string, name: string, spec: object, title?: string) =>
  ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', ...(title && { title }) },
    spec,
  } as Entity);

describe('CatalogDirectory', () => {
  const entities = [
    entity('Component', 'textloom-api', { owner: 'core', system: 'textloom' }),
    entity('Resource', 'redis', { owner: 'group:default/sre' }, 'Redis'),
    entity('Group', 'core', { profile: { displayName: 'Core team' } }),
    entity('System', 'textloom', { owner: 'core' }),
    entity('API', 'textloom-api', { owner: 'core' }),
  ];
  const directory = (
    catalog: ConstructorParameters<
      typeof CatalogDirectory
    >[0]['catalog'] = catalogServiceMock({ entities }),
    clock = () => 0,
  ) =>
    new CatalogDirectory({ catalog, auth: mockServices.auth(), logger, clock });

  it('knows whose components and resources are', async () => {
    const owners = await directory().owners();
    expect([...owners]).toEqual([
      [
        'component:default/textloom-api',
        {
          owner: 'group:default/core',
          system: 'system:default/textloom',
          title: 'textloom-api',
        },
      ],
      [
        'resource:default/redis',
        { owner: 'group:default/sre', system: '', title: 'Redis' },
      ],
    ]);
  });

  it('keeps what it knows for a minute, once the catalog does not grow', async () => {
    let now = 1_000_000;
    let there = 1;
    const known = directory(
      {
        async *streamEntities() {
          yield entities.slice(0, there);
        },
      },
      () => now,
    );
    const sizeAt = async (at: number, size: number) => {
      now = 1_000_000 + at;
      there = size;
      return (await known.owners()).size;
    };
    expect(await sizeAt(0, 1)).toBe(1);
    expect(await sizeAt(1_000, 2)).toBe(2);
    expect(await sizeAt(4_000, 2)).toBe(2);
    expect(await sizeAt(63_999, 1)).toBe(2);
    expect(await sizeAt(64_000, 1)).toBe(1);
  });

  it('has titles of what it knows', async () => {
    const refs = ['group:default/core', 'group:default/nobody'];
    expect(await directory().titles(refs)).toEqual({
      'group:default/core': 'Core team',
    });
  });

  it('makes nobody the owner while the catalog never answered', async () => {
    const broken = directory({
      streamEntities: () => {
        throw new Error('out of reach');
      },
    });
    await expect(broken.owners()).rejects.toThrow('out of reach');
    expect(await broken.titles(['group:default/core'])).toEqual({});
  });
});

describe('CsvChanges', () => {
  let path: string;
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'costs-changes-'));
  });
  afterEach(() => rm(path, { recursive: true }));

  it('reads changes of days, with their components', async () => {
    await writeFile(
      join(path, '2026-11.csv'),
      'at,kind,label,component\n' +
        '2026-11-12T10:00:00Z,deployment,"textloom-worker 4.2.0, prod",textloom-worker\n' +
        '2026-11-13T10:00:00+08:00,scaling,workers 10 → 12,\n' +
        '2026-11-20T10:00:00Z,deployment,redis 7,resource:redis\n',
    );
    const changes = new CsvChanges({ path });
    await expect(changes.changes('2026-10-30', '2026-11-13')).resolves.toEqual([
      {
        at: '2026-11-12T10:00:00.000Z',
        kind: 'deployment',
        label: 'textloom-worker 4.2.0, prod',
        component: 'component:default/textloom-worker',
      },
      {
        at: '2026-11-13T02:00:00.000Z',
        kind: 'scaling',
        label: 'workers 10 → 12',
      },
    ]);
    await expect(
      changes.changes('2026-11-20', '2026-11-20'),
    ).resolves.toMatchObject([{ component: 'resource:default/redis' }]);
  });

  it('names the row that is none', async () => {
    await writeFile(
      join(path, '2026-11.csv'),
      'at,kind,label,component\nyesterday,deployment,x,y\n',
    );
    await expect(
      new CsvChanges({ path }).changes('2026-11-01', '2026-11-02'),
    ).rejects.toThrow(/2026-11\.csv, row 1/);
  });
});

describe('allChanges', () => {
  const credentials = mockCredentials.user();
  const given = (at: string): ChangeSource => ({
    changes: async () => [{ at, kind: 'deployment', label: at }],
  });

  it('goes on without a source that does not answer', async () => {
    const broken: ChangeSource = {
      changes: async () => {
        throw new Error('not allowed');
      },
    };
    const all = allChanges([given('2'), broken, given('1')], {
      logger,
      clock: () => 0,
    });
    const found = await all.changes('0', '9', credentials);
    expect(found.map(({ at }) => at)).toEqual(['1', '2']);
  });
});

describe('ClusterPods', () => {
  const GIB = 1024 ** 3;
  const workload = (over: object) => ({
    kind: 'Deployment',
    namespace: 'textloom',
    name: 'api',
    ready: 3,
    requests: { cpuMillis: 500, memoryBytes: GIB },
    groups: ['compute'],
    component: 'textloom-api',
    ...over,
  });
  const daemons = workload({
    kind: 'DaemonSet',
    namespace: 'istio-system',
    name: 'cni',
    groups: ['compute', 'worker'],
    component: undefined,
  });
  const clusters = {
    getFleet: async () => ({
      clusters: [
        { name: 'prod', freshness: { state: 'live' } },
        { name: 'gone', freshness: { state: 'stale' } },
      ],
    }),
    getCluster: async () => ({
      name: 'prod',
      nodeGroups: ['compute', 'worker'].map((name, index) => ({
        name,
        nodes: [{ name: `node-${index}` }],
        capacity: {
          cpu: { allocatable: 8000 },
          memory: { allocatable: 16 * GIB },
        },
      })),
    }),
    getWorkloads: async (_: string, { offset }: { offset: number }) => ({
      total: 2,
      items: offset === 0 ? [workload({})] : [daemons],
    }),
    getWorkload: async () => ({
      podsTotal: 4,
      pods: [
        { nodeName: 'node-0', phase: 'Running' },
        { nodeName: 'node-1', phase: 'Running' },
      ],
    }),
  } as object as ClustersApi;

  it('samples what pods ask for by workload and node group, of live clusters', async () => {
    const pods = new ClusterPods({
      clusters: {
        ...clusters,
        getWorkloads: async () => ({
          ...(await clusters.getWorkloads('prod', { offset: 0 })),
          items: [workload({}), daemons],
        }),
      } as object as ClustersApi,
      environmentOf: (cluster, namespace) =>
        cluster === 'prod' && namespace === 'textloom' ? 'prod' : undefined,
    });
    const sample = await pods.sample();
    expect(sample.pods).toEqual([
      {
        cluster: 'prod',
        nodeGroup: 'compute',
        namespace: 'textloom',
        component: 'component:default/textloom-api',
        environment: 'prod',
        role: 'workload',
        cpuCores: 1.5,
        memoryGib: 3,
      },
      expect.objectContaining({
        nodeGroup: 'compute',
        component: '',
        role: 'mesh',
        cpuCores: 1,
      }),
      expect.objectContaining({ nodeGroup: 'worker', cpuCores: 1 }),
    ]);
    expect(sample.capacity).toEqual([
      { cluster: 'prod', nodeGroup: 'compute', cpuCores: 8, memoryGib: 16 },
      { cluster: 'prod', nodeGroup: 'worker', cpuCores: 8, memoryGib: 16 },
    ]);
  });
});

describe('Announcer', () => {
  const budget: Budget = {
    id: 'video',
    name: 'Video',
    scope: { dimension: 'owner', value: 'group:default/video' },
    amount: '5000',
    currency: 'USD',
    thresholds: [80],
    forecastAlert: true,
    remedy: 'Ask them',
    updatedBy: 'user:default/finance',
    updatedAt: '2026-11-01T00:00:00.000Z',
    version: 1,
  };
  const units = (dollars: bigint) => dollars * 10n ** 12n;

  it.each([
    [
      { threshold: 80, kind: 'actual' as const },
      'Video: 80% of $5,000.00 reached, $4,100.00 in 2026-11',
      'normal',
    ],
    [
      { threshold: 100, kind: 'forecast' as const },
      'Video: 2026-11 will cost $6,000.00 of $5,000.00',
      'high',
    ],
  ])('tells the owner of %j', async (due, title, severity) => {
    const send = jest.fn(async (_: object) => {});
    const publish = jest.fn(async (_: object) => {});
    const announcer = new Announcer({
      notifications: { send },
      signals: { publish },
      logger,
    });
    await announcer.budget({
      budget,
      month: '2026-11',
      ...due,
      spent: units(4100n),
      forecast: units(6000n),
      recipient: 'group:default/video',
    });
    expect(send).toHaveBeenCalledWith({
      recipients: { type: 'entity', entityRef: ['group:default/video'] },
      payload: expect.objectContaining({
        title,
        severity,
        description: 'Ask them',
        link: '/costs/budgets?month=2026-11',
      }),
    });
    expect(publish).toHaveBeenCalledWith(
      expect.objectContaining({ message: { budget: 'video' } }),
    );
  });
});
