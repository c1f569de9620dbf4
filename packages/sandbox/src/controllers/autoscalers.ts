import { ROLLOUTS } from '../argo/types';
import {
  Autoscaler,
  AUTOSCALERS,
  Condition,
  DEPLOYMENTS,
  getOf,
  listOf,
  Pod,
  PODS,
  selectedBy,
  updateIfChanged,
  Workload,
} from '../world/objects';
import { add, Amount, podRequest, ZERO } from '../world/requests';
import { podUsage } from '../world/usage';
import { KubeObject } from '../kubernetes/types';
import { ClusterWorld } from '../world/world';
import { withCondition } from './conditions';
import { recordEvent } from './events';
import { isReady } from './pods';

type KubeMeta = KubeObject['metadata'];

/** `--horizontal-pod-autoscaler-sync-period` */
const SYNC_MS = 15_000;

/**
 * Keeps each autoscaler's target within its bounds and reports utilisation. It does not scale by load: the
 * world's load follows the replicas, so there would be nothing to settle on.
 */
export function runAutoscalers(world: ClusterWorld): void {
  const { store } = world;
  const at = Math.floor(store.now() / SYNC_MS) * SYNC_MS;
  for (const autoscaler of listOf(store, AUTOSCALERS)) {
    const { namespace } = autoscaler.metadata;
    const name = deploymentOf(world, autoscaler);
    const target = name && getOf(store, DEPLOYMENTS, namespace, name);
    if (target) {
      sync(world, autoscaler, target, at);
    }
  }
}

/** The Deployment that it scales, itself or through a Rollout that refers to it. */
function deploymentOf(
  { store }: ClusterWorld,
  { metadata, spec }: Autoscaler,
): string | undefined {
  const { name, kind } = spec.scaleTargetRef;
  return kind === 'Rollout'
    ? getOf(store, ROLLOUTS, metadata.namespace, name)?.spec.workloadRef?.name
    : { Deployment: name }[kind];
}

function sync(
  world: ClusterWorld,
  autoscaler: Autoscaler,
  target: Workload,
  at: number,
) {
  const { minReplicas = 1, maxReplicas } = autoscaler.spec;
  const current = target.spec.replicas ?? 1;
  const desired = Math.min(maxReplicas, Math.max(minReplicas, current));
  if (desired !== current) {
    world.store.update(DEPLOYMENTS.resource, {
      ...target,
      metadata: {
        ...target.metadata,
        generation: (target.metadata.generation ?? 1) + 1,
      },
      spec: { ...target.spec, replicas: desired },
    });
    recordEvent(world, autoscaler, {
      type: 'Normal',
      reason: 'SuccessfulRescale',
      message: `New size: ${desired}; reason: ${
        desired < current
          ? 'Current number of replicas above Spec.MaxReplicas'
          : 'Current number of replicas below Spec.MinReplicas'
      }`,
      source: 'horizontal-pod-autoscaler',
    });
  }
  updateIfChanged(world.store, AUTOSCALERS, autoscaler, {
    ...autoscaler,
    status: {
      currentReplicas: Number(target.status?.replicas ?? 0),
      desiredReplicas: desired,
      currentMetrics: currentMetrics(world, autoscaler, target, at),
      conditions: conditionsOf(world, autoscaler, current),
    },
  });
}

const SEEING: Condition = {
  type: 'ScalingActive',
  status: 'True',
  reason: 'ValidMetricFound',
  message:
    'the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)',
};
const BLIND: Condition = {
  type: 'ScalingActive',
  status: 'False',
  reason: 'FailedGetResourceMetric',
  message:
    'the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API',
};
/** Percent of the request that pods use while their autoscaler wants more than it may have. */
const CAPPED_USE = 96;

const faultOf = (world: ClusterWorld, { namespace, name }: KubeMeta) =>
  world.faults.autoscalers.get(`${namespace}/${name}`);

function currentMetrics(
  world: ClusterWorld,
  autoscaler: Autoscaler,
  target: Workload,
  at: number,
) {
  const fault = faultOf(world, autoscaler.metadata);
  if (fault === 'blind') {
    return [];
  }
  const pods = listOf(world.store, PODS, target.metadata.namespace).filter(
    (pod: Pod) =>
      isReady(pod) &&
      selectedBy(target.spec.selector.matchLabels, pod.metadata.labels),
  );
  const used = pods.map(pod => podUsage(world, pod, at)).reduce(add, ZERO);
  const requested = pods.map(podRequest).reduce(add, ZERO);
  const share = (field: keyof Amount) =>
    requested[field] > 0
      ? Math.round((used[field] / requested[field]) * 100)
      : 0;
  const value = (name: string) =>
    fault === 'capped'
      ? CAPPED_USE
      : share(name === 'cpu' ? 'cpuMillis' : 'memoryBytes');
  return (autoscaler.spec.metrics ?? []).flatMap(({ type, resource }) =>
    resource
      ? [
          {
            type,
            resource: {
              name: resource.name,
              current: { averageUtilization: value(resource.name) },
            },
          },
        ]
      : [],
  );
}

function conditionsOf(
  world: ClusterWorld,
  { metadata, spec, status }: Autoscaler,
  current: number,
): Condition[] {
  const now = world.store.now();
  const fault = faultOf(world, metadata);
  const capped =
    fault === 'capped' ||
    current > spec.maxReplicas ||
    current < (spec.minReplicas ?? 1);
  const before = Array.isArray(status?.conditions) ? status.conditions : [];
  const wanted: Condition[] = [
    {
      type: 'AbleToScale',
      status: 'True',
      reason: 'ReadyForNewScale',
      message: 'recommended size matches current size',
    },
    fault === 'blind' ? BLIND : SEEING,
    {
      type: 'ScalingLimited',
      status: capped ? 'True' : 'False',
      reason: capped ? 'TooManyReplicas' : 'DesiredWithinRange',
      message: capped
        ? 'the desired replica count is outside the allowed range'
        : 'the desired count is within the acceptable range',
    },
  ];
  return wanted.reduce<Condition[]>(
    (all, condition) => withCondition(all, condition, now),
    before,
  );
}
