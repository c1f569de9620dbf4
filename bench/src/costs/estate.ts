import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Thirteen billing months. */
export const MONTHS = [
  ...['2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04'],
  ...['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10'],
  '2026-11',
];
/** The moment at which the bench begins, as far as the portal knows: the last day is complete. */
export const NOW = Date.parse('2026-12-01T12:00:00Z');
export const CURRENCY = 'USD';

const COMPONENTS = 150;
const TEAMS = 20;
const SYSTEMS = 12;
export const CLUSTERS = ['dev', 'staging', 'prod'];
export const NODE_GROUPS = ['general', 'render', 'batch', 'platform'];
export const ENVIRONMENTS = ['dev', 'test', 'staging', 'prod'];

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const lines = (header: string, rows: readonly string[]) =>
  `${[header, ...rows].join('\n')}\n`;
const pad = (n: number, width: number) => String(n).padStart(width, '0');

/** Names as the generator makes them in SQL too. */
export const componentName = (n: number) => `component-${pad(n, 3)}`;
export const teamRef = (n: number) => `group:default/team-${pad(n, 2)}`;

/** Entities of the catalog, as far as costs ask for them. */
export function catalogEntities(): object[] {
  const entity = (kind: string, name: string, spec: object) => ({
    kind,
    metadata: { name, namespace: 'default', title: name },
    spec,
  });
  return [
    ...numbers(TEAMS).map(n => entity('Group', `team-${pad(n, 2)}`, {})),
    ...numbers(SYSTEMS).map(n => entity('System', `system-${n}`, {})),
    ...numbers(COMPONENTS).map(n =>
      entity('Component', componentName(n), {
        owner: teamRef(n % TEAMS),
        system: `system-${n % SYSTEMS}`,
      }),
    ),
  ];
}

/** Settings under `costs` for bills and usage below a folder. */
export function costsSettings(bills: string, dataDirectory: string): object {
  return {
    currency: CURRENCY,
    dataDirectory,
    sources: [{ id: 'aws', kind: 'folder', path: join(bills, 'aws') }],
    usage: { path: bills },
    allocation: {
      tags: {
        component: ['textloom:component'],
        environment: ['textloom:environment'],
        cluster: ['eks:cluster-name'],
        nodeGroup: ['eks:nodegroup-name'],
      },
      rules: [
        {
          id: 'control-plane',
          match: { service: 'Amazon Elastic Kubernetes Service' },
          layer: 'shared',
        },
        {
          id: 'nat-gateways',
          match: { resource: '*:natgateway/*' },
          layer: 'shared',
        },
      ],
      supportServices: ['AWS Support (Business)'],
    },
  };
}

/** What pods held on the nodes, a line per component and environment that runs in a cluster. */
export async function writeUsage(folder: string): Promise<void> {
  await Promise.all(
    ['usage', 'capacity'].map(name =>
      mkdir(join(folder, name), { recursive: true }),
    ),
  );
  for (const month of MONTHS) {
    const days = daysOf(month);
    await writeFile(
      join(folder, 'usage', `${month}.csv`),
      lines(
        'day,cluster,node_group,namespace,component,environment,role,cpu_core_hours,memory_gib_hours',
        days.flatMap(usageOf),
      ),
    );
    await writeFile(
      join(folder, 'capacity', `${month}.csv`),
      lines(
        'day,cluster,node_group,cpu_core_hours,memory_gib_hours',
        days.flatMap(day =>
          CLUSTERS.flatMap(cluster =>
            NODE_GROUPS.map(group => `${day},${cluster},${group},3840,15360`),
          ),
        ),
      ),
    );
  }
}

function usageOf(day: string): string[] {
  const pods = numbers(COMPONENTS).flatMap(n =>
    CLUSTERS.map((cluster, index) => {
      const group = NODE_GROUPS[n % 3];
      const environment = ENVIRONMENTS[index + 1];
      const cores = 24 + ((n * 7 + index) % 40);
      return `${day},${cluster},${group},team-${
        n % TEAMS
      },component:default/${componentName(
        n,
      )},${environment},workload,${cores},${cores * 3}`;
    }),
  );
  const platform = CLUSTERS.flatMap(cluster => [
    `${day},${cluster},platform,istio-system,,,mesh,480,960`,
    `${day},${cluster},platform,kube-system,,,platform,960,1920`,
  ]);
  return [...pods, ...platform];
}

/** Days of a month, `YYYY-MM-DD`. */
export function daysOf(month: string): string[] {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return numbers(last).map(n => `${month}-${pad(n + 1, 2)}`);
}
