import { daysBetween } from './calendar';
import { BillingWorld, tasksOn, videosOn } from './load';
import { capacityOn, usageOn } from './usage';

const WORLD: BillingWorld = { seed: 1, anchor: '2026-11-29' };
const DAYS = [
  ...daysBetween('2025-11-24', '2025-11-30'),
  ...daysBetween('2026-11-23', '2026-11-29'),
];

const capacity = DAYS.flatMap(day => capacityOn(WORLD, day));
const usage = DAYS.flatMap(day => usageOn(WORLD, day));
const groupOf = (row: { day: string; cluster: string; node_group: string }) =>
  `${row.day} ${row.cluster}/${row.node_group}`;

it('asks for no more than the node groups offered', () => {
  expect(capacity).toHaveLength(DAYS.length * 7);
  const over = capacity.filter(offered => {
    const asked = usage.filter(row => groupOf(row) === groupOf(offered));
    const sum = (key: 'cpu_core_hours' | 'memory_gib_hours') =>
      asked.reduce((total, row) => total + row[key], 0);
    return (
      sum('cpu_core_hours') <= 0 ||
      sum('cpu_core_hours') > offered.cpu_core_hours ||
      sum('memory_gib_hours') > offered.memory_gib_hours
    );
  });
  expect(over).toEqual([]);
});

it('offers the machines of the architecture document', () => {
  const monday = capacity.filter(
    ({ day, cluster }) => day === '2026-11-23' && cluster === 'textloom-prod',
  );
  expect(monday.map(row => [row.node_group, row.cpu_core_hours])).toEqual([
    ['management', 3 * 2 * 24],
    ['compute', 8 * (5 * 24 + 4)],
    ['worker', 16 * (10 * 16 + 8 * 8)],
    ['high-performance', 3 * 36 * 24],
  ]);
});

it('puts every pod into a node group that is there', () => {
  const groups = new Set(capacity.map(groupOf));
  expect(usage.filter(row => !groups.has(groupOf(row)))).toEqual([]);
});

it('names components of the catalog, and the mesh and the platform apart', () => {
  const prod = usage.filter(
    row => row.day === '2026-11-23' && row.cluster === 'textloom-prod',
  );
  const of = (role: string) =>
    new Set(prod.filter(row => row.role === role).map(row => row.component));
  expect(of('workload')).toEqual(
    new Set([
      ...[
        'web',
        'gateway',
        'admin',
        'api',
        'auth',
        'payment',
        'worker',
        'priority-worker',
        'scheduler',
      ].map(name => `component:default/textloom-${name}`),
      ...['minio', 'redis', 'pgbouncer'].map(
        name => `resource:default/${name}`,
      ),
    ]),
  );
  expect(of('mesh')).toEqual(new Set(['']));
  expect(of('platform')).toEqual(new Set(['']));
  expect(new Set(usage.map(({ environment }) => environment))).toEqual(
    new Set(['prod', 'dev', 'test', 'staging', '']),
  );
});

it('asks for what Redis and the priority workers ask for', () => {
  const find = (component: string) =>
    usage.filter(
      row =>
        row.day === '2026-11-28' &&
        row.cluster === 'textloom-prod' &&
        row.component === component,
    );
  // Six nodes of 2 cores and 16 GiB, three sentinels of 0.1 core and 64 MiB.
  expect(
    find('resource:default/redis').map(row => [
      row.cpu_core_hours,
      row.memory_gib_hours,
    ]),
  ).toEqual([
    [6 * 2 * 24, 6 * 16 * 24],
    [expect.closeTo(3 * 0.1 * 24), 3 * 0.0625 * 24],
  ]);
  expect(find('component:default/textloom-priority-worker')[0]).toMatchObject({
    cpu_core_hours: 4 * 12 * 24,
    memory_gib_hours: 4 * 20 * 24,
    node_group: 'high-performance',
    environment: 'prod',
  });
});

it('makes fewer videos at weekends, and three to four tasks for each', () => {
  const [friday, saturday] = ['2026-11-27', '2026-11-28'];
  expect(videosOn(WORLD, saturday)).toBeLessThan(0.8 * videosOn(WORLD, friday));
  const ratios = DAYS.map(day => tasksOn(WORLD, day) / videosOn(WORLD, day));
  expect(ratios.filter(ratio => ratio < 3 || ratio > 4)).toEqual([]);
});
