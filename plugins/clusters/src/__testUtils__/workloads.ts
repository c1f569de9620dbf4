import {
  ClusterFacts,
  HpaFacts,
  PodFacts,
  SourceName,
  WorkloadFacts,
} from '@textloom/plugin-clusters-common';
import {
  aSource,
  someSources,
} from '@textloom/plugin-clusters-common/testUtils';
import { degradedCluster } from './badDays';
import { GIB, HOUR, MINUTE } from './worlds';

const IMAGE = 'registry.textloom.example/textloom';

function workload(
  now: number,
  name: string,
  desired: number,
  overrides: Partial<WorkloadFacts> = {},
): WorkloadFacts {
  return {
    kind: 'Deployment',
    uid: `workload-${name}`,
    namespace: 'textloom',
    name,
    createdAt: new Date(now - 48 * HOUR).toISOString(),
    desired,
    ready: desired,
    available: desired,
    updated: desired,
    observed: true,
    conditions: [],
    images: [`${IMAGE}/${name}:2.8.1`],
    requests: { cpuMillis: 500, memoryBytes: GIB },
    placement: { nodeSelector: {}, tolerations: [] },
    component: name,
    ...overrides,
  };
}

function broken(now: number, pod: PodFacts): PodFacts {
  return {
    ...pod,
    ready: false,
    restarts: 14,
    troubles: [{ name: 'api', waiting: 'CrashLoopBackOff', restarts: 14 }],
    images: [`${IMAGE}/textloom-api:2.8.1`],
    createdAt: new Date(now - 40 * MINUTE).toISOString(),
  };
}

const OWN_SOURCES: SourceName[] = ['workloads', 'budgets', 'vpas'];

/** All sources, and those of workloads, live since a second. */
function liveSources(at: string) {
  const others = someSources().filter(
    ({ source }) => !OWN_SOURCES.includes(source),
  );
  return [...others, ...OWN_SOURCES.map(source => aSource(source))].map(
    status => ({ ...status, at }),
  );
}

function blindAt(hpa: HpaFacts): HpaFacts {
  return {
    ...hpa,
    conditions: [
      {
        type: 'ScalingActive',
        status: 'False',
        reason: 'FailedGetResourceMetric',
        message: 'no metrics returned from resource metrics API',
      },
    ],
    metrics: [{ name: 'cpu', target: '70%', current: '91%' }],
  };
}

/** The bad day with its workloads: one pod of textloom-api crashes, and its bounds are told. */
export function workloadCluster(
  now: number,
  overrides: Partial<ClusterFacts> = {},
): ClusterFacts {
  const base = degradedCluster(now);
  const crashing = base.pods.find(pod => pod.ownerName === 'textloom-api');
  const at = new Date(now - 1_000).toISOString();
  return {
    ...base,
    sources: liveSources(at),
    pods: base.pods.map(pod => (pod === crashing ? broken(now, pod) : pod)),
    hpas: base.hpas.map(hpa =>
      hpa.name === 'textloom-api' ? blindAt(hpa) : hpa,
    ),
    workloads: [
      workload(now, 'textloom-api', 7, { ready: 6, available: 6 }),
      workload(now, 'textloom-auth', 7),
      workload(now, 'textloom-worker', 40, {
        placement: {
          nodeSelector: { 'eks.amazonaws.com/nodegroup': 'workers' },
          tolerations: [],
        },
      }),
      workload(now, 'textloom-scheduler', 1, { kind: 'StatefulSet' }),
    ],
    budgets: [
      {
        uid: 'pdb-api',
        namespace: 'textloom',
        name: 'textloom-api',
        disruptionsAllowed: 0,
        currentHealthy: 6,
        desiredHealthy: 6,
        expectedPods: 7,
        matchLabels: { app: 'textloom-api' },
        createdAt: at,
      },
    ],
    vpas: [
      {
        uid: 'vpa-api',
        namespace: 'textloom',
        name: 'textloom-api',
        targetKind: 'Deployment',
        targetName: 'textloom-api',
        updateMode: 'Off',
        conditions: [],
        target: { cpuMillis: 1_250, memoryBytes: 1.5 * GIB },
      },
    ],
    ...overrides,
  };
}
