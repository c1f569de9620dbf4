import { ClusterPlan } from '../clusters';
import { imageFor } from '../images';
import { WorkloadPlan } from './types';

interface Service {
  name: string;
  version: string;
  /** Production: replicas and request. */
  replicas: number;
  cpu: string;
  memory: string;
  group: 'compute' | 'worker' | 'high-performance';
  port?: number;
  host?: string;
  autoscaler?: WorkloadPlan['autoscaler'];
}

/** The nine services of the architecture document, with its autoscaler bounds. */
const SERVICES: Service[] = [
  {
    name: 'textloom-web',
    version: '3.8.1',
    replicas: 4,
    cpu: '300m',
    memory: '512Mi',
    group: 'compute',
    port: 3000,
    host: 'www',
  },
  {
    name: 'textloom-gateway',
    version: '2.5.0',
    replicas: 3,
    cpu: '500m',
    memory: '512Mi',
    group: 'compute',
    port: 8080,
    host: 'gateway',
  },
  {
    name: 'textloom-admin',
    version: '1.14.2',
    replicas: 2,
    cpu: '200m',
    memory: '256Mi',
    group: 'compute',
    port: 3000,
    host: 'admin',
  },
  {
    name: 'textloom-api',
    version: '1.7.2',
    replicas: 6,
    cpu: '1',
    memory: '1Gi',
    group: 'compute',
    port: 8000,
    host: 'api',
    autoscaler: { min: 5, max: 50, cpu: 70, memory: 80 },
  },
  {
    name: 'textloom-auth',
    version: '2.9.3',
    replicas: 3,
    cpu: '300m',
    memory: '384Mi',
    group: 'compute',
    port: 8000,
  },
  {
    name: 'textloom-payment',
    version: '1.7.5',
    replicas: 2,
    cpu: '300m',
    memory: '384Mi',
    group: 'compute',
    port: 8000,
  },
  {
    name: 'textloom-worker',
    version: '4.2.0',
    replicas: 12,
    cpu: '4',
    memory: '6Gi',
    group: 'worker',
    autoscaler: { min: 10, max: 100, cpu: 75 },
  },
  {
    name: 'textloom-priority-worker',
    version: '4.2.0',
    replicas: 4,
    cpu: '12',
    memory: '20Gi',
    group: 'high-performance',
  },
  {
    name: 'textloom-scheduler',
    version: '2.1.4',
    replicas: 2,
    cpu: '200m',
    memory: '256Mi',
    group: 'compute',
  },
];

/** Which version of each service runs everywhere at first. */
export const RUNNING_VERSIONS: readonly { service: string; version: string }[] =
  SERVICES.map(({ name, version }) => ({ service: name, version }));

/** Requests of the workers outside production. */
const SMALL_WORKER = { cpu: '2', memory: '4Gi' };

/** Stateless services recover faster than Kubernetes' default of five minutes when a node is lost. */
const FAST_EVICTION = ['not-ready', 'unreachable'].map(reason => ({
  key: `node.kubernetes.io/${reason}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 60,
}));

const PRIORITY_TOLERATION = {
  key: 'textloom.ai/dedicated',
  operator: 'Equal',
  value: 'priority',
  effect: 'NoSchedule',
};

/** TextLoom's own services in one environment of a cluster. */
export function textloomServices(
  plan: ClusterPlan,
  environment: string,
): WorkloadPlan[] {
  const full = plan.size === 'full';
  return SERVICES.map(service => {
    const worker = service.group !== 'compute';
    const smallGroup = worker ? 'worker' : 'apps';
    const replicas = service.name === 'textloom-api' ? 2 : 1;
    return {
      kind: 'Deployment' as const,
      name: service.name,
      namespace: environment,
      component: service.name,
      image: imageFor(service.name, service.version),
      replicas: full ? service.replicas : replicas,
      cpu: !full && worker ? SMALL_WORKER.cpu : service.cpu,
      memory: !full && worker ? SMALL_WORKER.memory : service.memory,
      port: service.port,
      group: full ? service.group : smallGroup,
      tolerations:
        full && service.group === 'high-performance'
          ? [...FAST_EVICTION, PRIORITY_TOLERATION]
          : FAST_EVICTION,
      mesh: true,
      maxUnavailable: full ? 1 : undefined,
      autoscaler:
        full || !service.autoscaler
          ? service.autoscaler
          : { ...service.autoscaler, min: 1, max: 30 },
      host: service.host && hostOf(service.host, environment, full),
    };
  });
}

function hostOf(name: string, environment: string, production: boolean) {
  return production
    ? `${name}.textloom.ai`
    : `${name}.${environment}.textloom.ai`;
}

/** Object store, cache and connection pool of one environment. */
export function dataServices(
  plan: ClusterPlan,
  environment: string,
): WorkloadPlan[] {
  const full = plan.size === 'full';
  const group = full ? 'compute' : 'apps';
  const shared = { namespace: environment, group };
  return [
    {
      ...shared,
      kind: 'StatefulSet',
      name: 'minio',
      component: 'minio',
      image: 'quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z',
      replicas: full ? 4 : 1,
      cpu: '500m',
      memory: full ? '2Gi' : '1Gi',
      port: 9000,
      maxUnavailable: full ? 1 : undefined,
      volume: full ? '500Gi' : '50Gi',
    },
    {
      ...shared,
      kind: 'StatefulSet',
      name: 'redis-node',
      component: 'redis',
      image: 'docker.io/redis:7.4.5',
      // Three masters and three replicas of 16 GB fit only c5.4xlarge and larger.
      group: full ? 'worker' : 'apps',
      replicas: full ? 6 : 1,
      cpu: full ? '2' : '250m',
      memory: full ? '16Gi' : '1Gi',
      port: 6379,
      maxUnavailable: full ? 1 : undefined,
      volume: full ? '40Gi' : '5Gi',
    },
    {
      ...shared,
      kind: 'StatefulSet',
      name: 'redis-sentinel',
      component: 'redis',
      image: 'docker.io/redis:7.4.5',
      replicas: full ? 3 : 1,
      cpu: '100m',
      memory: '64Mi',
      port: 26379,
      maxUnavailable: full ? 1 : undefined,
    },
    {
      ...shared,
      kind: 'Deployment',
      name: 'pgbouncer',
      component: 'pgbouncer',
      image: 'docker.io/edoburu/pgbouncer:v1.24.1',
      replicas: full ? 3 : 1,
      cpu: '200m',
      memory: '128Mi',
      port: 5432,
      tolerations: FAST_EVICTION,
      maxUnavailable: full ? 1 : undefined,
    },
  ];
}
