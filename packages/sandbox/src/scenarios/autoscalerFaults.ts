import { rfc3339 } from '../kubernetes/store';
import { withCondition } from '../controllers/conditions';
import {
  Autoscaler,
  AUTOSCALERS,
  Condition,
  DEPLOYMENTS,
  getOf,
} from '../world/objects';
import { ClusterWorld } from '../world/world';
import { Scenario, ScenarioError } from './types';

/** Long enough ago that the portal no longer waits whether it passes. */
const CAPPED_SINCE_MS = 20 * 60_000;

function autoscalerOf(world: ClusterWorld, target = 'textloom-api') {
  const namespace = world.plan.environments.slice(-1)[0];
  const autoscaler = getOf(world.store, AUTOSCALERS, namespace, target);
  if (!autoscaler) {
    throw new ScenarioError(
      `There is no HorizontalPodAutoscaler ${target} in namespace ${namespace} of ${world.name}`,
    );
  }
  return { autoscaler, key: `${namespace}/${target}` };
}

/** As the controller would have written it twenty minutes ago. */
function cappedSince(world: ClusterWorld, { status }: Autoscaler): Condition[] {
  const before = Array.isArray(status?.conditions) ? status.conditions : [];
  const since = world.store.now() - CAPPED_SINCE_MS;
  const limited: Condition = {
    type: 'ScalingLimited',
    status: 'True',
    reason: 'TooManyReplicas',
    message: 'the desired replica count is more than the maximum replica count',
    lastTransitionTime: rfc3339(since),
  };
  return withCondition(before, limited, since);
}

function setMaximum(
  world: ClusterWorld,
  autoscaler: Autoscaler,
  maxReplicas: number,
  conditions?: Condition[],
) {
  world.store.update(AUTOSCALERS.resource, {
    ...autoscaler,
    spec: { ...autoscaler.spec, maxReplicas },
    ...(conditions && { status: { ...autoscaler.status, conditions } }),
  });
}

/** The load is beyond what the autoscaler may give. */
export const hpaAtMaximum: Scenario = {
  id: 'hpa-at-maximum',
  title: { en: 'An autoscaler is at its maximum', zh: '自动扩缩容已达上限' },
  effect: {
    en: 'textloom-api has used 96% of its CPU request for twenty minutes, and its autoscaler may not add replicas.',
    zh: 'textloom-api 的 CPU 使用率已连续二十分钟达到请求量的 96%，而自动扩缩容无法再增加副本。',
  },
  lookAt: {
    en: 'Clusters: the autoscaler’s finding and its maximum.',
    zh: '集群页：该自动扩缩容的问题及其上限。',
  },
  defaultCluster: 'textloom-prod',
  start({ world }, target) {
    const { autoscaler, key } = autoscalerOf(world, target);
    const { namespace, name } = autoscaler.metadata;
    const deployment = getOf(
      world.store,
      DEPLOYMENTS,
      namespace,
      autoscaler.spec.scaleTargetRef.name,
    );
    const current = deployment?.spec.replicas ?? autoscaler.spec.maxReplicas;
    // Fixed replicas would be no maximum that was reached.
    const maximum = Math.max(current, (autoscaler.spec.minReplicas ?? 1) + 1);
    world.faults.autoscalers.set(key, 'capped');
    setMaximum(world, autoscaler, maximum, cappedSince(world, autoscaler));
    return {
      target: key,
      stop: () => {
        world.faults.autoscalers.delete(key);
        const now = getOf(world.store, AUTOSCALERS, namespace, name);
        if (now) {
          setMaximum(world, now, autoscaler.spec.maxReplicas);
        }
      },
    };
  },
};

/** The autoscaler cannot read what it scales by. */
export const hpaBlind: Scenario = {
  id: 'hpa-blind',
  title: { en: 'An autoscaler has no metrics', zh: '自动扩缩容缺少指标' },
  effect: {
    en: 'The autoscaler of textloom-worker gets no CPU figures and does not scale: FailedGetResourceMetric.',
    zh: 'textloom-worker 的自动扩缩容读不到 CPU 指标，不再扩缩：FailedGetResourceMetric。',
  },
  lookAt: {
    en: 'Clusters: the autoscaler’s finding, with the reason.',
    zh: '集群页：该自动扩缩容的问题及原因。',
  },
  defaultCluster: 'textloom-prod',
  start({ world }, target) {
    const { key } = autoscalerOf(world, target ?? 'textloom-worker');
    world.faults.autoscalers.set(key, 'blind');
    return {
      target: key,
      stop: () => {
        world.faults.autoscalers.delete(key);
      },
    };
  },
};
